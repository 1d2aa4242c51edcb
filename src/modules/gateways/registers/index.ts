export {
  type ListedProfile,
  listProfiles,
  profilesInForce,
  profileVersions,
  saveProfile,
} from "./actions.ts";
export { BUILT_IN_PROFILES, builtInProfile } from "./built-in.ts";
export { detectProfile, type ProfileCandidate } from "./detect.ts";
export type { ProfileRefusal } from "./contract.ts";
export * from "./model.ts";
export {
  type KindOfFile,
  ProfileDefinition,
  type ProfileFault,
  type RegisterProfile,
  type WrittenDefinition,
} from "./profile.ts";
export { companionName } from "./read-companion.ts";
export { type ReadOptions, readRegister } from "./read.ts";
export { fieldsNamedBy, fieldsOfName } from "./rules/name-template.ts";
export { REGISTER_LIMITS, type RegisterLimits } from "./source.ts";
export {
  detectionSentence,
  type DetectionReason,
  profileProblemSentence,
  registerFieldName,
  registerProfileWords,
  registerRefusalSentence,
} from "./words.ts";
export {
  type DueFile,
  type DueRow,
  isByService,
  registerWriter,
  type RegisterWriter,
  writeRegister,
  type WrittenRegister,
} from "./write.ts";
export { registerProfileRoutes } from "./routes.ts";
