import { useMemo } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { Go, useGo } from "../../shell/Go.tsx";
import { useWalkOffer } from "../../shell/walk.ts";
import { Button } from "../../ui/Button.tsx";
import { Histogram } from "../../ui/charts/Histogram.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { EmptyByFilter, ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import { Change, ChangeShare } from "./Change.tsx";
import { binOf, columnsOf, labelOf } from "./change-bins.ts";
import styles from "./charging.module.css";
import { shareText } from "./compare.ts";
import {
  everyRunAccount,
  type Run,
  type RunAccount,
  type Totals,
  useChanges,
  useRunAccounts,
} from "./queries.ts";

const FILTERS = { service: undefined, house: undefined, bin: undefined } as const;

/** The accounts behind the totals of a run: how many changed by how much, and which they are. */
export function AccountsOfRun({ run, totals }: { run: Run; totals: Totals | undefined }) {
  const t = useT();
  const formats = useFormats();
  const go = useGo();
  const { query, set } = useAddress();
  const { before, service, house } = query;
  const bin = binOf(query["bin"]);
  const of = {
    before,
    service,
    building: house === undefined ? undefined : Number(house),
    from: bin?.from,
    to: bin?.to,
    first: query["bin"] === "first",
  };
  const changes = useChanges(run.id, { before, service });
  const accounts = useRunAccounts(run.id, of);
  const columns = useAccountColumns(run, service);
  const rows = useMemo(() => accounts.data?.pages.flatMap((page) => page.accounts) ?? [], [accounts.data]);
  const numbers = useMemo(() => rows.map(({ number }) => number), [rows]);
  useWalkOffer(t("charging.accounts.title", { run: run.id }), numbers);
  const narrowings = [service, house, query["bin"]].filter((one) => one !== undefined).length;
  const trouble = troubleOf(accounts.error) ?? troubleOf(changes.error);
  if (trouble)
    return (
      <ErrorState
        of={trouble}
        onRetry={() => {
          void accounts.refetch();
          void changes.refetch();
        }}
      />
    );
  const against = changes.data?.before ?? totals?.before;
  const named = [
    ...(service === undefined
      ? []
      : [{ id: "service", text: totals?.services.find((one) => one.code === service)?.name ?? service }]),
    ...(house === undefined
      ? []
      : [
          {
            id: "house",
            text: totals?.buildings.find((one) => String(one.building) === house)?.address ?? house,
          },
        ]),
    ...(query["bin"] === undefined ? [] : [{ id: "bin", text: nameOfBin() }]),
  ];
  return (
    <div className={styles.accounts}>
      <div className={styles.distribution}>
        {changes.data && against !== undefined ? (
          <Histogram
            title={t("charging.changes.title", { period: formats.period(against) })}
            summary={summaryOf(changes.data)}
            bins={columnsOf(changes.data.bins, t, formats)}
            chosenId={query["bin"]}
            writeCount={formats.count}
            counted={t("charging.column.accounts")}
            onChoose={(id) => set({ bin: id }, "push")}
          />
        ) : (
          <LoadingRows rows={4} columns={12} />
        )}
      </div>
      {narrowings > 0 ? (
        <div className={styles.narrowed}>
          <span className="t2">{t("charging.accounts.only")}</span>
          {named.map(({ id, text }) => (
            <Button
              key={id}
              kind="ghost"
              onClick={() => set({ [id]: undefined }, "push")}
            >{`${text} ×`}</Button>
          ))}
        </div>
      ) : null}
      <div className={styles.list}>
        <DataGrid
          label={t("charging.accounts.title", { run: run.id })}
          columns={columns}
          rows={rows}
          rowKey={numberOf}
          onOpen={(row) => go(paths.account(row.number, { tab: "charges", period: run.chargedFor }))}
          isSelectable
          isLoading={accounts.isPending}
          loadMore={{
            hasMore: accounts.hasNextPage,
            isLoading: accounts.isFetchingNextPage,
            load: () => void accounts.fetchNextPage(),
            all: (told, most) => everyRunAccount(run.id, of, told, most),
          }}
          emptyState={<EmptyByFilter filters={narrowings} onReset={() => set(FILTERS, "push")} />}
        />
      </div>
    </div>
  );

  function nameOfBin(): string {
    if (query["bin"] === "first") return t("charging.bin.first");
    const [from, to] = [bin?.from, bin?.to].map((end) => (end === undefined ? undefined : BigInt(end)));
    return labelOf(from, to, t, formats);
  }

  function summaryOf({ bins, first }: NonNullable<typeof changes.data>): string {
    const count = (is: (bin: (typeof bins)[number]) => boolean): string =>
      formats.count(bins.reduce((sum, one) => sum + (is(one) ? one.accounts : 0), 0));
    return t("charging.changes.summary", {
      less: count(({ to }) => to !== undefined && BigInt(to) < 0n),
      same: count(({ from, to }) => from === "0" && to === "0"),
      more: count(({ from }) => from !== undefined && BigInt(from) > 0n),
      first: formats.count(first.accounts),
    });
  }
}

function useAccountColumns(run: Run, service: string | undefined): readonly Column<RunAccount>[] {
  const t = useT();
  const formats = useFormats();
  return useMemo(
    (): Column<RunAccount>[] => [
      {
        id: "number",
        header: t("charging.column.account"),
        width: 116,
        cell: ({ number }) => (
          <Go to={paths.account(number, { tab: "charges", period: run.chargedFor })} tabIndex={-1}>
            {number}
          </Go>
        ),
        textOf: numberOf,
      },
      {
        id: "address",
        header: t("charging.column.address"),
        minWidth: 180,
        grow: 2,
        cell: ({ address }) => <span title={address}>{address.replace(/^[^,]*, /, "")}</span>,
        textOf: ({ address }) => address,
      },
      {
        id: "was",
        header: t("charging.column.was"),
        align: "num",
        cell: ({ was }) => formats.money(was),
        sumOf: ({ was }) => BigInt(was),
      },
      {
        id: "became",
        header: t("charging.column.became"),
        align: "num",
        // Of one service the workings are one step away.
        cell: ({ number, became }) =>
          service === undefined ? (
            formats.money(became)
          ) : (
            <Go to={paths.explanation(number, run.chargedFor, service, { run: run.id })} tabIndex={-1}>
              {formats.money(became)}
            </Go>
          ),
        sumOf: ({ became }) => BigInt(became),
      },
      {
        id: "change",
        header: t("charging.column.change"),
        align: "num",
        cell: (row) => <Change {...row} />,
        sumOf: ({ was, became }) => BigInt(became) - BigInt(was),
      },
      {
        id: "share",
        header: "%",
        align: "num",
        width: 72,
        cell: (row) => <ChangeShare {...row} />,
        textOf: ({ was, became }) => shareText(was, became, formats),
      },
    ],
    [t, formats, run, service],
  );
}

const numberOf = ({ number }: RunAccount): string => number;
