import { useMemo } from "react";
import { Offline, Problem } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { Note } from "../../ui/Note.tsx";
import { ErrorState } from "../../ui/States.tsx";
import { type Sentence, useWords } from "../../words/words.ts";
import styles from "./BuildingPage.module.css";
import { type BuildingCharges, useCharges } from "./queries.ts";

type Row = BuildingCharges["services"][number];

/** What the building was charged in the month, by service, beside the month before. */
export function ChargesTab({ building }: { building: number }) {
  const { t, language } = useWords();
  const formats = useFormats();
  const { period, choosePeriod } = useWork();
  const charges = useCharges(building, period);
  const columns = useMemo<Column<Row>[]>(
    () => [
      {
        id: "service",
        header: t("addresses.service"),
        grow: 3,
        cell: ({ nameRu, nameEn }) => <span className="cut">{language === "ru" ? nameRu : nameEn}</span>,
        textOf: ({ nameRu, nameEn }) => (language === "ru" ? nameRu : nameEn),
      },
      {
        id: "accounts",
        header: t("addresses.accounts"),
        align: "num",
        width: 120,
        cell: ({ accounts }) => formats.count(accounts),
      },
      {
        id: "volume",
        header: t("addresses.volume"),
        align: "num",
        width: 150,
        cell: ({ volume, unit }) => `${formats.quantity(volume)} ${t(`tariffs.unit.${unit}` as Sentence)}`,
        sumOf: ({ volume }) => BigInt(volume),
        unit: "quantity",
      },
      {
        id: "charged",
        header: t("addresses.charged"),
        align: "num",
        width: 126,
        cell: ({ charged }) => <b>{formats.money(charged)}</b>,
        sumOf: ({ charged }) => BigInt(charged),
      },
      {
        id: "recalculated",
        header: t("addresses.recalculated"),
        align: "num",
        width: 126,
        cell: ({ recalculated }) => formats.money(recalculated),
        sumOf: ({ recalculated }) => BigInt(recalculated),
      },
      {
        id: "previous",
        header: t("addresses.previousMonth"),
        align: "num",
        width: 146,
        cell: ({ previous }) => formats.money(previous),
        sumOf: ({ previous }) => BigInt(previous),
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
        sumOf: ({ charged, previous }) => BigInt(charged) - BigInt(previous),
      },
    ],
    [t, formats, language],
  );
  const { data, error } = charges;
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
          rows={data?.services ?? []}
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
const keyOf = ({ service }: Row): string => service;
