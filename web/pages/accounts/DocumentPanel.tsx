import { useState } from "react";
import { newKey, troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Note } from "../../ui/Note.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import styles from "./account.module.css";
import type { CardAddress } from "./card-address.ts";
import {
  type Card,
  type CardDocument,
  type Payment,
  useDocument,
  usePayments,
  useReversePayment,
} from "./queries.ts";

/** A payment, a reversal or a run, as it was booked on this account; a payment can be reversed here. */
export function DocumentPanel({
  card,
  address,
  document,
  onClose,
}: {
  card: Card;
  address: CardAddress;
  document: string;
  onClose: () => void;
}) {
  const t = useT();
  const { money } = useFormats();
  const found = useDocument(card.number, document);
  const payment = usePayments(card.number).data?.payments.find((one) => one.payment === document);
  const trouble = troubleOf(found.error);
  const entries = found.data?.entries ?? [];
  const total = entries.reduce((sum, entry) => sum + BigInt(entry.amount), 0n);
  return (
    <SidePanel
      title={t("accounts.documentTitle", {
        kind: t(`accounts.document.${kindOf(document, payment, entries)}`),
        number: document,
      })}
      onClose={onClose}
      footer={`${t("accounts.together")} ${money(total)} ₽`}
    >
      {payment ? <Head payment={payment} /> : null}
      {found.data ? (
        <Entries entries={entries} />
      ) : trouble ? (
        <ErrorState of={trouble} onRetry={() => void found.refetch()} />
      ) : (
        <LoadingRows rows={8} columns={2} />
      )}
      {payment && payment.reversal === undefined && address.on === undefined ? (
        <Reversal card={card} payment={payment} onDone={onClose} />
      ) : null}
    </SidePanel>
  );
}

/** Runs count from one, payments and reversals from ten billion: they never share a number. */
const FIRST_PAYMENT = 10_000_000_000n;

function kindOf(
  document: string,
  payment: Payment | undefined,
  entries: CardDocument["entries"],
): "run" | "payment" | "reversal" | "other" {
  if (BigInt(document) < FIRST_PAYMENT) return "run";
  if (payment) return "payment";
  return entries.some(({ kind, amount }) => kind.startsWith("payment") && amount.startsWith("-"))
    ? "reversal"
    : "other";
}

function Head({ payment }: { payment: Payment }) {
  const t = useT();
  const { money, day, instant } = useFormats();
  return (
    <div className={styles["section"]}>
      <p className={styles["sentence"]}>
        {t("accounts.paymentSentence", {
          amount: money(payment.amount),
          day: day(payment.paidOn),
          channel: t(`accounts.channel.${payment.channel}`),
        })}
      </p>
      <p className="t2">
        {payment.document === "" ? "" : `${payment.document} · `}
        {t("accounts.receivedAt", { instant: instant(payment.receivedAt) })}
      </p>
      {payment.reversal ? (
        <Note state="warn">
          {t("accounts.reversedBecause", {
            day: day(payment.reversal.reversedOn),
            reason: payment.reversal.reason,
          })}
        </Note>
      ) : null}
    </div>
  );
}

function Entries({ entries }: { entries: CardDocument["entries"] }) {
  const t = useT();
  const { money, shortPeriod } = useFormats();
  if (entries.length === 0) return <p className="t2">{t("accounts.documentElsewhere")}</p>;
  return (
    <table className={styles["table"]}>
      <thead>
        <tr>
          <th scope="col">{t("accounts.service")}</th>
          <th scope="col">{t("accounts.chargedFor")}</th>
          <th scope="col" className={styles["n"]}>
            {t("accounts.amount")}
          </th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry, index) => (
          <tr key={index}>
            <th scope="row">
              {entry.name}
              {entry.providerName === "" ? null : <div className="label t3">{entry.providerName}</div>}
            </th>
            <td className="nowrap">{entry.chargedFor === undefined ? "—" : shortPeriod(entry.chargedFor)}</td>
            <td className={styles["n"]}>{money(entry.amount)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Asked for beneath the payment itself, so that it is seen what will be taken back. */
function Reversal({ card, payment, onDone }: { card: Card; payment: Payment; onDone: () => void }) {
  const t = useT();
  const { may } = useWork();
  const { money } = useFormats();
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [key] = useState(newKey);
  const reverse = useReversePayment(card.number);
  if (!isOpen) {
    return (
      <div className={styles["section"]}>
        <Button
          kind="danger"
          disabledReason={may("payments.reverse") ? undefined : t("accounts.mayNotReverse")}
          onClick={() => setIsOpen(true)}
        >
          {t("accounts.reverse")}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles["section"]}>
      <h3>{t("accounts.reverseTitle", { amount: money(payment.amount) })}</h3>
      <Form
        pending={reverse.isPending}
        refusal={troubleOf(reverse.error)}
        submitLabel={t("accounts.reverse")}
        isDangerous
        onCancel={() => setIsOpen(false)}
        onSubmit={() =>
          reverse.mutate(
            { key, building: payment.building, payment: payment.payment, reason: reason.trim() },
            {
              onSuccess: () => {
                toast({ kind: "ok", text: t("accounts.reversed", { amount: money(payment.amount) }) });
                onDone();
              },
            },
          )
        }
      >
        <p className="t2">{t("accounts.reverseAbout")}</p>
        <TextInput
          label={t("accounts.reason")}
          name="reason"
          required
          autoFocus
          value={reason}
          onChange={setReason}
        />
      </Form>
    </div>
  );
}
