export { BUILT_IN_PROFILES, builtInProfile } from "./built-in.ts";
export { detectProfile, type ProfileCandidate } from "./detect.ts";
export * from "./model.ts";
export {
  type KindOfFile,
  ProfileDefinition,
  type RegisterProfile,
  type WrittenDefinition,
} from "./profile.ts";
export { companionName } from "./read-companion.ts";
export { type ReadOptions, readRegister } from "./read.ts";
export { fieldsOfName } from "./rules/name-template.ts";
export { REGISTER_LIMITS, type RegisterLimits } from "./source.ts";
export {
  detectionSentence,
  type DetectionReason,
  profileProblemSentence,
  registerFieldName,
  registerRefusalSentence,
} from "./words.ts";
export { type DebtFile, type DebtRow, writeRegister, type WrittenRegister } from "./write.ts";
