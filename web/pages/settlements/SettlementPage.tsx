import { IconCheck, IconDownload, IconTrash } from "@tabler/icons-react";
import { useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Go, useGo } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Page } from "../../ui/Page.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import {
  everyRowOf,
  type House,
  type Row,
  type Settlement,
  useApprove,
  useDiscard,
  useRows,
  useSettlement,
} from "./queries.ts";
import styles from "./settlements.module.css";
import { Sums } from "./Sums.tsx";

const STATE = { draft: "warn", approved: "info", ordered: "info", transferred: "ok" } as const;

/** One settlement: its sums, its houses, and the payments of a house. */
export function SettlementPage() {
  const t = useT();
  const { settlement = "" } = useParams({ strict: false });
  const asked = useSettlement(settlement);
  const trouble = troubleOf(asked.error);
  if (trouble)
    return (
      <Page title={t("settlements.one", { number: settlement })} crumbs={<Crumb />}>
        <ErrorState of={trouble} onRetry={() => void asked.refetch()} />
      </Page>
    );
  return asked.data ? (
    <Shown of={asked.data} />
  ) : (
    <Page title={t("settlements.one", { number: settlement })} crumbs={<Crumb />}>
      <LoadingRows rows={8} columns={5} />
    </Page>
  );
}

function Crumb() {
  return <Go to={paths.settlements()}>{useT()("settlements.title")}</Go>;
}

function Shown({ of }: { of: Settlement }) {
  const t = useT();
  const formats = useFormats();
  const go = useGo();
  const { may } = useWork();
  const { query, set } = useAddress();
  const [asking, setAsking] = useState<"approve" | "discard">();
  const [approving, discarding] = [useApprove(), useDiscard()];
  const house = of.buildings.find((one) => String(one.building) === query["building"]);
  const mayNot = !may("settlements.make")
    ? t("settlements.mayNot")
    : of.state === "draft"
      ? undefined
      : t("settlements.notDraft");
  useHotkeys(
    mayNot === undefined && asking === undefined
      ? [{ keys: "Ctrl+Enter", label: t("settlements.approve"), run: () => setAsking("approve") }]
      : [],
  );
  return (
    <Page
      title={t("settlements.one", { number: of.number })}
      crumbs={<Crumb />}
      marks={<Chip state={STATE[of.state]}>{t(`settlements.state.${of.state}`)}</Chip>}
      subtitle={t("settlements.oneAbout", {
        provider: of.providerName,
        organization: of.organizationName,
        day: formats.day(of.through),
        contract: of.contract ?? "—",
      })}
      actions={
        <>
          <a href={`/api/settlements/providers/${of.provider}/month.xlsx?period=${of.period}`} download>
            <IconDownload size={16} aria-hidden />{" "}
            {t("settlements.month", { period: formats.period(of.period) })}
          </a>
          <Button
            icon={<IconTrash size={16} aria-hidden />}
            disabledReason={mayNot}
            onClick={() => setAsking("discard")}
          >
            {t("settlements.discard")}
          </Button>
          <Button
            kind="primary"
            hotkey="Ctrl+Enter"
            icon={<IconCheck size={16} aria-hidden />}
            disabledReason={mayNot}
            onClick={() => setAsking("approve")}
          >
            {t("settlements.approve")}
          </Button>
        </>
      }
    >
      <Sums
        of={[
          [t("settlements.allocated"), of.allocated],
          [t("settlements.returned"), of.returned],
          [t("settlements.commission"), of.commission],
          [t("settlements.withheld"), of.withheld],
          [t("settlements.toTransfer"), of.toTransfer],
        ]}
      />
      {house ? (
        <>
          <div className={styles["note"]}>
            <Button onClick={() => set({ building: undefined }, "push")}>{t("settlements.toHouses")}</Button>{" "}
            <span className="strong">{house.address}</span>
          </div>
          <Payments settlement={String(of.id)} house={house} />
        </>
      ) : (
        <Houses of={of} onOpen={(one) => set({ building: String(one.building) }, "push")} />
      )}
      <ConfirmDialog
        isOpen={asking === "approve"}
        title={t("settlements.approveTitle", { number: of.number })}
        confirmLabel={t("settlements.approve")}
        pending={approving.isPending}
        refusal={troubleOf(approving.error)}
        onClose={() => setAsking(undefined)}
        onConfirm={() =>
          approving.mutate(of.id, {
            onSuccess: () => {
              toast({ kind: "ok", text: t("settlements.approved", { number: of.number }) });
              setAsking(undefined);
            },
          })
        }
      >
        {t("settlements.approveAbout", { amount: formats.money(of.toTransfer), provider: of.providerName })}
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asking === "discard"}
        title={t("settlements.discardTitle", { number: of.number })}
        confirmLabel={t("settlements.discard")}
        isDangerous
        pending={discarding.isPending}
        refusal={troubleOf(discarding.error)}
        onClose={() => setAsking(undefined)}
        onConfirm={() => discarding.mutate(of.id, { onSuccess: () => go(paths.settlements()) })}
      >
        {t("settlements.discardAbout")}
      </ConfirmDialog>
    </Page>
  );
}

function Houses({ of, onOpen }: { of: Settlement; onOpen: (house: House) => void }) {
  const t = useT();
  const money = useMoneyColumn();
  const formats = useFormats();
  const columns = useMemo(
    (): Column<House>[] => [
      { id: "address", header: t("settlements.house"), minWidth: 220, grow: 2, cell: (row) => row.address },
      {
        id: "payments",
        header: t("settlements.payments"),
        align: "num",
        width: 96,
        cell: (row) => formats.count(row.payments),
      },
      money<House>("allocated", t("settlements.allocated")),
      money<House>("returned", t("settlements.returned")),
      money<House>("commission", t("settlements.commission")),
      money<House>("withheld", t("settlements.withheld")),
    ],
    [t, formats, money],
  );
  return (
    <div className={styles["list"]}>
      <DataGrid
        label={t("settlements.houses")}
        columns={columns}
        rows={of.buildings}
        rowKey={(row) => String(row.building)}
        onOpen={onOpen}
        footer={{
          payments: formats.count(of.payments),
          allocated: formats.money(of.allocated),
          returned: formats.money(of.returned),
          commission: formats.money(of.commission),
          withheld: formats.money(of.withheld),
        }}
      />
    </div>
  );
}

function Payments({ settlement, house }: { settlement: string; house: House }) {
  const t = useT();
  const formats = useFormats();
  const { may } = useWork();
  const money = useMoneyColumn();
  const rows = useRows(settlement, String(house.building));
  const isOpen = may("accounts.read");
  const columns = useMemo(
    (): Column<Row>[] => [
      {
        id: "day",
        header: t("settlements.day"),
        width: 104,
        cell: (row) => formats.day(row.day),
        timeOf: (row) => row.day,
      },
      {
        id: "account",
        header: t("settlements.account"),
        width: 116,
        cell: (row) =>
          isOpen ? (
            <Go to={paths.account(row.account, { tab: "payments" })} tabIndex={-1}>
              {row.account}
            </Go>
          ) : (
            row.account
          ),
        textOf: (row) => row.account,
      },
      {
        id: "kind",
        header: t("settlements.kind"),
        minWidth: 140,
        cell: (row) =>
          t(row.allocated.startsWith("-") ? "settlements.kind.reversal" : `settlements.kind.${row.kind}`),
      },
      { id: "document", header: t("settlements.document"), width: 120, cell: (row) => row.document },
      money<Row>("allocated", t("settlements.amount")),
      money<Row>("commission", t("settlements.commission")),
      money<Row>("withheld", t("settlements.withheld")),
    ],
    [t, formats, money, isOpen],
  );
  const trouble = troubleOf(rows.error);
  if (trouble) return <ErrorState of={trouble} onRetry={() => void rows.refetch()} />;
  return (
    <div className={styles["list"]}>
      <DataGrid
        label={t("settlements.paymentsOf", { address: house.address })}
        columns={columns}
        rows={rows.data?.pages.flatMap((page) => page.rows) ?? []}
        rowKey={(row) => `${row.document} ${row.kind}`}
        rowCount={house.payments}
        isLoading={rows.isPending}
        loadMore={{
          hasMore: rows.hasNextPage,
          isLoading: rows.isFetchingNextPage,
          load: () => void rows.fetchNextPage(),
          all: (told, most) => everyRowOf({ settlement, building: house.building }, told, most),
        }}
      />
    </div>
  );
}

function useMoneyColumn() {
  const formats = useFormats();
  return useMemo(
    () =>
      <R extends object>(id: keyof R & string, header: string): Column<R> => ({
        id,
        header,
        align: "num",
        width: 122,
        cell: (row) => formats.money(String(row[id])),
        sumOf: (row) => BigInt(String(row[id])),
      }),
    [formats],
  );
}
