export { grantSubsidy, registerEntitlement, setCategory, setSocialNorms } from "./actions.ts";
export type { BenefitRefusal } from "./contract.ts";
export type * from "./model.ts";
export * from "./rules/benefit.ts";
export * from "./rules/match-beneficiary.ts";
export * from "./rules/match-subsidy.ts";
export * from "./rules/snils.ts";
export * from "./rules/subsidy.ts";
export {
  findInsured,
  findOfficeList,
  insertInsuranceNumber,
  insertOfficeDecision,
  insertOfficeList,
  listInsuranceNumbers,
  listOfficeCodes,
  listOfficeDecisions,
  listOfficeLists,
  lockOfficeList,
  type OfficeDecision,
  type OfficeList,
  upsertOfficeCode,
} from "./office/store.ts";
export {
  type BenefitRecord,
  type Entitlement,
  listEntitlementsOf,
  listBenefitRecords,
  listCategories,
  listEntitlements,
  listRules,
  listSocialNorms,
  listSubsidies,
} from "./store.ts";
export {
  findSubsidyRegister,
  insertSubsidyPayments,
  insertSubsidyRegister,
  listSubsidyPayments,
  listSubsidyRegisters,
  lockSubsidyRegisters,
  type SubsidyPayment,
  type SubsidyRegister,
} from "./subsidy-registers/store.ts";
