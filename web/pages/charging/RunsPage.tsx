import { IconPlayerPlay } from "@tabler/icons-react";
import { useMemo } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Go, useGo } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import type { Column } from "../../ui/grid/columns.ts";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Page } from "../../ui/Page.tsx";
import { Empty, ErrorState } from "../../ui/States.tsx";
import { useWords } from "../../words/words.ts";
import styles from "./charging.module.css";
import { Change } from "./Change.tsx";
import { changeOf } from "./compare.ts";
import { type RunRow, useRuns } from "./queries.ts";
import { RunStateChip } from "./RunStateChip.tsx";
import { StartRuns } from "./StartRuns.tsx";
import { WaitingMonths } from "./WaitingMonths.tsx";

/** Charge runs of the month in the header, newest first; several organizations are started from here at once. */
export function RunsPage() {
  const { t } = useWords();
  const formats = useFormats();
  const work = useWork();
  const { query, set } = useAddress();
  const go = useGo();
  const runs = useRuns({ period: work.period, organization: work.organization?.id });
  const isStarting = query["start"] === "yes";
  const forbidden = work.may("runs.start") ? undefined : t("charging.start.noRight");
  const closed = work.periodState === "closed" ? t("charging.start.closed") : undefined;
  const start = (): void => set({ start: "yes" }, "push");
  useHotkeys(forbidden || closed ? [] : [{ keys: "Insert", label: t("charging.start.button"), run: start }]);
  const columns = useRunColumns();
  const trouble = troubleOf(runs.error);
  const rows = runs.data?.runs ?? [];
  const startButton = (
    <Button
      kind="primary"
      hotkey="Insert"
      icon={<IconPlayerPlay size={16} aria-hidden />}
      disabledReason={forbidden ?? closed}
      onClick={start}
    >
      {t("charging.start.button")}
    </Button>
  );
  return (
    <Page
      title={t("charging.runs.title")}
      subtitle={t("charging.runs.subtitle", {
        period: formats.period(work.period),
        whose: work.organization?.name ?? t("charging.runs.all"),
      })}
      actions={
        <>
          <Go to={paths.runLimits()}>{t("charging.limits.title")}</Go>
          {startButton}
        </>
      }
    >
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void runs.refetch()} />
      ) : (
        <div className={styles.list}>
          <WaitingMonths />
          <DataGrid
            label={t("charging.runs.title")}
            columns={columns}
            rows={rows}
            rowKey={(run) => String(run.id)}
            onOpen={(run) => go(paths.run(run.id), "push")}
            isLoading={runs.isPending}
            emptyState={
              <Empty
                title={t("charging.runs.none", { period: formats.period(work.period) })}
                action={startButton}
              >
                {t("charging.runs.noneHow")}
              </Empty>
            }
          />
        </div>
      )}
      {isStarting && work.may("runs.start") ? <StartRuns onClose={() => set({ start: undefined })} /> : null}
    </Page>
  );
}

/** A run in a list: whose, how many, how much, beside last month, what is open, by whom. */
export function useRunColumns(): readonly Column<RunRow>[] {
  const { t } = useWords();
  const formats = useFormats();
  return useMemo((): Column<RunRow>[] => {
    const isAlive = (run: RunRow): boolean => run.state !== "discarded" && run.state !== "cancelled";
    return [
      {
        id: "run",
        header: t("charging.column.run"),
        width: 64,
        cell: (run) => (
          <Go to={paths.run(run.id)} tabIndex={-1}>
            {run.id}
          </Go>
        ),
      },
      {
        id: "organization",
        header: t("charging.column.organization"),
        minWidth: 180,
        cell: (run) => <span className="strong">{run.summary.organizationName}</span>,
      },
      {
        id: "chargedFor",
        header: t("charging.column.month"),
        width: 136,
        cell: (run) => formats.period(run.chargedFor),
        timeOf: (run) => run.chargedFor,
      },
      {
        id: "accounts",
        header: t("charging.column.accounts"),
        align: "num",
        width: 84,
        cell: (run) => formats.count(run.summary.accounts),
      },
      {
        id: "amount",
        header: t("charging.column.amount"),
        align: "num",
        width: 120,
        cell: (run) => formats.money(run.amount ?? run.summary.amount),
        sumOf: (run) => BigInt(run.amount ?? run.summary.amount),
      },
      {
        id: "change",
        header: t("charging.column.change"),
        align: "num",
        width: 126,
        cell: (run) =>
          isAlive(run) && run.state !== "calculating" ? (
            <Change was={run.summary.previousAmount} became={run.amount ?? run.summary.amount} />
          ) : (
            "—"
          ),
        sumOf: (run) => (isAlive(run) && run.state !== "calculating" ? changeOf(run) : undefined),
      },
      {
        id: "open",
        header: t("charging.column.open"),
        align: "num",
        width: 84,
        cell: (run) =>
          run.summary.anomaliesOpen === undefined || !isAlive(run)
            ? "—"
            : formats.count(run.summary.anomaliesOpen),
      },
      {
        id: "author",
        header: t("charging.column.author"),
        minWidth: 150,
        cell: (run) => run.summary.startedByName ?? t("charging.system"),
      },
      {
        id: "startedAt",
        header: t("charging.column.started"),
        width: 124,
        cell: (run) => formats.instant(run.startedAt),
        timeOf: (run) => run.startedAt,
      },
      {
        id: "state",
        header: t("charging.column.state"),
        width: 148,
        cell: (run) => <RunStateChip run={run} />,
        textOf: (run) => t(`charging.state.${run.state}`),
      },
    ];
  }, [t, formats]);
}
