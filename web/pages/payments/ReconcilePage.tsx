import { IconDownload, IconRefresh } from "@tabler/icons-react";
import { useMemo } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { DateInput } from "../../ui/DateInput.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { Page } from "../../ui/Page.tsx";
import { Empty, ErrorState, NoRights } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { DayPanel } from "./DayPanel.tsx";
import { DayStateChip } from "./DayStateChip.tsx";
import styles from "./reconcile.module.css";
import { type BoardDay, type Days, useBoard, useMatch } from "./reconcile-queries.ts";
import { Unclaimed } from "./Unclaimed.tsx";

const placeOf = ({ agent, day }: BoardDay): string => `${agent}-${day}`;
/** Two weeks are looked at where nothing else is asked. */
const DAYS_SHOWN = 14;

/** Each agent's days: what came online, what its registries say, what the bank booked. Differences stand first. */
export function ReconcilePage() {
  const t = useT();
  const { may, today } = useWork();
  const { query, set } = useAddress();
  const days = { from: query["from"] ?? before(today, DAYS_SHOWN), to: query["to"] ?? today };
  const board = useBoard(days);
  const columns = useDayColumns();
  const trouble = troubleOf(board.error);
  const opened = query["day"];
  const rows = useMemo(() => board.data?.days ?? [], [board.data]);
  const open = (row: BoardDay): void => set({ day: placeOf(row) }, opened === undefined ? "push" : "replace");
  // After a word on a day the next one that needs one opens by itself.
  const next = (): void => {
    const rest = rows.filter((row) => row.state !== "reconciled" && placeOf(row) !== opened);
    set({ day: rest[0] && placeOf(rest[0]) });
  };
  if (!may("statements.read"))
    return (
      <Page title={t("reconcile.title")}>
        <NoRights roles={[t("reconcile.role.operator"), t("reconcile.role.chief")]} />
      </Page>
    );
  return (
    <Page title={t("reconcile.title")} subtitle={t("reconcile.about")} actions={<Deeds days={days} />}>
      <div className={`${styles["filters"]} noprint`} role="search" aria-label={t("reconcile.filters")}>
        <div className={styles["day"]}>
          <DateInput
            label={t("reconcile.from")}
            name="from"
            today={today}
            value={days.from}
            max={days.to}
            onChange={(from) => set({ from })}
          />
        </div>
        <div className={styles["day"]}>
          <DateInput
            label={t("reconcile.to")}
            name="to"
            today={today}
            value={days.to}
            min={days.from}
            max={today}
            onChange={(to) => set({ to })}
          />
        </div>
        <Go to={paths.statements()}>{t("statements.title")}</Go>
      </div>
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void board.refetch()} />
      ) : (
        <>
          <Unclaimed lines={board.data?.unclaimed ?? []} />
          <div className={styles["list"]}>
            <DataGrid
              label={t("reconcile.title")}
              columns={columns}
              rows={rows}
              rowKey={placeOf}
              onOpen={open}
              onPeek={open}
              isLoading={board.isPending}
              emptyState={<Empty title={t("reconcile.none")}>{t("reconcile.noneHow")}</Empty>}
            />
          </div>
        </>
      )}
      {opened === undefined ? null : (
        <DayPanel key={opened} place={opened} onDone={next} onClose={() => set({ day: undefined })} />
      )}
    </Page>
  );
}

function Deeds({ days }: { days: Days }) {
  const t = useT();
  const { may } = useWork();
  const match = useMatch();
  return (
    <>
      <Button
        icon={<IconRefresh size={16} aria-hidden />}
        disabledReason={may("statements.take") ? undefined : t("statements.mayNotTake")}
        onClick={() =>
          match.mutate(undefined, {
            onSuccess: ({ matched }) =>
              toast({ kind: "ok", text: t("reconcile.matched", { count: matched }) }),
            onError: (error) => toast({ kind: "danger", text: error.message }),
          })
        }
      >
        {t("reconcile.match")}
      </Button>
      <a
        className={styles["file"]}
        href={`/api/reconciliation.xlsx?from=${days.from}&to=${days.to}`}
        download
      >
        <IconDownload size={16} aria-hidden /> XLSX
      </a>
      <a className={styles["file"]} href={`/api/reconciliation.csv?from=${days.from}&to=${days.to}`} download>
        <IconDownload size={16} aria-hidden /> CSV
      </a>
    </>
  );
}

function before(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}

function useDayColumns(): readonly Column<BoardDay>[] {
  const t = useT();
  const formats = useFormats();
  return useMemo(
    (): Column<BoardDay>[] => [
      {
        id: "day",
        header: t("reconcile.day"),
        width: 104,
        cell: (row) => formats.day(row.day),
        timeOf: (row) => row.day,
      },
      { id: "agent", header: t("reconcile.agent"), minWidth: 150, cell: (row) => row.agentName },
      {
        id: "online",
        header: t("reconcile.online"),
        align: "num",
        width: 116,
        cell: (row) => (row.isOnline ? formats.money(row.online.total) : <span className="t3">—</span>),
        textOf: (row) => (row.isOnline ? formats.money(row.online.total) : ""),
      },
      {
        id: "registry",
        header: t("reconcile.registry"),
        align: "num",
        width: 116,
        cell: (row) => formats.money(row.registry.total),
      },
      {
        id: "fee",
        header: t("reconcile.fee"),
        align: "num",
        width: 100,
        cell: (row) => formats.money(row.fee),
      },
      {
        id: "net",
        header: t("reconcile.net"),
        align: "num",
        width: 116,
        cell: (row) => formats.money(row.net),
      },
      {
        id: "received",
        header: t("reconcile.received"),
        align: "num",
        width: 116,
        cell: (row) => formats.money(row.received),
      },
      {
        id: "state",
        header: t("reconcile.state"),
        width: 190,
        cell: (row) => <DayStateChip day={row} />,
        textOf: (row) => t(`reconcile.state.${row.state}`),
      },
    ],
    [t, formats],
  );
}
