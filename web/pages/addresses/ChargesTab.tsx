import { useMemo } from "react";
import { Offline, Problem, troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import type { Expansion } from "../../ui/grid/useGridItems.ts";
import { Note } from "../../ui/Note.tsx";
import { ErrorState } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { useWords } from "../../words/words.ts";
import styles from "./BuildingPage.module.css";
import { type BuildingCharges, type ChargedAccount, everyChargedAccount, useCharges } from "./queries.ts";

type Service = BuildingCharges["services"][number];
/** A service, or under it one of the accounts that its sums are made of. */
type Row =
  | (Service & { readonly kind: "service" })
  | (ChargedAccount & { readonly kind: "account"; readonly service: string; readonly unit: string });

/** What the building was charged in the month, by service, beside the month before. */
export function ChargesTab({ building }: { building: number }) {
  const { t, language } = useWords();
  const formats = useFormats();
  const { period, choosePeriod } = useWork();
  const charges = useCharges(building, period);
  const columns = useMemo<Column<Row>[]>(() => {
    const placeOf = ({ premises }: ChargedAccount): string =>
      t(`addresses.premises.${premises.kind}`, { number: premises.number });
    return [
      {
        id: "service",
        header: t("addresses.service"),
        minWidth: 200,
        grow: 3,
        cell: (row) =>
          row.kind === "service" ? (
            <span className="cut">{language === "ru" ? row.nameRu : row.nameEn}</span>
          ) : (
            <span className="cut">
              <Go to={paths.account(row.number, { tab: "charges", period })} tabIndex={-1}>
                {row.number}
              </Go>{" "}
              {placeOf(row)}
            </span>
          ),
        textOf: (row) =>
          row.kind === "service"
            ? language === "ru"
              ? row.nameRu
              : row.nameEn
            : `${row.number} ${placeOf(row)}`,
      },
      {
        id: "accounts",
        header: t("addresses.accounts"),
        align: "num",
        width: 120,
        cell: (row) => (row.kind === "service" ? formats.count(row.accounts) : ""),
      },
      {
        id: "volume",
        header: t("addresses.volume"),
        align: "num",
        width: 150,
        cell: ({ volume, unit }) => `${formats.quantity(volume)} ${t.of("tariffs.unit", unit)}`,
        sumOf: (row) => (row.kind === "service" ? BigInt(row.volume) : undefined),
        unit: "quantity",
      },
      {
        id: "charged",
        header: t("addresses.charged"),
        align: "num",
        width: 126,
        cell: (row) =>
          row.kind === "service" ? (
            <b>{formats.money(row.charged)}</b>
          ) : (
            <Go to={paths.explanation(row.number, period, row.service)} tabIndex={-1}>
              {formats.money(row.charged)}
            </Go>
          ),
        sumOf: (row) => (row.kind === "service" ? BigInt(row.charged) : undefined),
      },
      {
        id: "recalculated",
        header: t("addresses.recalculated"),
        align: "num",
        width: 126,
        cell: ({ recalculated }) => formats.money(recalculated),
        sumOf: (row) => (row.kind === "service" ? BigInt(row.recalculated) : undefined),
      },
      {
        id: "previous",
        header: t("addresses.previousMonth"),
        align: "num",
        width: 146,
        cell: ({ previous }) => formats.money(previous),
        sumOf: (row) => (row.kind === "service" ? BigInt(row.previous) : undefined),
      },
      {
        id: "change",
        header: t("addresses.change"),
        align: "num",
        width: 126,
        cell: ({ charged, previous }) => {
          const change = BigInt(charged) - BigInt(previous);
          return (
            <span className={change > 0n ? "up" : change < 0n ? "down" : "t3"}>{formats.change(change)}</span>
          );
        },
        sumOf: (row) => (row.kind === "service" ? BigInt(row.charged) - BigInt(row.previous) : undefined),
      },
    ];
  }, [t, formats, language, period]);
  const { data, error } = charges;
  const rows = useMemo(
    (): readonly Row[] => (data?.services ?? []).map((one) => ({ kind: "service", ...one })),
    [data],
  );
  const expand = useMemo(
    (): Expansion<Row> => ({
      canExpand: (row) => row.kind === "service" && row.accounts > 0,
      load: async (row) => {
        const accounts = await everyChargedAccount({ building, period, service: row.service });
        const { service, unit } = row;
        return accounts.map((one) => ({ kind: "account", service, unit, ...one }));
      },
      onFailed: (failure) => toast({ kind: "danger", text: troubleOf(failure)?.message || t("ui.offline") }),
      isByEnter: (row) => row.kind === "service",
      version: charges.dataUpdatedAt,
    }),
    [building, period, charges.dataUpdatedAt, t],
  );
  if (error instanceof Problem || error instanceof Offline) {
    return <ErrorState of={error} onRetry={() => void charges.refetch()} />;
  }
  const before = monthBefore(period);
  const isCharged = data !== undefined && data.services.some(({ charged }) => charged !== "0");
  return (
    <>
      {data && !isCharged && (
        <div className={styles.bar}>
          <Note
            state="info"
            actions={
              <Button kind="ghost" onClick={() => choosePeriod(before)}>
                {t("addresses.showMonth", { period: formats.period(before) })}
              </Button>
            }
          >
            {t("addresses.notCharged", { period: formats.period(period) })}
          </Note>
        </div>
      )}
      <div className={styles.fill}>
        <DataGrid
          label={t("addresses.tab.charges")}
          columns={columns}
          rows={rows}
          expand={expand}
          rowKey={keyOf}
          isSelectable
          isLoading={charges.isPending}
          emptyState={t("addresses.nothingCharged")}
          {...(data
            ? {
                footer: {
                  service: t("addresses.total"),
                  charged: formats.money(data.charged),
                  recalculated: formats.money(data.recalculated),
                  previous: formats.money(data.previous),
                  change: formats.change(BigInt(data.charged) - BigInt(data.previous)),
                },
              }
            : {})}
        />
      </div>
    </>
  );
}

const monthBefore = (period: string): string => {
  const [year = 0, month = 1] = period.split("-").map(Number);
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, "0")}`;
};
const keyOf = (row: Row): string => (row.kind === "service" ? row.service : `${row.service} ${row.number}`);
