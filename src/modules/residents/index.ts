export {
  accessOf,
  activate,
  addAccount,
  changeResidentPassword,
  chooseResidentLanguage,
  countPrintedSlips,
  endInvitation,
  endInvited,
  endOtherSession,
  endResidentSession,
  invite,
  invitedTo,
  issueSlips,
  keepSlips,
  listDataConsents,
  listResidentSessions,
  makeSlips,
  ownAccount,
  residentBy,
  residentContext,
  revokeAccess,
  revokePrintedSlips,
  revokeSlip,
  SESSION_LIMITS,
  sessionIdOf,
  type SignedInResident,
  signInResident,
  slipsGoodThrough,
  trySlip,
} from "./actions.ts";
export type { ResidentRefusal } from "./contract.ts";
export * from "./model.ts";
export { DATA_CONSENT_VERSION, DATA_CONSENT_WORDS } from "./rules/data-consent.ts";
export {
  beginPasskey,
  beginSignIn,
  finishPasskey,
  type KeySite,
  listPasskeys,
  removePasskey,
  signInByPasskey,
} from "./passkeys/actions.ts";
export { readLoginName } from "./rules/login-name.ts";
export { readSlipCode, slipCode } from "./rules/slip-code.ts";
export { takeSafetyEvents } from "./store.ts";
