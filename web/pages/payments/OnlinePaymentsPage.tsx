import { useMemo } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { Go } from "../../shell/Go.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { Note } from "../../ui/Note.tsx";
import { Page } from "../../ui/Page.tsx";
import { Select } from "../../ui/Select.tsx";
import { Empty, EmptyByFilter, ErrorState } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import { OnlinePaymentPanel } from "./OnlinePaymentPanel.tsx";
import { CHIP_OF, STATES } from "./online-states.ts";
import { type OnlineRow, useGatewayHealth, useOnlinePayments } from "./online-queries.ts";
import styles from "./payments.module.css";

/** Payments by card and by the fast payment system, newest first; one opens beside the list. */
export function OnlinePaymentsPage() {
  const t = useT();
  const { query, set } = useAddress();
  const state = STATES.find((one) => one === query["state"]);
  const incidents = query["attention"] === "yes";
  const list = useOnlinePayments({ state, incidents });
  const columns = useColumns();
  const trouble = troubleOf(list.error);
  const opened = query["order"];
  const banks = list.data?.banks;
  const open = (row: OnlineRow): void =>
    set({ order: String(row.order) }, opened === undefined ? "push" : "replace");
  return (
    <Page title={t("online.title")} subtitle={t("online.subtitle")}>
      <div className={styles["filters"]}>
        <div className={styles["what"]}>
          <div className={styles["state"]}>
            <Select
              label={t("online.state")}
              value={state}
              placeholder={t("online.anyState")}
              options={STATES.map((value) => ({ value, label: t(`online.state.${value}`) }))}
              onChange={(value) => set({ state: value })}
            />
          </div>
          <Checkbox checked={incidents} onChange={(isOn) => set({ attention: isOn ? "yes" : undefined })}>
            {t("online.onlyIncidents")}
          </Checkbox>
        </div>
        <Health />
      </div>
      {banks?.length === 0 ? (
        <div className={styles["note"]}>
          <Note state="warn">{t("online.noBank")}</Note>
        </div>
      ) : banks?.some(({ isTest }) => isTest) ? (
        <div className={styles["note"]}>
          <Note state="info">{t("online.testBank")}</Note>
        </div>
      ) : null}
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void list.refetch()} />
      ) : (
        <div className={styles["list"]}>
          <DataGrid
            label={t("online.title")}
            columns={columns}
            rows={list.data?.payments ?? []}
            rowKey={(row) => String(row.order)}
            onOpen={open}
            onPeek={open}
            isLoading={list.isPending}
            emptyState={
              state !== undefined || incidents ? (
                <EmptyByFilter filters={1} onReset={() => set({ state: undefined, attention: undefined })} />
              ) : (
                <Empty title={t("online.none")}>{t("online.noneHow")}</Empty>
              )
            }
          />
        </div>
      )}
      {opened === undefined ? null : (
        <OnlinePaymentPanel key={opened} order={opened} onClose={() => set({ order: undefined })} />
      )}
    </Page>
  );
}

const KINDS = ["cards.refund", "fiscal.receipt"] as const;

/** How the ways out are: what waits, and which peer is left alone. */
function Health() {
  const t = useT();
  const { instant } = useFormats();
  const health = useGatewayHealth();
  return (
    <ul className={styles["health"]} aria-label={t("online.health")}>
      {KINDS.map((name) => {
        const kind = health.data?.kinds.find((one) => one.kind === name);
        const isAway = kind?.openUntil !== undefined;
        const counts = { pending: kind?.pending ?? 0, sent: kind?.sent ?? 0, dead: kind?.dead ?? 0 };
        return (
          <li key={name}>
            <Chip state={isAway ? "danger" : counts.dead > 0 ? "warn" : "ok"}>
              {t(`online.healthKind.${name}`)}
            </Chip>{" "}
            <span className="label t2">
              {kind?.openUntil === undefined
                ? t("online.healthCounts", counts)
                : t("online.healthOpen", { until: instant(kind.openUntil), reason: kind.reason })}
            </span>{" "}
            {name === "fiscal.receipt" && counts.dead > 0 ? (
              <Go to={paths.deadReceipts()}>{t("online.healthDead")}</Go>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

function useColumns(): readonly Column<OnlineRow>[] {
  const t = useT();
  const formats = useFormats();
  return useMemo(
    (): Column<OnlineRow>[] => [
      { id: "order", header: t("online.order"), width: 92, cell: (row) => row.order },
      {
        id: "createdAt",
        header: t("online.created"),
        width: 148,
        cell: (row) => formats.instant(row.createdAt),
        timeOf: (row) => row.createdAt,
      },
      {
        id: "account",
        header: t("online.account"),
        width: 116,
        cell: (row) => (
          <Go to={paths.account(row.account, { tab: "payments" })} tabIndex={-1}>
            {row.account}
          </Go>
        ),
        textOf: (row) => row.account,
      },
      {
        id: "amount",
        header: t("online.amount"),
        align: "num",
        width: 116,
        cell: (row) => formats.money(row.amount),
        sumOf: (row) => BigInt(row.amount),
      },
      {
        id: "refunded",
        header: t("online.refunded"),
        align: "num",
        width: 116,
        cell: (row) => (row.refunded === "0" ? "—" : formats.money(row.refunded)),
        sumOf: (row) => BigInt(row.refunded),
      },
      {
        id: "way",
        header: t("online.way"),
        width: 84,
        cell: (row) => t(row.fast ? "online.fast" : "online.card"),
      },
      { id: "bank", header: t("online.bank"), minWidth: 100, cell: (row) => row.bank },
      {
        id: "state",
        header: t("online.state"),
        minWidth: 190,
        cell: (row) => (
          <>
            <Chip state={CHIP_OF[row.state]}>{t(`online.state.${row.state}`)}</Chip>{" "}
            {row.incident === "" ? null : <Chip state="danger">{t("online.incident")}</Chip>}
          </>
        ),
        textOf: (row) => t(`online.state.${row.state}`),
      },
    ],
    [t, formats],
  );
}
