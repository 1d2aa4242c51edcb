import { Chip, type State } from "../../ui/Chip.tsx";
import { useT } from "../../words/words.ts";
import type { Message } from "./queries.ts";

const COLOURS = {
  made: "mute",
  sent: "info",
  partly: "warn",
  refused: "danger",
  taken: "ok",
} as const satisfies Readonly<Record<string, State>>;

/** How far the system is with a message. */
export function MessageState({ of }: { of: Message }) {
  const t = useT();
  const state = stateOf(of);
  return <Chip state={COLOURS[state]}>{t(`gis.state.${state}`)}</Chip>;
}

const stateOf = (of: Message): keyof typeof COLOURS =>
  of.partly
    ? "partly"
    : of.answeredAt !== undefined
      ? of.refused > 0
        ? "refused"
        : "taken"
      : of.sentAt === undefined
        ? "made"
        : "sent";
