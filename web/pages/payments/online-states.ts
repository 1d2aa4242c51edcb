import type { State } from "../../ui/Chip.tsx";
import type { OnlineRow } from "./online-queries.ts";

export const STATES = [
  "created",
  "pending",
  "succeeded",
  "refunded",
  "canceled",
  "expired",
  "unknown",
] as const;

export const CHIP_OF: Readonly<Record<OnlineRow["state"], State>> = {
  created: "mute",
  pending: "info",
  succeeded: "ok",
  canceled: "mute",
  expired: "mute",
  unknown: "warn",
  refunded: "warn",
};
