import { useMemo, useState } from "react";
import { addMonths, type Period } from "#core/period";
import { troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { BarChart } from "../../ui/charts/BarChart.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import type { Column } from "../../ui/grid/columns.ts";
import { useFormats } from "../../ui/formats.ts";
import { Empty, ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import styles from "./account.module.css";
import type { CardAddress } from "./card-address.ts";
import { type Card, type Meter, useConsumption, useMeters, useReadings } from "./queries.ts";

/** The premises' meters; beside them the readings of the current one and thirteen months of its service. */
export function MetersTab({ card, address }: { card: Card; address: CardAddress }) {
  const t = useT();
  const { quantity, day } = useFormats();
  const meters = useMeters(card.number);
  const rows = useMemo(() => meters.data?.meters ?? [], [meters.data]);
  const [picked, setPicked] = useState<number | undefined>(
    address.query["meter"] === undefined ? undefined : Number(address.query["meter"]),
  );
  const current = rows.find(({ id }) => id === picked) ?? rows[0];
  const columns = useMemo(
    (): Column<Meter>[] => [
      {
        id: "resource",
        header: t("accounts.resource"),
        minWidth: 140,
        cell: (row) => t.of("accounts.resource", row.resource),
      },
      { id: "serial", header: t("accounts.serial"), minWidth: 120, cell: (row) => row.serial },
      {
        id: "last",
        header: t("accounts.lastReading"),
        align: "num",
        minWidth: 156,
        cell: (row) =>
          row.last.length === 0
            ? "—"
            : row.last
                .filter(({ takenOn }) => takenOn === row.last[0]?.takenOn)
                .map(({ value }) => quantity(value))
                .join(" / "),
      },
      {
        id: "takenOn",
        header: t("accounts.takenOn"),
        width: 110,
        cell: (row) => (row.last[0] === undefined ? "—" : day(row.last[0].takenOn)),
        timeOf: (row) => row.last[0]?.takenOn,
      },
      {
        id: "verified",
        header: t("accounts.verifiedUntil"),
        minWidth: 170,
        cell: (row) => <MeterState meter={row} on={card.on} />,
        textOf: (row) => (row.verifiedUntil === undefined ? "" : day(row.verifiedUntil)),
        timeOf: (row) => row.verifiedUntil,
      },
      {
        id: "installed",
        header: t("accounts.installed"),
        width: 110,
        cell: (row) => day(row.installed),
        timeOf: (row) => row.installed,
      },
    ],
    [t, quantity, day, card.on],
  );
  const trouble = troubleOf(meters.error);
  if (trouble && !meters.data) return <ErrorState of={trouble} onRetry={() => void meters.refetch()} />;
  return (
    <div className={current ? styles["split"] : styles["fill"]}>
      <DataGrid
        label={t("accounts.tab.meters")}
        columns={columns}
        rows={rows}
        rowKey={keyOfMeter}
        isLoading={meters.isPending}
        onPick={(row) => setPicked(row?.id)}
        onOpen={(row) => address.set({ meter: String(row.id) })}
        emptyState={<Empty title={t("accounts.noMeters")}>{t("accounts.noMetersHow")}</Empty>}
      />
      {current ? (
        <aside
          className={styles["side"]}
          aria-label={t("accounts.meterAside", { serial: current.serial })}
          tabIndex={0}
        >
          <ConsumptionOf number={card.number} meter={current} />
          <ReadingsOf number={card.number} meter={current} />
        </aside>
      ) : null}
    </div>
  );
}

const keyOfMeter = (meter: Meter): string => String(meter.id);

function MeterState({ meter, on }: { meter: Meter; on: string }) {
  const t = useT();
  const { day } = useFormats();
  if (meter.removed !== undefined)
    return <Chip state="mute">{t("accounts.removedOn", { day: day(meter.removed) })}</Chip>;
  if (meter.brokenFrom !== undefined)
    return <Chip state="danger">{t("accounts.brokenFrom", { day: day(meter.brokenFrom) })}</Chip>;
  if (meter.verifiedUntil === undefined) return <>—</>;
  return meter.verifiedUntil < on ? (
    <Chip state="danger">{t("accounts.expiredOn", { day: day(meter.verifiedUntil) })}</Chip>
  ) : (
    <>{day(meter.verifiedUntil)}</>
  );
}

/** Billed volumes of the meter's resource: what was paid for, which the readings alone do not say. */
function ConsumptionOf({ number, meter }: { number: string; meter: Meter }) {
  const t = useT();
  const { quantity, period: write, shortPeriod } = useFormats();
  const { period } = useWork();
  const consumption = useConsumption(number, period);
  // Services for the common property come from the same resource, but not through this meter.
  const service = consumption.data?.services.find(
    ({ resource, code }) => resource === meter.resource && !/^(SOI|ODN)_/.test(code),
  );
  if (!service) return consumption.isPending ? <LoadingRows rows={5} columns={1} /> : null;
  const volumes = new Map(service.months.map((one) => [one.period, BigInt(one.volume)]));
  const months = Array.from({ length: 13 }, (_, back) => addMonths(period as Period, back - 12));
  const unit = t.of("accounts.unit", service.unit);
  const present = volumes.get(period);
  return (
    <BarChart
      title={t("accounts.consumption", { service: service.name, unit })}
      summary={
        present === undefined
          ? t("accounts.consumptionNone", { period: write(period) })
          : t("accounts.consumptionNow", { period: write(period), volume: `${quantity(present)} ${unit}` })
      }
      bars={months.map((month) => ({
        id: month,
        label: write(month),
        shortLabel: shortPeriod(month).slice(0, 1),
        value: volumes.get(month) ?? 0n,
      }))}
      currentId={period}
      write={quantity}
      width={366}
      height={150}
    />
  );
}

function ReadingsOf({ number, meter }: { number: string; meter: Meter }) {
  const t = useT();
  const { quantity, day } = useFormats();
  const readings = useReadings(number, meter);
  const trouble = troubleOf(readings.error);
  if (trouble) return <ErrorState of={trouble} onRetry={() => void readings.refetch()} />;
  if (!readings.data) return <LoadingRows rows={6} columns={3} />;
  const shown = readings.data.readings.slice(0, 36);
  return (
    <div className={styles["section"]}>
      <h3>{t("accounts.readingsOf", { serial: meter.serial })}</h3>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{t("accounts.takenOn")}</th>
            <th scope="col" className={styles["n"]}>
              {t("accounts.readingValue")}
            </th>
            <th scope="col" className={styles["n"]}>
              {t("accounts.increment")}
            </th>
            <th scope="col">{t("accounts.source")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((reading, index) => {
            const before = shown.slice(index + 1).find(({ scale }) => scale === reading.scale);
            const difference =
              before === undefined ? undefined : BigInt(reading.value) - BigInt(before.value);
            const picture = readings.data.pictures.find(({ takenOn }) => takenOn === reading.takenOn);
            return (
              <tr key={`${reading.takenOn}|${reading.scale}`}>
                <th scope="row">{day(reading.takenOn)}</th>
                <td className={styles["n"]}>
                  {quantity(reading.value)}
                  {reading.scale === 0 ? null : (
                    <span className={styles["unit"]}> {t.of("accounts.zone", reading.scale)}</span>
                  )}
                </td>
                <td className={styles["n"]}>{difference === undefined ? "—" : quantity(difference)}</td>
                <td>
                  {t(`accounts.source.${reading.source}`)}
                  {reading.version > 1 ? ` · ${t("accounts.corrected")}` : ""}
                  {picture === undefined ? null : (
                    <>
                      {" · "}
                      <a
                        href={`/api/metering/buildings/${meter.building}/pictures/${picture.id}`}
                        target="_blank"
                        rel="noreferrer"
                      >
                        {t("accounts.readingPhoto")}
                      </a>
                    </>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
