import { IconCashRegister } from "@tabler/icons-react";
import { useMemo } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Go, useGo } from "../../shell/Go.tsx";
import { useWalkOffer } from "../../shell/walk.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Note } from "../../ui/Note.tsx";
import { Page } from "../../ui/Page.tsx";
import { EmptyByFilter, Empty, ErrorState } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import { ChannelSums } from "./ChannelSums.tsx";
import { useJournalAddress } from "./journal-address.ts";
import { JournalFilters } from "./JournalFilters.tsx";
import { PaymentPanel } from "./PaymentPanel.tsx";
import styles from "./payments.module.css";
import { shortAddress } from "./short-address.ts";
import { everyPayment, type JournalRow, useJournal } from "./queries.ts";

const placeOf = (row: JournalRow): string => `${row.building}-${row.payment}`;

/** Payments by the month they are booked in or by days, with the sums of the whole list; one opens beside it. */
export function PaymentsPage() {
  const t = useT();
  const formats = useFormats();
  const work = useWork();
  const go = useGo();
  const { query, set } = useAddress();
  const { filter, narrowings, reset } = useJournalAddress();
  const journal = useJournal(filter);
  const columns = usePaymentColumns();
  const rows = useMemo(() => journal.data?.pages.flatMap((page) => page.payments) ?? [], [journal.data]);
  const numbers = useMemo(() => rows.map(({ number }) => number), [rows]);
  useWalkOffer(t("payments.title"), numbers);
  const [first] = journal.data?.pages ?? [];
  const totals = first?.totals;
  const opened = query["payment"];
  const open = (row: JournalRow): void =>
    set({ payment: placeOf(row) }, opened === undefined ? "push" : "replace");
  const enter = (): void => go(paths.paymentsEntry());
  const mayTake = work.may("payments.take");
  useHotkeys(mayTake ? [{ keys: "Insert", label: t("payments.toEntry"), run: enter }] : []);
  const trouble = troubleOf(journal.error);
  const isByDays = filter.from !== undefined && filter.to !== undefined;
  return (
    <Page
      title={t("payments.title")}
      subtitle={t("payments.subtitle", {
        when: isByDays
          ? t(filter.from === filter.to ? "payments.day" : "payments.days", {
              from: formats.day(filter.from ?? ""),
              to: formats.day(filter.to ?? ""),
            })
          : t("payments.bookedIn", { period: formats.period(work.period) }),
        whose: work.organization?.name ?? t("payments.allOrganizations"),
      })}
      actions={
        <>
          <Go to={paths.allocationRules()}>{t("payments.rules.title")}</Go>
          {mayTake ? <Go to={paths.cash()}>{t("payments.toCash")}</Go> : null}
          <Button
            kind="primary"
            hotkey="Insert"
            icon={<IconCashRegister size={16} aria-hidden />}
            disabledReason={mayTake ? undefined : t("payments.mayNotTake")}
            onClick={enter}
          >
            {t("payments.toEntry")}
          </Button>
        </>
      }
    >
      <JournalFilters agents={first?.agents ?? []} />
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void journal.refetch()} />
      ) : (
        <>
          <ChannelSums totals={totals} />
          {first?.isTextTooWide ? (
            <div className={styles["note"]}>
              <Note state="warn">{t("payments.textTooWide", { text: filter.q ?? "" })}</Note>
            </div>
          ) : null}
          <div className={styles["list"]}>
            <DataGrid
              label={t("payments.title")}
              columns={columns}
              rows={rows}
              rowKey={placeOf}
              {...(totals ? { rowCount: totals.count } : {})}
              isSelectable
              onOpen={open}
              onPeek={open}
              isLoading={journal.isPending}
              loadMore={{
                hasMore: journal.hasNextPage,
                isLoading: journal.isFetchingNextPage,
                load: () => void journal.fetchNextPage(),
                all: (told, most) => everyPayment(filter, told, most),
              }}
              footer={
                totals
                  ? {
                      paidOn: t("payments.count", { count: totals.count }),
                      amount: formats.money(totals.amount),
                    }
                  : {}
              }
              emptyState={
                narrowings > 0 ? (
                  <EmptyByFilter filters={narrowings} onReset={reset} />
                ) : (
                  <Empty title={t("payments.none")}>{t("payments.noneHow")}</Empty>
                )
              }
            />
          </div>
        </>
      )}
      {opened === undefined ? null : (
        <PaymentPanel key={opened} place={opened} onClose={() => set({ payment: undefined })} />
      )}
    </Page>
  );
}

function usePaymentColumns(): readonly Column<JournalRow>[] {
  const t = useT();
  const formats = useFormats();
  return useMemo(
    (): Column<JournalRow>[] => [
      {
        id: "paidOn",
        header: t("payments.paidOn"),
        width: 104,
        cell: (row) => formats.day(row.paidOn),
        timeOf: (row) => row.paidOn,
      },
      {
        id: "number",
        header: t("payments.account"),
        width: 108,
        cell: (row) => (
          <Go to={paths.account(row.number, { tab: "payments" })} tabIndex={-1}>
            {row.number}
          </Go>
        ),
        textOf: (row) => row.number,
      },
      { id: "holder", header: t("payments.holder"), minWidth: 150, cell: (row) => row.holder },
      {
        id: "address",
        header: t("payments.address"),
        minWidth: 180,
        grow: 1.4,
        cell: (row) => shortAddress(row.address),
        textOf: (row) => row.address,
      },
      {
        id: "amount",
        header: t("payments.amount"),
        align: "num",
        width: 116,
        cell: (row) => (
          <span className={row.reversal ? styles["struck"] : undefined}>{formats.money(row.amount)}</span>
        ),
        textOf: (row) => formats.money(row.amount),
        sumOf: (row) => BigInt(row.amount),
      },
      {
        id: "channel",
        header: t("payments.channel"),
        width: 84,
        cell: (row) => t(`payments.channel.${row.channel}`),
      },
      { id: "document", header: t("payments.document"), minWidth: 120, cell: (row) => row.document },
      { id: "payment", header: t("payments.number"), width: 108, cell: (row) => row.payment },
      {
        id: "state",
        header: t("payments.state"),
        width: 138,
        cell: (row) =>
          row.reversal ? (
            <Chip state="warn">{t("payments.reversedState")}</Chip>
          ) : (
            <span className="t3">{t("payments.bookedState")}</span>
          ),
        textOf: (row) => t(row.reversal ? "payments.reversedState" : "payments.bookedState"),
      },
    ],
    [t, formats],
  );
}
