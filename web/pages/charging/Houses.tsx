import type { UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { Go, useGo } from "../../shell/Go.tsx";
import { useFormats } from "../../ui/formats.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import type { Column, Sort } from "../../ui/grid/columns.ts";
import { Empty, ErrorState } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import { Change, ChangeShare } from "./Change.tsx";
import { shareOfChange, shareText } from "./compare.ts";
import type { Run, Totals } from "./queries.ts";

type House = Totals["buildings"][number];

/** What each house came to beside the month before; the largest change can be brought to the top. */
export function Houses({ run, totals }: { run: Run; totals: UseQueryResult<Totals> }) {
  const t = useT();
  const formats = useFormats();
  const go = useGo();
  const { query, set } = useAddress();
  const { before } = query;
  const columns = useMemo((): Column<House>[] => {
    /** The accounts that a house's sums are made of. */
    const rowsOf = ({ building }: House): string =>
      paths.run(run.id, { view: "accounts", house: building, before });
    return [
      {
        id: "address",
        header: t("charging.column.house"),
        minWidth: 240,
        grow: 2,
        sort: true,
        cell: (house) => (
          <Go to={paths.building(house.building)} tabIndex={-1}>
            {house.address}
          </Go>
        ),
        textOf: (house) => house.address,
      },
      {
        id: "accounts",
        header: t("charging.column.accounts"),
        align: "num",
        width: 72,
        sort: true,
        cell: (house) => (
          <Go to={rowsOf(house)} tabIndex={-1}>
            {formats.count(house.accounts)}
          </Go>
        ),
        textOf: (house) => formats.count(house.accounts),
      },
      {
        id: "changed",
        header: t("charging.column.changed"),
        align: "num",
        width: 90,
        sort: true,
        cell: (house) => (
          <Go to={rowsOf(house)} tabIndex={-1}>
            {formats.count(house.changed)}
          </Go>
        ),
        textOf: (house) => formats.count(house.changed),
      },
      {
        id: "became",
        header: t("charging.column.amount"),
        align: "num",
        width: 116,
        sort: true,
        cell: (house) => (
          <Go to={rowsOf(house)} tabIndex={-1}>
            {formats.money(house.became)}
          </Go>
        ),
        sumOf: (house) => BigInt(house.became),
      },
      {
        id: "change",
        header: t("charging.column.change"),
        align: "num",
        width: 110,
        sort: true,
        cell: (house) => (
          <Go to={rowsOf(house)} tabIndex={-1}>
            <Change {...house} />
          </Go>
        ),
        sumOf: (house) => BigInt(house.became) - BigInt(house.was),
      },
      {
        id: "share",
        header: "%",
        align: "num",
        width: 70,
        sort: true,
        cell: (house) => <ChangeShare {...house} />,
        textOf: (house) => shareText(house.was, house.became, formats),
      },
    ];
  }, [t, formats, run.id, before]);
  const [columnId = "address", direction] = (query["sort"] ?? "address.asc").split(".");
  const sort: Sort = { columnId, direction: direction === "desc" ? "desc" : "asc" };
  const rows = useMemo(
    () => sorted(totals.data?.buildings ?? [], sort.columnId, sort.direction),
    [totals.data, sort.columnId, sort.direction],
  );
  const trouble = troubleOf(totals.error);
  if (trouble) return <ErrorState of={trouble} onRetry={() => void totals.refetch()} />;
  if (run.state === "calculating") return <Empty title={t("charging.houses.later")} />;
  if (run.state !== "calculated" && run.state !== "approved")
    return <Empty title={t("charging.totals.givenUp")} />;
  return (
    <DataGrid
      label={t("charging.view.houses")}
      columns={columns}
      rows={rows}
      rowKey={(house) => String(house.building)}
      onOpen={(house) => go(paths.building(house.building))}
      sort={sort}
      onSort={(next) => set({ sort: `${next.columnId}.${next.direction}` })}
      isSelectable
      isLoading={totals.isPending}
      {...(totals.data
        ? {
            footer: {
              address: t("charging.total"),
              accounts: formats.count(totals.data.all.accounts),
              changed: formats.count(totals.data.all.changed),
              became: formats.money(totals.data.all.became),
              change: <Change {...totals.data.all} />,
              share: <ChangeShare {...totals.data.all} />,
            },
          }
        : {})}
    />
  );
}

function sorted(houses: readonly House[], columnId: string, direction: Sort["direction"]): readonly House[] {
  const sign = direction === "desc" ? -1 : 1;
  const compare = (one: House, other: House): number => {
    switch (columnId) {
      case "accounts":
        return one.accounts - other.accounts;
      case "changed":
        return one.changed - other.changed;
      case "became":
        return sizeOf(BigInt(one.became) - BigInt(other.became));
      case "change":
        return sizeOf(BigInt(one.became) - BigInt(one.was) - (BigInt(other.became) - BigInt(other.was)));
      case "share":
        return (shareOf(one) ?? 0) - (shareOf(other) ?? 0);
      default:
        return one.address.localeCompare(other.address, "ru", { numeric: true });
    }
  };
  return [...houses].sort((one, other) => sign * compare(one, other));
}

const shareOf = (house: House): number | undefined => shareOfChange(BigInt(house.was), BigInt(house.became));
const sizeOf = (of: bigint): number => (of > 0n ? 1 : of < 0n ? -1 : 0);
