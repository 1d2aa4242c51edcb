import { Chip } from "../../ui/Chip.tsx";
import { useT } from "../../words/words.ts";
import type { ListedAgent } from "./queries.ts";

/** How an agent is: what a person has to look at comes first. */
export function AgentStateChip({
  of,
}: {
  of: Pick<ListedAgent, "closedAt" | "incidents" | "lastMessageAt">;
}) {
  const t = useT();
  if (of.closedAt !== undefined) return <Chip state="mute">{t("agents.state.closed")}</Chip>;
  if (of.incidents > 0)
    return <Chip state="danger">{t("agents.state.incidents", { count: of.incidents })}</Chip>;
  return of.lastMessageAt === undefined ? (
    <Chip state="info">{t("agents.state.silent")}</Chip>
  ) : (
    <Chip state="ok">{t("agents.state.works")}</Chip>
  );
}
