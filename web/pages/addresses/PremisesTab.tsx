import type { UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import { Offline, Problem } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { Go } from "../../shell/Go.tsx";
import { useWalkOffer } from "../../shell/walk.ts";
import type { Formats } from "../../ui/format.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { EmptyByFilter, ErrorState } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import styles from "./BuildingPage.module.css";
import type { BuildingAccounts, PremisesLine } from "./queries.ts";

interface Row {
  readonly key: string;
  readonly premises: PremisesLine;
  readonly account: PremisesLine["accounts"][number] | undefined;
}

/** Premises with their accounts: a communal flat's rooms, or two accounts of one flat, are lines of their own. */
export function PremisesTab({
  accounts,
  formats,
}: {
  accounts: UseQueryResult<BuildingAccounts>;
  formats: Formats;
}) {
  const t = useT();
  const { query, set } = useAddress();
  const filter = (query["q"] ?? "").toLowerCase().trim();
  const rows = useMemo<readonly Row[]>(
    () =>
      (accounts.data?.premises ?? [])
        .flatMap((premises): Row[] =>
          premises.accounts.length === 0
            ? [{ key: `${premises.id}`, premises, account: undefined }]
            : premises.accounts.map((account) => ({ key: account.number, premises, account })),
        )
        .filter(
          ({ premises, account }) =>
            filter === "" ||
            premises.number.toLowerCase().startsWith(filter) ||
            account?.number.includes(filter) ||
            account?.holder.toLowerCase().includes(filter),
        ),
    [accounts.data, filter],
  );
  const numbers = useMemo(() => rows.map(({ account }) => account?.number), [rows]);
  useWalkOffer(t("addresses.tab.premises"), numbers);
  const columns = useMemo<Column<Row>[]>(
    () => [
      {
        id: "premises",
        header: t("addresses.premises"),
        width: 150,
        cell: ({ premises }) => t(`addresses.premises.${premises.kind}`, { number: premises.number }),
      },
      {
        id: "account",
        header: t("addresses.account"),
        width: 130,
        cell: ({ account }) =>
          account ? (
            <Go to={paths.account(account.number)}>{account.number}</Go>
          ) : (
            <span className="t3">—</span>
          ),
        textOf: ({ account }) => account?.number ?? "",
      },
      {
        id: "holder",
        header: t("addresses.holder"),
        grow: 2,
        cell: ({ account }) => <span className="cut">{account?.holder ?? t("addresses.noAccounts")}</span>,
        textOf: ({ account }) => account?.holder ?? "",
      },
      {
        id: "persons",
        header: t("addresses.registered"),
        align: "num",
        width: 150,
        cell: ({ account }) => (account ? formats.count(account.persons) : "—"),
      },
      {
        id: "area",
        header: t("addresses.areaM2"),
        align: "num",
        width: 110,
        cell: ({ premises }) => formats.quantity(premises.totalArea, 2),
        sumOf: ({ premises }) => BigInt(premises.totalArea),
        unit: "quantity",
      },
      {
        id: "rooms",
        header: t("addresses.rooms"),
        align: "num",
        width: 90,
        cell: ({ premises }) => formats.count(premises.rooms),
      },
      {
        id: "entrance",
        header: t("addresses.entranceShort"),
        align: "num",
        width: 100,
        cell: ({ premises }) => premises.entrance ?? "—",
      },
      {
        id: "storey",
        header: t("addresses.storey"),
        align: "num",
        width: 80,
        cell: ({ premises }) => premises.storey ?? "—",
      },
      {
        id: "ownership",
        header: t("addresses.ownership"),
        minWidth: 130,
        cell: ({ premises }) => t(`addresses.ownership.${premises.ownership}`),
      },
    ],
    [t, formats],
  );
  const { error } = accounts;
  if (error instanceof Problem || error instanceof Offline) {
    return <ErrorState of={error} onRetry={() => void accounts.refetch()} />;
  }
  return (
    <div className={styles.fill}>
      <DataGrid
        label={t("addresses.tab.premises")}
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        isSelectable
        isLoading={accounts.isPending}
        filter={{ value: query["q"] ?? "", onChange: (q) => set({ q }) }}
        emptyState={<EmptyByFilter filters={1} onReset={() => set({ q: undefined })} />}
      />
    </div>
  );
}

const keyOf = ({ key }: Row): string => key;
