export {
  type AgentOutcome,
  type AgentPayment,
  judgeForAgent,
  listPaymentsOfAccount,
  listPaymentsOfOrganization,
  type NewPayment,
  registerAgent,
  reversePayment,
  type TakenPayment,
  takeAgentPayment,
  takePayment,
} from "./actions.ts";
export type {
  AgentRefusal,
  PaymentRefusal,
  RegisterAgentRefusal,
  RegistryLineRefusal,
  RegistryRefusal,
  ReversalRefusal,
} from "./contract.ts";
export type * from "./model.ts";
export { type RegistryTaken, takeRegistry } from "./registries.ts";
export type { NewAgent } from "./rules/agent.ts";
export { allocate } from "./rules/allocate.ts";
export type { Registry, RegistryLine } from "./rules/registry.ts";
export {
  type AgentMessage,
  findAgent,
  findPayment,
  insertAgentMessage,
  listIncidents,
  listPaidInPeriod,
} from "./store.ts";
export { allocationVectors, type VectorResult } from "./vectors.ts";
export { paymentWordsEn, paymentWordsRu, type PaymentWords } from "./words.ts";
