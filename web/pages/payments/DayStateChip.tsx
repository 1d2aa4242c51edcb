import { Chip } from "../../ui/Chip.tsx";
import { useT } from "../../words/words.ts";
import type { BoardDay } from "./reconcile-queries.ts";

/** How an agent's day stands: in order, with so many differences, or changed since it was in order. */
export function DayStateChip({ day }: { day: Pick<BoardDay, "state" | "differenceCount"> }) {
  const t = useT();
  const { state, differenceCount: count } = day;
  if (state === "reconciled") return <Chip state="ok">{t("reconcile.state.reconciled")}</Chip>;
  if (state === "changed") return <Chip state="danger">{t("reconcile.state.changed")}</Chip>;
  return count === 0 ? (
    <Chip state="info">{t("reconcile.agrees")}</Chip>
  ) : (
    <Chip state="warn">{t("reconcile.differences", { count })}</Chip>
  );
}
