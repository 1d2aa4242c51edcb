import { useMemo, useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import type { Column } from "../../ui/grid/columns.ts";
import { useFormats } from "../../ui/formats.ts";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Empty, ErrorState } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import styles from "./account.module.css";
import type { CardAddress } from "./card-address.ts";
import { type Card, type Payment, usePayments } from "./queries.ts";

/** Payments, newest first; one that was reversed stays, with its reversal beside it. */
export function PaymentsTab({ card, address }: { card: Card; address: CardAddress }) {
  const t = useT();
  const { money, day, period, shortPeriod } = useFormats();
  const payments = usePayments(card.number);
  const rows = useMemo(
    () => (payments.data?.payments ?? []).filter(({ paidOn }) => paidOn <= card.on),
    [payments.data, card.on],
  );
  const { document } = address;
  const [picked, setPicked] = useState<Payment>();
  const { may } = useWork();
  const isCopied = picked !== undefined && may("payments.take") && address.on === undefined;
  useHotkeys(
    isCopied
      ? [
          {
            keys: "F9",
            label: t("accounts.copyPayment"),
            unlisted: true,
            run: () => address.set({ panel: "payment", copy: picked.payment, why: undefined }, "push"),
          },
        ]
      : [],
  );
  const columns = useMemo(
    (): Column<Payment>[] => [
      {
        id: "paidOn",
        header: t("accounts.paidOn"),
        width: 110,
        cell: (row) => day(row.paidOn),
        timeOf: (row) => row.paidOn,
      },
      {
        id: "amount",
        header: t("accounts.amount"),
        align: "num",
        cell: (row) => (
          <Go to={document(row.payment)} className={row.reversal ? styles["struck"] : styles["quiet"]}>
            {money(row.amount)}
          </Go>
        ),
        textOf: (row) => money(row.amount),
        sumOf: (row) => (row.reversal ? 0n : BigInt(row.amount)),
      },
      {
        id: "period",
        header: t("accounts.bookedIn"),
        width: 120,
        cell: (row) => period(row.period),
        timeOf: (row) => row.period,
      },
      {
        id: "channel",
        header: t("accounts.channel"),
        minWidth: 120,
        cell: (row) => t(`accounts.channel.${row.channel}`),
      },
      {
        id: "document",
        header: t("accounts.paper"),
        minWidth: 150,
        cell: (row) =>
          row.statedPeriod === undefined
            ? row.document || "—"
            : `${row.document} ${t("accounts.statedFor", { period: shortPeriod(row.statedPeriod) })}`,
      },
      { id: "payment", header: t("accounts.paymentNo"), width: 130, cell: (row) => row.payment },
      {
        id: "state",
        header: t("accounts.state"),
        minWidth: 200,
        grow: 2,
        cell: (row) =>
          row.reversal ? (
            <>
              <Chip state="warn">{t("accounts.reversedOn", { day: day(row.reversal.reversedOn) })}</Chip>{" "}
              {row.reversal.reason}
            </>
          ) : (
            <Chip state="ok">{t("accounts.booked")}</Chip>
          ),
        textOf: (row) => row.reversal?.reason ?? t("accounts.booked"),
      },
    ],
    [t, money, day, period, shortPeriod, document],
  );
  const trouble = troubleOf(payments.error);
  if (trouble && !payments.data) return <ErrorState of={trouble} onRetry={() => void payments.refetch()} />;
  return (
    <div className={styles["fill"]}>
      <div className={styles["autopayOpen"]}>
        <Button kind="ghost" onClick={() => address.set({ panel: "autopay", why: undefined }, "push")}>
          {t("accounts.autopay")}
        </Button>
      </div>
      <DataGrid
        label={t("accounts.tab.payments")}
        columns={columns}
        rows={rows}
        rowKey={keyOfPayment}
        isSelectable
        onPick={setPicked}
        isLoading={payments.isPending}
        onOpen={(row) => address.set({ panel: `document:${row.payment}`, why: undefined }, "push")}
        {...(rows.length === 0
          ? {}
          : {
              footer: {
                paidOn: t("accounts.paymentsCount", { count: rows.length }),
                amount: money(rows.reduce((sum, row) => (row.reversal ? sum : sum + BigInt(row.amount)), 0n)),
              },
            })}
        emptyState={<Empty title={t("accounts.noPayments")}>{t("accounts.noPaymentsHow")}</Empty>}
      />
    </div>
  );
}

const keyOfPayment = (row: Payment): string => row.payment;
