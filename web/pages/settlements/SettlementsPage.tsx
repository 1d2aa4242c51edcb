import { IconCalculator } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go, useGo } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Page } from "../../ui/Page.tsx";
import { Empty, ErrorState } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { type BoardRow, useBoard, useSettle } from "./queries.ts";
import { SettlementsNav } from "./SettlementsNav.tsx";
import styles from "./settlements.module.css";
import { Sums } from "./Sums.tsx";

/** A month by companies and providers: what differs stands first. */
export function SettlementsPage() {
  const t = useT();
  const formats = useFormats();
  const go = useGo();
  const { period, organization, organizations, today, may } = useWork();
  const board = useBoard({ period, organization: organization?.id });
  const [isAsking, setAsking] = useState(false);
  const settling = useSettle();
  const columns = useBoardColumns();
  const rows = board.data?.rows ?? [];
  const trouble = troubleOf(board.error);
  const mayNot = may("settlements.make")
    ? period > today.slice(0, 7)
      ? t("settlements.future")
      : undefined
    : t("settlements.mayNot");
  const ask = (): void => setAsking(true);
  useHotkeys(mayNot === undefined ? [{ keys: "Insert", label: t("settlements.settle"), run: ask }] : []);
  const sum = (of: (row: BoardRow) => string): string =>
    String(rows.reduce((total, row) => total + BigInt(of(row)), 0n));
  const through = throughOf(period, today);
  const companies =
    organization === undefined ? organizations.filter((one) => one.openPeriod) : [organization];
  return (
    <Page
      title={t("settlements.title")}
      subtitle={t("settlements.subtitle", {
        period: formats.period(period),
        whose: organization?.name ?? t("settlements.all"),
      })}
      actions={
        <>
          <SettlementsNav at="settlements" />
          <Button
            kind="primary"
            hotkey="Insert"
            icon={<IconCalculator size={16} aria-hidden />}
            disabledReason={mayNot}
            onClick={ask}
          >
            {t("settlements.settle")}
          </Button>
        </>
      }
    >
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void board.refetch()} />
      ) : (
        <>
          <Sums
            of={[
              [t("settlements.waiting"), sum((row) => row.waiting)],
              [t("settlements.allocated"), sum((row) => row.allocated)],
              [t("settlements.returned"), sum((row) => row.returned)],
              [t("settlements.withheld"), sum((row) => row.withheld)],
              [t("settlements.toTransfer"), sum((row) => row.toTransfer)],
              [t("settlements.transferred"), sum((row) => row.transferred)],
            ]}
          />
          <div className={styles["list"]}>
            <DataGrid
              label={t("settlements.title")}
              columns={columns}
              rows={rows}
              rowKey={keyOf}
              isLoading={board.isPending}
              onOpen={(row) => {
                const last = row.documents.at(-1);
                if (last) go(paths.settlement(last.id), "push");
              }}
              emptyState={
                <Empty title={t("settlements.none", { period: formats.period(period) })}>
                  {t("settlements.noneHow")}
                </Empty>
              }
            />
          </div>
        </>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        title={t("settlements.settleTitle")}
        confirmLabel={t("settlements.settle")}
        pending={settling.isPending}
        refusal={troubleOf(settling.error)}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          settling.mutate(
            { organizations: companies.map(({ id }) => id), through },
            {
              onSuccess: (all) => {
                const made = all.reduce((total, one) => total + one.settlements.length, 0);
                toast({ kind: "ok", text: t("settlements.settled", { count: made }) });
                setAsking(false);
              },
            },
          )
        }
      >
        {t("settlements.settleAbout", { count: companies.length, day: formats.day(through) })}
      </ConfirmDialog>
    </Page>
  );
}

const keyOf = (row: BoardRow): string => `${row.organization} ${row.provider}`;

/** The last day of the month that has come. */
function throughOf(period: string, today: string): string {
  const [year = 0, month = 1] = period.split("-").map(Number);
  const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  return last < today ? last : today;
}

function useBoardColumns(): readonly Column<BoardRow>[] {
  const t = useT();
  const formats = useFormats();
  return useMemo((): Column<BoardRow>[] => {
    const money = (id: keyof BoardRow & string, header: string): Column<BoardRow> => ({
      id,
      header,
      align: "num",
      width: 122,
      cell: (row) => (row[id] === "0" ? <span className="t3">—</span> : formats.money(String(row[id]))),
      textOf: (row) => formats.money(String(row[id])),
      sumOf: (row) => BigInt(String(row[id])),
    });
    const stateOf = (row: BoardRow) =>
      row.uncovered !== "0"
        ? (["danger", "settlements.state.uncovered"] as const)
        : row.waiting !== "0"
          ? (["warn", "settlements.state.waiting"] as const)
          : row.drafts > 0
            ? (["info", "settlements.state.draft"] as const)
            : row.approved !== "0"
              ? (["info", "settlements.state.approved"] as const)
              : row.ordered !== "0"
                ? (["info", "settlements.state.ordered"] as const)
                : (["ok", "settlements.state.transferred"] as const);
    return [
      {
        id: "provider",
        header: t("settlements.provider"),
        minWidth: 170,
        grow: 1.3,
        cell: (row) => <span className="strong">{row.providerName}</span>,
        textOf: (row) => row.providerName,
      },
      {
        id: "organization",
        header: t("settlements.organization"),
        minWidth: 150,
        cell: (row) => row.organizationName,
      },
      {
        id: "documents",
        header: t("settlements.registry"),
        width: 92,
        cell: (row) =>
          row.documents.map(({ id, number }, at) => (
            <span key={id}>
              {at > 0 ? ", " : ""}
              <Go to={paths.settlement(id)} tabIndex={-1}>
                {number}
              </Go>
            </span>
          )),
        textOf: (row) => row.documents.map(({ number }) => number).join(", "),
      },
      money("waiting", t("settlements.waiting")),
      money("allocated", t("settlements.allocated")),
      money("returned", t("settlements.returned")),
      money("withheld", t("settlements.withheld")),
      money("toTransfer", t("settlements.toTransfer")),
      {
        id: "state",
        header: t("settlements.stateOf"),
        width: 160,
        cell: (row) => {
          const [state, words] = stateOf(row);
          return <Chip state={state}>{t(words)}</Chip>;
        },
        textOf: (row) => t(stateOf(row)[1]),
      },
    ];
  }, [t, formats]);
}
