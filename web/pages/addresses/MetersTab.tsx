import { useMemo } from "react";
import { Offline, Problem } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { ErrorState } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import { placeName } from "../metering/columns.tsx";
import { useSheet } from "../metering/queries.ts";
import type { SheetMeter, SheetRow, SheetScale } from "../metering/sheet.ts";
import styles from "./BuildingPage.module.css";

interface Row {
  readonly key: string;
  readonly place: SheetRow;
  readonly meter: SheetMeter;
  readonly scale: SheetScale;
}

/** The building's own meters first, then those of its premises, a line for each dial. */
export function MetersTab({ building }: { building: number }) {
  const t = useT();
  const formats = useFormats();
  const { period, today } = useWork();
  const sheet = useSheet(building, period);
  const rows = useMemo<readonly Row[]>(
    () =>
      (sheet.data?.rows ?? []).flatMap((place) =>
        place.meters.flatMap((meter) =>
          meter.scales.map((scale) => ({ key: `${meter.id}|${scale.scale}`, place, meter, scale })),
        ),
      ),
    [sheet.data],
  );
  const columns = useMemo<Column<Row>[]>(
    () => [
      {
        id: "place",
        header: t("addresses.premises"),
        width: 120,
        cell: ({ place }) => {
          const [account] = place.accounts;
          const name = placeName(t, place);
          return account ? <Go to={paths.account(account.number, { tab: "meters" })}>{name}</Go> : name;
        },
        textOf: ({ place }) => place.number || t("metering.house"),
      },
      {
        id: "resource",
        header: t("metering.meter"),
        minWidth: 150,
        cell: ({ meter, scale }) => (
          <span className="cut">
            {t.of("metering.resource", meter.resource)}
            {scale.scale > 0 &&
              `, ${t.of("metering.zone", meter.resource === "hot_water" && scale.scale === 1 ? "heat" : scale.scale)}`}
          </span>
        ),
        textOf: ({ meter }) => t.of("metering.resource", meter.resource),
      },
      { id: "serial", header: t("addresses.serial"), minWidth: 130, cell: ({ meter }) => meter.serial },
      {
        id: "verified",
        header: t("addresses.verifiedUntil"),
        width: 130,
        cell: ({ meter }) =>
          meter.verifiedUntil === undefined ? (
            "—"
          ) : meter.verifiedUntil < today ? (
            <span className="warn">
              {t("addresses.verificationOver", { day: formats.day(meter.verifiedUntil) })}
            </span>
          ) : (
            formats.day(meter.verifiedUntil)
          ),
        textOf: ({ meter }) => (meter.verifiedUntil === undefined ? "" : formats.day(meter.verifiedUntil)),
        timeOf: ({ meter }) => meter.verifiedUntil,
      },
      {
        id: "before",
        header: t("metering.before"),
        align: "num",
        width: 120,
        cell: ({ scale }) => (scale.previous ? formats.quantity(scale.previous.value) : "—"),
      },
      {
        id: "now",
        header: t("metering.now"),
        align: "num",
        width: 120,
        cell: ({ scale }) => (scale.reading ? formats.quantity(scale.reading.value) : "—"),
      },
      {
        id: "used",
        header: t("metering.used"),
        align: "num",
        width: 110,
        cell: ({ scale }) => {
          const last = scale.months.at(-1);
          return last === null || last === undefined ? "—" : formats.quantity(last);
        },
      },
      {
        id: "average",
        header: t("addresses.average"),
        align: "num",
        width: 110,
        cell: ({ scale }) => (scale.average === undefined ? "—" : formats.quantity(scale.average)),
      },
    ],
    [t, formats, today],
  );
  const { error } = sheet;
  if (error instanceof Problem || error instanceof Offline) {
    return <ErrorState of={error} onRetry={() => void sheet.refetch()} />;
  }
  return (
    <div className={styles.fill}>
      <DataGrid
        label={t("addresses.tab.meters")}
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        isLoading={sheet.isPending}
        emptyState={t("metering.noMeters")}
      />
    </div>
  );
}

const keyOf = ({ key }: Row): string => key;
