import type { State } from "../../../ui/Chip.tsx";
import type { Failure } from "./queries.ts";

export const STATES: Readonly<Record<Failure["state"], State>> = {
  proposed: "warn",
  accepted: "ok",
  refused: "mute",
  withdrawn: "mute",
};
