import { useMemo } from "react";
import { paths } from "../../paths.ts";
import { Go } from "../../shell/Go.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { Empty } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import type { RouteBuilding } from "./queries.ts";

/** The houses of the route with what is left to read: where to go on. */
export function RouteList({
  buildings,
  isLoading,
}: {
  buildings: readonly RouteBuilding[];
  isLoading: boolean;
}) {
  const t = useT();
  const formats = useFormats();
  const columns = useMemo<Column<RouteBuilding>[]>(
    () => [
      {
        id: "address",
        header: t("metering.house"),
        grow: 3,
        cell: ({ id, address }) => <Go to={paths.readingsEntry({ building: id })}>{address}</Go>,
        textOf: ({ address }) => address,
      },
      {
        id: "meters",
        header: t("metering.meters"),
        align: "num",
        width: 110,
        cell: ({ meters }) => formats.count(meters),
      },
      {
        id: "read",
        header: t("metering.read"),
        align: "num",
        width: 110,
        cell: ({ read }) => formats.count(read),
      },
      {
        id: "left",
        header: t("metering.left"),
        align: "num",
        width: 110,
        cell: ({ meters, read }) =>
          meters === read ? (
            <span className="t3">0</span>
          ) : (
            <b className="warn">{formats.count(meters - read)}</b>
          ),
        textOf: ({ meters, read }) => String(meters - read),
      },
      {
        id: "share",
        header: t("metering.share"),
        align: "num",
        width: 110,
        cell: ({ meters, read }) => formats.percent(meters === 0 ? 0 : read / meters),
      },
    ],
    [t, formats],
  );
  return (
    <DataGrid
      label={t("metering.route")}
      columns={columns}
      rows={buildings}
      rowKey={keyOf}
      isLoading={isLoading}
      emptyState={<Empty title={t("metering.chooseHouse")}>{t("metering.chooseHouseHow")}</Empty>}
    />
  );
}

const keyOf = ({ id }: RouteBuilding): string => String(id);
