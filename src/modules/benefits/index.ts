export { grantSubsidy, registerEntitlement, setCategory, setSocialNorms } from "./actions.ts";
export type { BenefitRefusal } from "./contract.ts";
export type * from "./model.ts";
export * from "./rules/benefit.ts";
export * from "./rules/subsidy.ts";
export {
  type Entitlement,
  listCategories,
  listEntitlements,
  listRules,
  listSocialNorms,
  listSubsidies,
} from "./store.ts";
