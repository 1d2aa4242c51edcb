import { useMemo } from "react";
import { paths } from "../../paths.ts";
import { Go, useGo } from "../../shell/Go.tsx";
import { ProgressBar } from "../../ui/charts/ProgressBar.tsx";
import { useFormats } from "../../ui/formats.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import type { Column } from "../../ui/grid/columns.ts";
import { useT } from "../../words/words.ts";
import { Change, ChangeShare } from "./Change.tsx";
import { changeOf, shareText } from "./compare.ts";
import type { RunRow } from "./queries.ts";
import { RunStateChip } from "./RunStateChip.tsx";

/** The runs that were started together, each organization with its progress and what came of it. */
export function Organizations({ runs, current }: { runs: readonly RunRow[]; current: number }) {
  const t = useT();
  const formats = useFormats();
  const go = useGo();
  // While something is calculated it is asked how far; afterwards how much it differs.
  const isCalculating = runs.some((run) => run.state === "calculating");
  const columns = useMemo(() => {
    const all: Column<RunRow>[] = [
      {
        id: "organization",
        header: t("charging.column.organization"),
        minWidth: 170,
        cell: (run) => (
          <Go
            to={paths.run(run.id, {})}
            tabIndex={-1}
            className={run.id === current ? "strong" : undefined}
            aria-current={run.id === current ? "page" : undefined}
          >
            {run.summary.organizationName}
          </Go>
        ),
        textOf: (run) => run.summary.organizationName,
      },
      {
        id: "buildings",
        header: t("charging.column.houses"),
        align: "num",
        width: 60,
        cell: (run) => formats.count(run.summary.buildings),
      },
      {
        id: "accounts",
        header: t("charging.column.accounts"),
        align: "num",
        width: 72,
        cell: (run) => formats.count(run.summary.accounts),
      },
      {
        id: "progress",
        header: t("charging.column.progress"),
        width: 170,
        cell: (run) => (
          <ProgressBar
            label={run.summary.organizationName}
            done={run.summary.accountsDone}
            total={run.summary.accounts}
            text={formats.percent(
              run.summary.accounts === 0 ? 1 : run.summary.accountsDone / run.summary.accounts,
            )}
          />
        ),
      },
      {
        id: "amount",
        header: t("charging.column.amount"),
        align: "num",
        width: 116,
        cell: (run) => formats.money(run.amount ?? run.summary.amount),
        sumOf: (run) => BigInt(run.amount ?? run.summary.amount),
      },
      {
        id: "change",
        header: t("charging.column.change"),
        align: "num",
        width: 110,
        cell: (run) =>
          run.state === "calculating" ? (
            "—"
          ) : (
            <Change was={run.summary.previousAmount} became={run.amount ?? run.summary.amount} />
          ),
        sumOf: (run) => (run.state === "calculating" ? undefined : changeOf(run)),
      },
      {
        id: "share",
        header: "%",
        align: "num",
        width: 64,
        cell: (run) =>
          run.state === "calculating" ? (
            "—"
          ) : (
            <ChangeShare was={run.summary.previousAmount} became={run.amount ?? run.summary.amount} />
          ),
        textOf: (run) =>
          run.state === "calculating"
            ? ""
            : shareText(run.summary.previousAmount, run.amount ?? run.summary.amount, formats),
      },
      {
        id: "open",
        header: t("charging.column.open"),
        align: "num",
        width: 94,
        cell: (run) =>
          run.summary.anomaliesOpen === undefined ? "—" : formats.count(run.summary.anomaliesOpen),
      },
      {
        id: "state",
        header: t("charging.column.state"),
        width: 140,
        cell: (run) => <RunStateChip run={run} />,
        textOf: (run) => t(`charging.state.${run.state}`),
      },
    ];
    const left = isCalculating ? ["change", "share"] : ["progress"];
    return all.filter(({ id }) => !left.includes(id));
  }, [t, formats, current, isCalculating]);
  // What was given up is nobody's: it stays in the list and out of the totals.
  const alive = runs.filter((run) => run.state !== "discarded" && run.state !== "cancelled");
  const sum = (value: (run: RunRow) => string): string =>
    String(alive.reduce((total, run) => total + BigInt(value(run)), 0n));
  return (
    <DataGrid
      label={t("charging.view.organizations")}
      columns={columns}
      rows={runs}
      rowKey={(run) => String(run.id)}
      onOpen={(run) => go(paths.run(run.id))}
      footer={{
        organization: t("charging.total"),
        buildings: formats.count(alive.reduce((total, run) => total + run.summary.buildings, 0)),
        accounts: formats.count(alive.reduce((total, run) => total + run.summary.accounts, 0)),
        amount: formats.money(sum((run) => run.amount ?? run.summary.amount)),
      }}
    />
  );
}
