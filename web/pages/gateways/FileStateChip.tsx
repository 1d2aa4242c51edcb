import { Chip, type State } from "../../ui/Chip.tsx";
import { useT } from "../../words/words.ts";
import type { FileState } from "./queries.ts";

const COLOUR_OF: Readonly<Record<FileState, State>> = {
  received: "info",
  unclear: "warn",
  waiting: "warn",
  companion: "mute",
  refused: "danger",
  posted: "ok",
  reconciled: "ok",
};

export function FileStateChip({ state }: { state: FileState }) {
  const t = useT();
  return <Chip state={COLOUR_OF[state]}>{t(`files.state.${state}`)}</Chip>;
}
