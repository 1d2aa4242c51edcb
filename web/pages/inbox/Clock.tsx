import { Chip } from "../../ui/Chip.tsx";
import { useT } from "../../words/words.ts";
import type { CaseLine } from "./queries.ts";

/** How many days are left until the law wants the answer; its state where it has been answered. */
export function Clock({ of }: { of: Pick<CaseLine, "state" | "daysLeft"> }) {
  const t = useT();
  const { state, daysLeft } = of;
  if (daysLeft === undefined)
    return (
      <Chip state={state === "answered" ? "ok" : state === "closed" ? "mute" : "info"}>
        {t(`inbox.state.${state}`)}
      </Chip>
    );
  if (daysLeft < 0) return <Chip state="danger">{t("inbox.late", { days: -daysLeft })}</Chip>;
  return <Chip state={daysLeft <= 2 ? "warn" : "info"}>{t("inbox.left", { days: daysLeft })}</Chip>;
}
