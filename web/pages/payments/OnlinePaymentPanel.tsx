import { useState } from "react";
import { newKey, troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { useFormats } from "../../ui/formats.ts";
import { MoneyInput } from "../../ui/MoneyInput.tsx";
import { Note } from "../../ui/Note.tsx";
import { Refusal } from "../../ui/Refusal.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { type Sentence, useT } from "../../words/words.ts";
import { type OnlineCard, useOnlinePayment, useRefund, useRefundDecision } from "./online-queries.ts";
import { CHIP_OF } from "./online-states.ts";
import styles from "./payments.module.css";
import { ReceiptsOf } from "./ReceiptsOf.tsx";

/** One online payment: its state, receipts, refunds and all that happened to it. */
export function OnlinePaymentPanel({ order, onClose }: { order: string; onClose: () => void }) {
  const t = useT();
  const card = useOnlinePayment(order);
  const trouble = troubleOf(card.error);
  return (
    <SidePanel
      title={t("online.one", { order })}
      keys={[["Escape", t("ui.close")]]}
      footer={card.data ? <Refund card={card.data} /> : undefined}
      onClose={onClose}
    >
      {card.data ? (
        <Body card={card.data} />
      ) : trouble ? (
        <ErrorState of={trouble} onRetry={() => void card.refetch()} />
      ) : (
        <LoadingRows rows={10} columns={2} />
      )}
    </SidePanel>
  );
}

function Body({ card }: { card: OnlineCard }) {
  const t = useT();
  const { money, instant } = useFormats();
  return (
    <>
      <p className={styles["amount"]}>{money(card.amount)} ₽</p>
      <p>
        <Chip state={CHIP_OF[card.state]}>{t(`online.state.${card.state}`)}</Chip>{" "}
        <Go to={paths.account(card.account, { tab: "payments" })} className="strong num">
          {card.account}
        </Go>
      </p>
      {card.incident === "" ? null : (
        <div className={styles["section"]}>
          <Note state="warn">{t(`online.incident.${card.incident}` as Sentence)}</Note>
        </div>
      )}
      <dl className={styles["facts"]}>
        <div>
          <dt>{t("online.way")}</dt>
          <dd>
            {t(card.fast ? "online.fast" : "online.card")}, {card.bank}
          </dd>
        </div>
        <div>
          <dt>{t("online.reference")}</dt>
          <dd>{card.reference ?? "—"}</dd>
        </div>
        <div>
          <dt>{t("online.expires")}</dt>
          <dd>{instant(card.expiresAt)}</dd>
        </div>
        {card.payment === undefined ? null : (
          <div>
            <dt>{t("online.payment")}</dt>
            <dd>
              <Go to={paths.payments({ payment: `${card.building}-${card.payment}` })}>{card.payment}</Go>
            </dd>
          </div>
        )}
      </dl>
      {card.payment === undefined ? null : (
        <>
          <h3 className={styles["section"]}>{t("online.receipts")}</h3>
          <ReceiptsOf receipts={card.receipts} />
        </>
      )}
      {card.refunds.length === 0 ? null : (
        <>
          <h3 className={styles["section"]}>{t("online.refunds")}</h3>
          <ul className={styles["receipts"]}>
            {card.refunds.map((refund) => (
              <RefundLine key={refund.no} order={card.order} refund={refund} />
            ))}
          </ul>
        </>
      )}
      <h3 className={styles["section"]}>{t("online.events")}</h3>
      <ol className={styles["receipts"]}>
        {card.events.map((event) => (
          <li key={event.no}>
            {t(`online.event.${event.event}` as Sentence)}
            <div className="label t2">
              {instant(event.recordedAt)}
              {event.recordedByName === undefined ? null : ` · ${event.recordedByName}`}
              {event.data["reason"] === undefined ? null : ` · ${event.data["reason"]}`}
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}

function RefundLine({ order, refund }: { order: number; refund: OnlineCard["refunds"][number] }) {
  const t = useT();
  const { may } = useWork();
  const { money } = useFormats();
  const [key] = useState(newKey);
  const decision = useRefundDecision(order);
  const trouble = troubleOf(decision.error);
  const why = !may("payments.reverse")
    ? t("online.mayNotRefund")
    : refund.requestedByMe
      ? t("online.ownRefund")
      : undefined;
  return (
    <li>
      {money(refund.amount)} ₽{" "}
      <Chip state={refund.outcome === "done" ? "ok" : refund.outcome === "failed" ? "danger" : "info"}>
        {t(`online.outcome.${refund.outcome}`)}
      </Chip>
      <div className="label t2">
        {[refund.reason, refund.requestedByName, refund.outcomeReason].filter(Boolean).join(" · ")}
      </div>
      {refund.outcome === "requested" ? (
        <div className={styles["decide"]}>
          <Button
            disabledReason={why}
            onClick={() => decision.mutate({ key, refund: refund.no, decision: "approved" })}
          >
            {t("online.approve")}
          </Button>
          <Button
            disabledReason={may("payments.reverse") ? undefined : t("online.mayNotRefund")}
            onClick={() => decision.mutate({ key: `${key}-no`, refund: refund.no, decision: "declined" })}
          >
            {t("online.decline")}
          </Button>
        </div>
      ) : null}
      {trouble ? <Refusal of={trouble} /> : null}
    </li>
  );
}

/** One key is kept for one refund: pressing twice, or a lost answer, asks for it once. */
function Refund({ card }: { card: OnlineCard }) {
  const t = useT();
  const { may } = useWork();
  const { money } = useFormats();
  const [isOpen, setIsOpen] = useState(false);
  const [key, setKey] = useState(newKey);
  const left = BigInt(card.left);
  const [amount, setAmount] = useState<bigint | undefined>(left);
  const [reason, setReason] = useState("");
  const refund = useRefund(card.order);
  return (
    <>
      <Button
        kind="danger"
        disabledReason={
          !may("payments.reverse")
            ? t("online.mayNotRefund")
            : left === 0n
              ? t("online.nothingLeft")
              : undefined
        }
        onClick={() => {
          setAmount(left);
          setIsOpen(true);
        }}
      >
        {t("online.refund")}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        title={t("online.refundTitle", { order: card.order })}
        confirmLabel={t("online.refund")}
        isDangerous
        pending={refund.isPending}
        refusal={troubleOf(refund.error)}
        onClose={() => setIsOpen(false)}
        onConfirm={() =>
          refund.mutate(
            { key, amount: String(amount ?? 0n), reason: reason.trim() },
            {
              onSuccess: ({ needsSecondPerson }) => {
                setIsOpen(false);
                setKey(newKey());
                toast({
                  kind: "ok",
                  text: t(needsSecondPerson ? "online.refundAsked" : "online.refundSent", {
                    amount: money(amount ?? 0n),
                  }),
                });
              },
            },
          )
        }
      >
        <p>{t("online.refundAbout")}</p>
        <MoneyInput
          label={t("online.refundAmount")}
          name="amount"
          required
          value={amount}
          max={left}
          onChange={setAmount}
        />
        <TextInput
          label={t("online.reason")}
          name="reason"
          required
          lengthMax={300}
          value={reason}
          onChange={setReason}
        />
      </ConfirmDialog>
    </>
  );
}
