import { Chip } from "../../ui/Chip.tsx";
import { useT } from "../../words/words.ts";
import type { FormulaSummary } from "./queries.ts";

const STATES = { draft: "warn", approved: "ok", retired: "mute" } as const;

export function StateChip({ state }: { state: FormulaSummary["state"] }) {
  const t = useT();
  return <Chip state={STATES[state]}>{t(`formulas.state.${state}`)}</Chip>;
}
