import { IconPlus } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Go, useGo } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Page } from "../../ui/Page.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { Empty, ErrorState, NoRights } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import { AgentStateChip } from "./AgentStateChip.tsx";
import { DIALECT_NAMES } from "./agent-words.ts";
import styles from "./agents.module.css";
import { NewAgentForm } from "./NewAgentForm.tsx";
import { type ListedAgent, useAgents } from "./queries.ts";
import { SecretDialog } from "./SecretDialog.tsx";

/** Banks and networks of terminals that send payments online: how each of them is today. */
export function AgentsPage() {
  const t = useT();
  const go = useGo();
  const { may } = useWork();
  const { query, set } = useAddress();
  const agents = useAgents();
  const columns = useAgentColumns();
  const [made, setMade] = useState<{ readonly code: string; readonly secret: string }>();
  const mayNot = may("agents.set") ? undefined : t("agents.mayNotSet");
  const isNew = query["panel"] === "new" && mayNot === undefined;
  const begin = (): void => set({ panel: "new" }, "push");
  useHotkeys(mayNot === undefined && !isNew ? [{ keys: "Insert", label: t("agents.new"), run: begin }] : []);
  const trouble = troubleOf(agents.error);
  if (!may("agents.read"))
    return (
      <Page title={t("agents.title")}>
        <NoRights roles={[t("agents.role.operator"), t("agents.role.chief")]} />
      </Page>
    );
  return (
    <Page
      title={t("agents.title")}
      subtitle={t("agents.subtitle")}
      actions={
        <>
          {may("statements.read") ? <Go to={paths.reconcile()}>{t("agents.reconcile")}</Go> : null}
          <Button
            kind="primary"
            hotkey="Insert"
            icon={<IconPlus size={16} aria-hidden />}
            disabledReason={mayNot}
            onClick={begin}
          >
            {t("agents.new")}
          </Button>
        </>
      }
    >
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void agents.refetch()} />
      ) : (
        <div className={styles["list"]}>
          <DataGrid
            label={t("agents.title")}
            columns={columns}
            rows={agents.data?.agents ?? []}
            rowKey={(row) => row.code}
            density="roomy"
            onOpen={(row) => go(paths.agent(row.code))}
            isLoading={agents.isPending}
            emptyState={<Empty title={t("agents.none")}>{t("agents.noneHow")}</Empty>}
          />
        </div>
      )}
      {isNew ? (
        <SidePanel title={t("agents.new")} onClose={() => set({ panel: undefined })}>
          <NewAgentForm
            onDone={(agent) => {
              set({ panel: undefined });
              setMade(agent);
            }}
            onCancel={() => set({ panel: undefined })}
          />
        </SidePanel>
      ) : null}
      <SecretDialog
        of={made}
        onClose={() => {
          const code = made?.code;
          setMade(undefined);
          if (code !== undefined) go(paths.agent(code));
        }}
      />
    </Page>
  );
}

function useAgentColumns(): readonly Column<ListedAgent>[] {
  const t = useT();
  const formats = useFormats();
  return useMemo(
    (): Column<ListedAgent>[] => [
      {
        id: "name",
        header: t("agents.name"),
        minWidth: 180,
        grow: 1.4,
        cell: (row) => <span className="strong">{row.name}</span>,
        textOf: (row) => row.name,
      },
      { id: "code", header: t("agents.code"), width: 120, cell: (row) => row.code },
      {
        id: "dialect",
        header: t("agents.dialect"),
        width: 108,
        cell: (row) => DIALECT_NAMES[row.dialect],
      },
      {
        id: "state",
        header: t("agents.state"),
        minWidth: 170,
        cell: (row) => <AgentStateChip of={row} />,
        textOf: (row) => row.code,
      },
      {
        id: "payments",
        header: t("agents.paymentsToday"),
        align: "num",
        width: 128,
        cell: (row) => formats.count(row.paymentsToday),
      },
      {
        id: "total",
        header: t("agents.totalToday"),
        align: "num",
        width: 136,
        cell: (row) => formats.money(row.totalToday),
        sumOf: (row) => BigInt(row.totalToday),
      },
      {
        id: "messages",
        header: t("agents.messagesDay"),
        align: "num",
        width: 132,
        cell: (row) => formats.count(row.messages),
      },
      {
        id: "refusals",
        header: t("agents.refusalsDay"),
        align: "num",
        width: 96,
        cell: (row) => (
          <span className={row.refusals > 0 ? "warn" : undefined}>{formats.count(row.refusals)}</span>
        ),
        textOf: (row) => formats.count(row.refusals),
      },
      {
        id: "last",
        header: t("agents.lastMessage"),
        width: 148,
        cell: (row) => (row.lastMessageAt === undefined ? "—" : formats.instant(row.lastMessageAt)),
        timeOf: (row) => row.lastMessageAt,
      },
    ],
    [t, formats],
  );
}
