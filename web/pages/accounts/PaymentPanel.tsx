import { useState } from "react";
import { newKey, troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { DateInput } from "../../ui/DateInput.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { MoneyInput } from "../../ui/MoneyInput.tsx";
import { Note } from "../../ui/Note.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import styles from "./account.module.css";
import { type Card, type Payment, usePayments, useTakePayment } from "./queries.ts";

/** A payment over the counter, empty or a copy of an earlier one. */
export function PaymentPanel(of: { card: Card; copy: string | undefined; onClose: () => void }) {
  return of.copy === undefined ? <PaymentForm {...of} /> : <CopyPanel {...of} copy={of.copy} />;
}

function CopyPanel({ card, copy, onClose }: { card: Card; copy: string; onClose: () => void }) {
  const t = useT();
  const payments = usePayments(card.number);
  const trouble = troubleOf(payments.error);
  if (payments.data) {
    const of = payments.data.payments.find(({ payment, reversal }) =>
      copy === "last" ? reversal === undefined : payment === copy,
    );
    return <PaymentForm card={card} of={of} isCopy onClose={onClose} />;
  }
  return (
    <SidePanel title={t("accounts.paymentTitle")} subtitle={card.holder?.holderName} onClose={onClose}>
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void payments.refetch()} />
      ) : (
        <LoadingRows rows={4} columns={1} />
      )}
    </SidePanel>
  );
}

/**
 * A payment over the counter: the sum stands there already, Ctrl+Enter posts it. One key is kept for one payment, so
 * that pressing twice, or sending again after a lost connection, books it once.
 */
function PaymentForm({
  card,
  of,
  isCopy = false,
  onClose,
}: {
  card: Card;
  /** What it is a copy of. */
  of?: Payment | undefined;
  isCopy?: boolean;
  onClose: () => void;
}) {
  const t = useT();
  const { money, day } = useFormats();
  const { today, period } = useWork();
  const debt = BigInt(card.money.amount);
  const proposed = of ? BigInt(of.amount) : debt > 0n ? debt : undefined;
  const [amount, setAmount] = useState<bigint | undefined>(proposed);
  const [paidOn, setPaidOn] = useState<string | undefined>(today);
  const [document, setDocument] = useState(of?.document ?? "");
  const [key] = useState(newKey);
  const take = useTakePayment(card.number);
  return (
    <SidePanel
      title={t("accounts.paymentTitle")}
      subtitle={card.holder?.holderName}
      isUnsaved={amount !== undefined && amount !== proposed && !take.isSuccess}
      keys={[["Ctrl+Enter", t("accounts.post")]]}
      onClose={onClose}
    >
      {isCopy ? (
        <div className={styles["section"]}>
          <Note state="info">
            {of
              ? t("accounts.copiedPayment", { number: of.payment, day: day(of.paidOn) })
              : t("accounts.nothingToCopy")}
          </Note>
        </div>
      ) : null}
      <Form
        pending={take.isPending}
        refusal={troubleOf(take.error)}
        submitLabel={t("accounts.postPayment")}
        onCancel={onClose}
        onSubmit={() => {
          if (amount === undefined || paidOn === undefined) return;
          take.mutate(
            { key, amount, paidOn, statedPeriod: undefined, document: document.trim() },
            {
              onSuccess: (taken) => {
                toast({
                  kind: "ok",
                  text:
                    taken.advance === "0"
                      ? t("accounts.paymentTaken", { amount: money(taken.amount), number: taken.payment })
                      : t("accounts.paymentTakenAhead", {
                          amount: money(taken.amount),
                          number: taken.payment,
                          advance: money(taken.advance),
                        }),
                });
                onClose();
              },
            },
          );
        }}
      >
        <MoneyInput
          label={t("accounts.amount")}
          name="amount"
          required
          autoFocus
          min={1n}
          value={amount}
          onChange={setAmount}
          hint={
            debt > 0n
              ? t("accounts.owes", { amount: money(debt) })
              : t("accounts.owesNothing", { amount: money(-debt) })
          }
        />
        <DateInput
          label={t("accounts.paidOn")}
          name="paidOn"
          required
          today={today}
          period={period}
          max={today}
          value={paidOn}
          onChange={setPaidOn}
          hint={t("accounts.paidOnHint", { day: day(today) })}
        />
        <TextInput
          label={t("accounts.paper")}
          name="document"
          value={document}
          onChange={setDocument}
          hint={t("accounts.paperHint")}
        />
      </Form>
    </SidePanel>
  );
}
