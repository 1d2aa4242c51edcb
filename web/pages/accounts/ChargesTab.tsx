import { useMemo } from "react";
import { Problem, troubleOf } from "../../api/client.ts";
import { Go } from "../../shell/Go.tsx";
import { useWork } from "../../shell/context.ts";
import { paths } from "../../paths.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import type { Column } from "../../ui/grid/columns.ts";
import { useFormats } from "../../ui/formats.ts";
import { Empty, ErrorState } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import styles from "./account.module.css";
import type { CardAddress } from "./card-address.ts";
import { Change, CompareSwitch } from "./ExplanationView.tsx";
import { type Card, type StatementService, useExplanation, useStatementServices } from "./queries.ts";

const CHARGES: ReadonlySet<string> = new Set([
  "charge",
  "excess",
  "recalculation",
  "opening",
  "benefit",
  "penalty",
  "correction",
]);

/** What the month chosen in the header was charged for, service by service, and why it is another sum than before. */
export function ChargesTab({ card, address }: { card: Card; address: CardAddress }) {
  const t = useT();
  const { money, quantity, period: write } = useFormats();
  const { period } = useWork();
  const month = useStatementServices(card.number, period);
  const rows = useMemo(
    () =>
      (month.data?.services ?? []).filter((service) => service.lines.some(({ kind }) => CHARGES.has(kind))),
    [month.data],
  );
  const comparison = useExplanation({
    number: card.number,
    period,
    compare: address.compare,
    enabled: rows.length > 0,
  });
  const { explained } = address;
  const hasBenefits = rows.some((row) => BigInt(row.benefits) !== 0n);
  const hasPenalties = rows.some((row) => BigInt(row.penalties) !== 0n);
  const columns = useMemo((): Column<StatementService>[] => {
    const charged = (row: StatementService) => row.lines.filter(({ kind }) => CHARGES.has(kind));
    const first = (row: StatementService) => charged(row).find(({ formula }) => formula !== undefined);
    const sum = (
      id: string,
      header: string,
      of: (row: StatementService) => bigint,
    ): Column<StatementService> => ({
      id,
      header,
      align: "num",
      cell: (row) =>
        of(row) === 0n ? (
          <span className={styles["zero"]}>—</span>
        ) : (
          <Go to={explained(period, row.code)} className={styles["quiet"]}>
            {money(of(row))}
          </Go>
        ),
      sumOf: of,
      textOf: (row) => money(of(row)),
    });
    return [
      { id: "service", header: t("accounts.service"), minWidth: 180, grow: 2, cell: (row) => row.name },
      {
        id: "volume",
        header: t("accounts.volume"),
        align: "num",
        minWidth: 112,
        cell: (row) => {
          const volume = charged(row).reduce(
            (total, line) => (line.kind === "charge" ? total + BigInt(line.volume) : total),
            0n,
          );
          return volume === 0n || row.unit === undefined ? (
            <span className={styles["zero"]}>—</span>
          ) : (
            `${quantity(volume)} ${t.of("accounts.unit", row.unit)}`
          );
        },
      },
      {
        id: "rate",
        header: t("accounts.rate"),
        align: "num",
        cell: (row) => {
          const rates = new Set(charged(row).flatMap((line) => (line.rate === "0" ? [] : [line.rate])));
          const [only] = rates;
          if (only === undefined) return <span className={styles["zero"]}>—</span>;
          return rates.size === 1 ? quantity(only, 2) : t("accounts.several", { count: rates.size });
        },
      },
      {
        id: "basis",
        header: t("accounts.basis"),
        minWidth: 130,
        cell: (row) => {
          const basis = BigInt(row.penalties) === 0n ? first(row)?.basis : undefined;
          return basis === undefined ? "—" : t.of("accounts.basis", basis);
        },
      },
      sum("charged", t("accounts.charged"), (row) => BigInt(row.charged)),
      sum("recalculated", t("accounts.recalculated"), (row) => BigInt(row.recalculated)),
      ...(hasBenefits ? [sum("benefits", t("accounts.benefits"), (row) => BigInt(row.benefits))] : []),
      ...(hasPenalties ? [sum("penalties", t("accounts.penalties"), (row) => BigInt(row.penalties))] : []),
    ];
  }, [t, money, quantity, explained, period, hasBenefits, hasPenalties]);
  const trouble = troubleOf(month.error);
  if (trouble && !month.data) return <ErrorState of={trouble} onRetry={() => void month.refetch()} />;
  const total = (of: (row: StatementService) => string): string =>
    money(rows.reduce((sum, row) => sum + BigInt(of(row)), 0n));
  const hasSide = address.why === undefined && address.panel === undefined && rows.length > 0;
  const change = comparison.data?.comparison;
  const isNotCharged = comparison.error instanceof Problem && comparison.error.status === 404;
  return (
    <div className={hasSide ? styles["split"] : styles["fill"]}>
      <DataGrid
        label={t("accounts.chargesOf", { period: write(period) })}
        columns={columns}
        rows={rows}
        rowKey={keyOfService}
        isSelectable
        isLoading={month.isPending}
        onOpen={(row) => address.set({ why: `${period}.${row.code}`, panel: undefined }, "push")}
        {...(rows.length === 0
          ? {}
          : {
              footer: {
                service: t("accounts.services", { count: rows.length }),
                charged: total((row) => row.charged),
                recalculated: total((row) => row.recalculated),
                ...(hasBenefits ? { benefits: total((row) => row.benefits) } : {}),
                ...(hasPenalties ? { penalties: total((row) => row.penalties) } : {}),
              },
            })}
        emptyState={
          <Empty title={t("accounts.notCharged", { period: write(period) })}>
            <Go to={paths.runs({ period })} className="linked">
              {t("accounts.toRuns")}
            </Go>
          </Empty>
        }
      />
      {hasSide ? (
        <aside className={styles["side"]} aria-label={t("accounts.why.changed")}>
          <CompareSwitch
            period={period}
            value={address.compare}
            onChange={(compare) => address.set({ compare: compare === "previous" ? undefined : compare })}
          />
          {change ? (
            <Change comparison={change} period={period} title={t("accounts.why.monthChanged")} />
          ) : isNotCharged ? (
            <p className="t2">{t("accounts.why.noWorkings")}</p>
          ) : null}
        </aside>
      ) : null}
    </div>
  );
}

const keyOfService = (row: StatementService): string => `${row.service}|${row.provider}`;
