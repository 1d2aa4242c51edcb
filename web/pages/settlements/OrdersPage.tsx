import { IconFileExport, IconPlus } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Page } from "../../ui/Page.tsx";
import { Select } from "../../ui/Select.tsx";
import { Empty, ErrorState } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { ORDER_STATES } from "./order-states.ts";
import { OrderPanel } from "./OrderPanel.tsx";
import { type Format, type Order, useDraftOrders, useOrders, useSendOrders } from "./queries.ts";
import { SettlementsNav } from "./SettlementsNav.tsx";
import styles from "./settlements.module.css";

/** Orders to the bank: one person drafts, another approves, the file goes out, the bank's word ends them. */
export function OrdersPage() {
  const t = useT();
  const formats = useFormats();
  const { may } = useWork();
  const { query, set } = useAddress();
  const orders = useOrders();
  const columns = useOrderColumns();
  const [asking, setAsking] = useState<"draft" | "send">();
  const [format, setFormat] = useState<Format>("1c");
  const [drafting, sending] = [useDraftOrders(), useSendOrders()];
  const rows = orders.data?.orders ?? [];
  const ready = rows.filter(({ state }) => state === "approved");
  const opened = rows.find(({ id }) => String(id) === query["order"]);
  const mayNot = may("orders.draft") ? undefined : t("settlements.mayNot");
  const nothingToSend = mayNot ?? (ready.length === 0 ? t("settlements.orders.nothingToSend") : undefined);
  useHotkeys(
    mayNot === undefined && asking === undefined
      ? [{ keys: "Insert", label: t("settlements.orders.draft"), run: () => setAsking("draft") }]
      : [],
  );
  const trouble = troubleOf(orders.error);
  const open = (row: Order): void =>
    set({ order: String(row.id) }, opened === undefined ? "push" : "replace");
  return (
    <Page
      title={t("settlements.orders.title")}
      subtitle={t("settlements.orders.subtitle")}
      actions={
        <>
          <SettlementsNav at="orders" />
          <Button
            icon={<IconFileExport size={16} aria-hidden />}
            disabledReason={nothingToSend}
            onClick={() => setAsking("send")}
          >
            {t("settlements.orders.send")}
          </Button>
          <Button
            kind="primary"
            hotkey="Insert"
            icon={<IconPlus size={16} aria-hidden />}
            disabledReason={mayNot}
            onClick={() => setAsking("draft")}
          >
            {t("settlements.orders.draft")}
          </Button>
        </>
      }
    >
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void orders.refetch()} />
      ) : (
        <div className={styles["place"]}>
          <div className={styles["list"]}>
            <DataGrid
              label={t("settlements.orders.title")}
              columns={columns}
              rows={rows}
              rowKey={(row) => String(row.id)}
              isLoading={orders.isPending}
              onOpen={open}
              onPeek={open}
              emptyState={
                <Empty title={t("settlements.orders.none")}>{t("settlements.orders.noneHow")}</Empty>
              }
            />
          </div>
          {opened === undefined ? null : (
            <OrderPanel key={opened.id} of={opened} onClose={() => set({ order: undefined })} />
          )}
        </div>
      )}
      <ConfirmDialog
        isOpen={asking === "draft"}
        title={t("settlements.orders.draftTitle")}
        confirmLabel={t("settlements.orders.draft")}
        pending={drafting.isPending}
        refusal={troubleOf(drafting.error)}
        onClose={() => setAsking(undefined)}
        onConfirm={() =>
          drafting.mutate(undefined, {
            onSuccess: ({ orders: made }) => {
              toast({ kind: "ok", text: t("settlements.orders.drafted", { count: made.length }) });
              setAsking(undefined);
            },
          })
        }
      >
        {t("settlements.orders.draftAbout")}
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asking === "send"}
        title={t("settlements.orders.sendTitle")}
        confirmLabel={t("settlements.orders.send")}
        pending={sending.isPending}
        refusal={troubleOf(sending.error)}
        onClose={() => setAsking(undefined)}
        onConfirm={() =>
          sending.mutate(
            { orders: ready.map(({ id }) => id), format },
            {
              onSuccess: ({ name }) => {
                toast({ kind: "ok", text: t("settlements.orders.sent", { name }) });
                setAsking(undefined);
              },
            },
          )
        }
      >
        <p>
          {t("settlements.orders.sendAbout", {
            count: ready.length,
            amount: formats.money(String(ready.reduce((sum, one) => sum + BigInt(one.amount), 0n))),
          })}
        </p>
        <Select
          label={t("settlements.orders.format")}
          name="format"
          value={format}
          onChange={(value) => setFormat((value ?? "1c") as Format)}
          options={(["1c", "1c-dos", "pain001"] as const).map((value) => ({
            value,
            label: t(`settlements.format.${value}`),
          }))}
        />
      </ConfirmDialog>
    </Page>
  );
}

function useOrderColumns(): readonly Column<Order>[] {
  const t = useT();
  const formats = useFormats();
  return useMemo(
    (): Column<Order>[] => [
      { id: "number", header: t("settlements.orders.number"), width: 64, cell: (row) => row.number },
      {
        id: "dated",
        header: t("settlements.orders.dated"),
        width: 104,
        cell: (row) => formats.day(row.dated),
        timeOf: (row) => row.dated,
      },
      {
        id: "receiver",
        header: t("settlements.provider"),
        minWidth: 170,
        grow: 1.3,
        cell: (row) => <span className="strong">{row.receiver.name}</span>,
        textOf: (row) => row.receiver.name,
      },
      {
        id: "amount",
        header: t("settlements.amount"),
        align: "num",
        width: 126,
        cell: (row) => formats.money(row.amount),
        sumOf: (row) => BigInt(row.amount),
      },
      {
        id: "purpose",
        header: t("settlements.orders.purpose"),
        minWidth: 160,
        grow: 2,
        cell: (row) => row.purpose,
      },
      {
        id: "draftedBy",
        header: t("settlements.orders.draftedBy"),
        minWidth: 130,
        cell: (row) => row.draftedByName,
      },
      {
        id: "approvedBy",
        header: t("settlements.orders.approvedBy"),
        minWidth: 130,
        cell: (row) => row.approvedByName ?? "—",
      },
      {
        id: "state",
        header: t("settlements.stateOf"),
        width: 148,
        cell: (row) => <Chip state={ORDER_STATES[row.state]}>{t(`settlements.order.${row.state}`)}</Chip>,
        textOf: (row) => t(`settlements.order.${row.state}`),
      },
    ],
    [t, formats],
  );
}
