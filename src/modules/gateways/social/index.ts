export {
  type BeneficiaryLine,
  type BeneficiaryList,
  type LineFault,
  type ListRefusal,
  readBeneficiaries,
  type RefusedLine,
} from "./beneficiary-list.ts";
export type { DbfRefusal } from "./dbf.ts";
export { socialRegisterDbf } from "./register-dbf.ts";
export {
  type RegisterLanguage,
  type SocialPlace,
  socialRegisterCsv,
  type SocialRegisterRow,
  socialRegisterXlsx,
} from "./register-file.ts";
export {
  type BrokenLine,
  readSubsidyPayments,
  type SubsidyFault,
  type SubsidyFileRefusal,
  type SubsidyPaymentLine,
} from "./subsidy-payments.ts";
