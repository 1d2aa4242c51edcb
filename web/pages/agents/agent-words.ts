import type { Settings } from "./queries.ts";

/* The choices of an agent's settings, in the order in which they are shown. */

export const DIALECTS = ["osmp", "sber", "cyberplat"] as const satisfies readonly Settings["dialect"][];
export const MEANS = [
  "password",
  "token",
  "certificate",
  "signature",
] as const satisfies readonly Settings["signIn"][number][];
export const EXTRAS = ["cancel", "status"] as const satisfies readonly Settings["extras"][number][];

/** Names of protocols are the same in every language. */
export const DIALECT_NAMES: Readonly<Record<Settings["dialect"], string>> = {
  osmp: "OSMP",
  sber: "Sber ACTION",
  cyberplat: "CyberPlat",
};
