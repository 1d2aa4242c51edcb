export {
  type OutgoingAnswer,
  type OutgoingRequest,
  outgoing,
  type Outgoing,
  Outage,
  Forbidden,
} from "./client.ts";
export { jsonText, type JsonWithMoney, kopecksOf, roublesJson } from "./json.ts";
export { secretOf } from "./secrets.ts";
export { keyFile } from "./key-file.ts";
export { installationKey, seal, unseal } from "./sealed.ts";
