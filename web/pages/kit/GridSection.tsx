import { useCallback, useMemo, useState } from "react";
import { useFormats } from "../../ui/formats.ts";
import type { Column, Density, Sort } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { EntryDemo } from "./EntryDemo.tsx";
import { type Account, accounts, ledger, type LedgerRow, SERVICES, useSay } from "./invented.ts";
import classes from "./Kit.module.css";
import { TreeDemo } from "./TreeDemo.tsx";

export function GridSection() {
  return (
    <section className={classes["section"]}>
      <LedgerDemo />
      <LongDemo />
      <StatesDemo />
      <EntryDemo />
      <TreeDemo />
    </section>
  );
}

const key = ({ id }: { id: string }): string => id;

/** Rows that open to other rows, totals in the foot. */
function LedgerDemo() {
  const say = useSay();
  const formats = useFormats();
  const [last, setLast] = useState("");
  const rows = useMemo(ledger, []);
  const columns = useMemo((): Column<LedgerRow>[] => {
    const amount = (
      id: string,
      header: string,
      of: (row: LedgerRow) => bigint | undefined,
    ): Column<LedgerRow> => ({
      id,
      header,
      align: "num",
      sumOf: of,
      cell: (row) => {
        const value = of(row);
        return value === undefined ? "" : formats.money(value);
      },
    });
    return [
      {
        id: "month",
        header: say("Месяц", "Month"),
        minWidth: 220,
        textOf: (row) => (row.period ? formats.period(row.period) : row.name),
        cell: (row) =>
          row.period ? (
            formats.period(row.period)
          ) : (
            <>
              {row.name} <span className="t3 label">{row.note}</span>
            </>
          ),
      },
      amount("opening", say("Входящее", "Opening"), ({ opening }) => opening),
      amount("charged", say("Начислено", "Charged"), ({ charged }) => charged),
      amount("recalculated", say("Перерасчёт", "Recalc."), ({ recalculated }) => recalculated),
      amount("paid", say("Оплачено", "Paid"), ({ paid }) => paid),
      amount("closing", say("Исходящее", "Closing"), ({ closing }) => closing),
    ];
  }, [say, formats]);
  const expand = useMemo(
    () => ({
      canExpand: (row: LedgerRow) => row.period !== undefined,
      load: async (row: LedgerRow) => {
        await new Promise((resolve) => setTimeout(resolve, 300));
        if (row.period === "2026-07") throw new Error(say("июль не отвечает", "July does not answer"));
        return SERVICES.map(([ru, en, note], index) => ({
          id: `${row.id}/${index}`,
          name: say(ru, en),
          note,
          charged: row.charged / 5n + (index === 0 ? row.charged % 5n : 0n),
          recalculated: index === 2 ? row.recalculated : 0n,
        }));
      },
      onFailed: (error: unknown) => setLast(String(error)),
    }),
    [say],
  );
  const sum = (of: (row: LedgerRow) => bigint | undefined): string =>
    formats.money(rows.reduce((total, row) => total + (of(row) ?? 0n), 0n));
  return (
    <div>
      <h2>{say("Ведомость: раскрытие строк, итоги", "Statement: rows that open, totals")}</h2>
      <output className="t2">{last}</output>
      <div className={`${classes["sheet"]} ${classes["tall"]}`}>
        <DataGrid
          label={say("Ведомость", "Statement")}
          columns={columns}
          rows={rows}
          rowKey={key}
          expand={expand}
          isSelectable
          onOpen={(row, columnId) => setLast(`Enter: ${row.id}, ${columnId}`)}
          onPeek={(row, columnId) => setLast(`F4: ${row.id}, ${columnId}`)}
          footer={{
            month: say("11 месяцев", "11 months"),
            opening: formats.money(rows.at(-1)?.opening ?? 0n),
            charged: sum(({ charged }) => charged),
            recalculated: sum(({ recalculated }) => recalculated),
            paid: sum(({ paid }) => paid),
            closing: formats.money(rows[0]?.closing ?? 0n),
          }}
        />
      </div>
    </div>
  );
}

function useAccountColumns(): readonly Column<Account>[] {
  const say = useSay();
  const formats = useFormats();
  return useMemo(
    () => [
      {
        id: "number",
        header: say("Лицевой счёт", "Account"),
        width: 116,
        sort: true,
        cell: ({ number }) => number,
      },
      {
        id: "address",
        header: say("Адрес", "Address"),
        grow: 2,
        minWidth: 200,
        sort: true,
        cell: ({ address }) => address,
      },
      {
        id: "holder",
        header: say("Плательщик", "Holder"),
        minWidth: 140,
        cell: ({ holder }) => <a href="#holder">{holder}</a>,
      },
      {
        id: "area",
        header: say("Площадь, м²", "Area, m²"),
        align: "num",
        sumOf: ({ area }) => area,
        unit: "quantity",
        cell: ({ area }) => formats.quantity(area, 2),
      },
      {
        id: "charged",
        header: say("Начислено", "Charged"),
        align: "num",
        sort: true,
        sumOf: ({ charged }) => charged,
        cell: ({ charged }) => formats.money(charged),
      },
      {
        id: "balance",
        header: say("Сальдо", "Balance"),
        align: "num",
        sort: true,
        sumOf: ({ balance }) => balance,
        cell: ({ balance }) => (
          <span className={balance > 1_500_000n ? "danger" : ""}>{formats.money(balance)}</span>
        ),
      },
    ],
    [say, formats],
  );
}

/** Sorted and narrowed by the page, as a page of the workplaces does on the server. */
function LongDemo() {
  const say = useSay();
  const columns = useAccountColumns();
  const all = useMemo(() => accounts(100_000), []);
  const [sort, setSort] = useState<Sort>();
  const [filter, setFilter] = useState("");
  const [density, setDensity] = useState<Density>("normal");
  const rows = useMemo(() => {
    const wanted =
      filter === "" ? all : all.filter(({ holder, address }) => `${holder} ${address}`.includes(filter));
    if (!sort) return wanted;
    const by = sort.columnId as "number" | "address" | "charged" | "balance";
    const sign = sort.direction === "asc" ? 1 : -1;
    return [...wanted].sort((a, b) => (a[by] < b[by] ? -sign : a[by] > b[by] ? sign : 0));
  }, [all, filter, sort]);
  return (
    <div>
      <h2>{say("100 000 строк", "100,000 rows")}</h2>
      <div className={classes["tools"]}>
        {(["compact", "normal", "roomy"] as const).map((one) => (
          <button key={one} type="button" aria-pressed={one === density} onClick={() => setDensity(one)}>
            {one}
          </button>
        ))}
      </div>
      <div className={`${classes["sheet"]} ${classes["tall"]}`}>
        <DataGrid
          label={say("Лицевые счета", "Accounts")}
          columns={columns}
          rows={rows}
          rowKey={key}
          density={density}
          isSelectable
          sort={sort}
          onSort={setSort}
          filter={{ value: filter, onChange: setFilter }}
          emptyState={say("Ничего не найдено. Сбросьте отбор.", "Nothing is found. Show all.")}
        />
      </div>
    </div>
  );
}

const PAGE = 60;
const MOST = 300;

function StatesDemo() {
  const say = useSay();
  const columns = useAccountColumns();
  const [rows, setRows] = useState(() => accounts(PAGE));
  const [isLoading, setLoading] = useState(false);
  const load = useCallback(() => {
    setLoading(true);
    setTimeout(() => {
      setRows((former) => accounts(former.length + PAGE));
      setLoading(false);
    }, 500);
  }, []);
  return (
    <div>
      <h2>{say("Догрузка, загрузка, пусто", "More rows, loading, empty")}</h2>
      <div className={classes["pair"]}>
        <div className={`${classes["sheet"]} ${classes["low"]}`}>
          <DataGrid
            label={say("Счета с догрузкой", "Accounts with more to come")}
            columns={columns}
            rows={rows}
            rowKey={key}
            rowCount={MOST}
            loadMore={{
              hasMore: rows.length < MOST,
              isLoading,
              load,
              all: async () => accounts(MOST),
            }}
          />
        </div>
        <div className={`${classes["sheet"]} ${classes["low"]}`}>
          <DataGrid
            label={say("Загрузка", "Loading")}
            columns={columns}
            rows={NO_ROWS}
            rowKey={key}
            isLoading
          />
        </div>
        <div className={`${classes["sheet"]} ${classes["low"]}`}>
          <DataGrid
            label={say("Пусто", "Empty")}
            columns={columns}
            rows={NO_ROWS}
            rowKey={key}
            emptyState={say("Счетов пока нет. Добавьте первый.", "No accounts yet. Add the first one.")}
          />
        </div>
      </div>
    </div>
  );
}

const NO_ROWS: readonly Account[] = [];
