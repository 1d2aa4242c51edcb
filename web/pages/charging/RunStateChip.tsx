import { IconLoader } from "@tabler/icons-react";
import { Chip } from "../../ui/Chip.tsx";
import { useT } from "../../words/words.ts";
import type { RunRow } from "./queries.ts";

/** What has become of a run, in a word; a house that failed is said before all else. */
export function RunStateChip({
  run,
}: {
  run: { readonly state: RunRow["state"]; readonly summary?: RunRow["summary"] | undefined };
}) {
  const t = useT();
  const failed = run.summary?.buildingsFailed ?? 0;
  if (failed > 0 && run.state === "calculating")
    return <Chip state="danger">{t("charging.state.failed", { count: failed })}</Chip>;
  switch (run.state) {
    case "calculating":
      return (
        <Chip state="info" icon={<IconLoader aria-hidden />}>
          {t("charging.state.calculating")}
        </Chip>
      );
    case "calculated":
      return <Chip state="warn">{t("charging.state.calculated")}</Chip>;
    case "approved":
      return <Chip state="ok">{t("charging.state.approved")}</Chip>;
    case "discarded":
      return <Chip state="mute">{t("charging.state.discarded")}</Chip>;
    case "cancelled":
      return <Chip state="mute">{t("charging.state.cancelled")}</Chip>;
  }
}
