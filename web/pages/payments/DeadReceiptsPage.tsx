import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Page } from "../../ui/Page.tsx";
import { Refusal } from "../../ui/Refusal.tsx";
import { Segmented } from "../../ui/Segmented.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import styles from "./cash.module.css";
import { type DeadReceipt, useDeadReceipts, useRevival, useRevivalOfAll } from "./online-queries.ts";
import { Correct } from "./PaymentReceipts.tsx";

/** Receipts that the cash register gave up: each is sent again, or a correction is made in its place. */
export function DeadReceiptsPage() {
  const t = useT();
  const { query, set } = useAddress();
  const view = query["view"] === "corrected" ? "corrected" : "waiting";
  const list = useDeadReceipts(view === "corrected");
  const trouble = troubleOf(list.error);
  const rows = list.data?.pages.flatMap(({ receipts }) => receipts);
  return (
    <Page
      title={t("fiscal.dead")}
      subtitle={t("fiscal.deadAbout")}
      crumbs={<Go to={paths.onlinePayments()}>{t("online.title")}</Go>}
    >
      <div className={styles["report"]}>
        <Segmented
          label={t("fiscal.deadView")}
          value={view}
          onChange={(value) => set({ view: value === "corrected" ? value : undefined })}
          options={[
            { value: "waiting", label: t("fiscal.deadWaiting") },
            { value: "corrected", label: t("fiscal.deadCorrected") },
          ]}
        />
        {view === "waiting" && rows !== undefined && rows.length > 1 ? <SendAll /> : null}
        {trouble ? (
          <ErrorState of={trouble} onRetry={() => void list.refetch()} />
        ) : rows === undefined ? (
          <LoadingRows rows={6} columns={5} />
        ) : rows.length === 0 ? (
          <p className="t2">{t(view === "corrected" ? "fiscal.noCorrected" : "fiscal.noDead")}</p>
        ) : (
          <div className={`${styles["rows"]} ${styles["cards"]}`}>
            <Receipts rows={rows} isCorrected={view === "corrected"} />
          </div>
        )}
        {list.hasNextPage ? (
          <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t("cash.earlier")}
          </Button>
        ) : null}
      </div>
    </Page>
  );
}

/** After an outage of the cash register: its cause is mended, and all that it refused go to it again. */
function SendAll() {
  const t = useT();
  const { may } = useWork();
  const [isAsking, setAsking] = useState(false);
  const revival = useRevivalOfAll();
  return (
    <div>
      <Button
        disabledReason={may("payments.reverse") ? undefined : t("fiscal.mayNot")}
        onClick={() => setAsking(true)}
      >
        {t("fiscal.sendAllAgain")}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t("fiscal.sendAllTitle")}
        confirmLabel={t("fiscal.sendAllAgain")}
        pending={revival.isPending}
        refusal={troubleOf(revival.error)}
        onConfirm={() =>
          revival.mutate(undefined, {
            onSuccess: ({ revived }) => {
              setAsking(false);
              toast({ kind: "ok", text: t("fiscal.sentAllAgain", { count: revived }) });
            },
          })
        }
        onClose={() => setAsking(false)}
      >
        {t("fiscal.sendAllAbout")}
      </ConfirmDialog>
    </div>
  );
}

function Receipts({ rows, isCorrected }: { rows: readonly DeadReceipt[]; isCorrected: boolean }) {
  const t = useT();
  const { money, instant } = useFormats();
  const { may } = useWork();
  const [correcting, setCorrecting] = useState<DeadReceipt>();
  const revival = useRevival();
  const mayNot = may("payments.reverse") ? undefined : t("fiscal.mayNot");
  const trouble = troubleOf(revival.error);
  return (
    <>
      {trouble ? <Refusal of={trouble} /> : null}
      <table>
        <caption className="hidden">{t("fiscal.dead")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("payments.number")}</th>
            <th scope="col">{t("payments.account")}</th>
            <th scope="col" className="num">
              {t("payments.amount")}
            </th>
            <th scope="col">{t("fiscal.deadReason")}</th>
            <th scope="col">
              <span className="hidden">{t("fiscal.deeds")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.message}>
              <th scope="row">
                <Go
                  to={paths.payments({
                    from: row.paidOn,
                    to: row.paidOn,
                    payment: `${row.building}-${row.payment}`,
                  })}
                >
                  {row.payment}
                </Go>
                <div className="label t2 nowrap">{t(`online.receipt.${row.kind}`)}</div>
              </th>
              <td>
                <Go to={paths.account(row.account)}>{row.account}</Go>
                <div className="label t2">{row.holder}</div>
              </td>
              <td className="num">{money(row.amount)}</td>
              <td>
                {row.reason}
                <div className="label t2">{instant(row.endedAt)}</div>
              </td>
              <td className={styles["deed"]}>
                {isCorrected ? null : (
                  <span className={styles["deeds"]}>
                    <Button
                      disabledReason={mayNot}
                      pending={revival.isPending && revival.variables === row.message}
                      onClick={() =>
                        revival.mutate(row.message, {
                          onSuccess: () => toast({ kind: "ok", text: t("fiscal.sentAgain") }),
                        })
                      }
                    >
                      {t("fiscal.sendAgain")}
                    </Button>
                    {row.kind === "sell" && !row.reversed ? (
                      <Button kind="ghost" disabledReason={mayNot} onClick={() => setCorrecting(row)}>
                        {t("fiscal.correct")}
                      </Button>
                    ) : null}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {correcting ? (
        <Correct key={correcting.message} card={correcting} onClose={() => setCorrecting(undefined)} />
      ) : null}
    </>
  );
}
