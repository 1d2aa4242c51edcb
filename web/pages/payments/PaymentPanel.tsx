import { lazy, Suspense, useState } from "react";
import { newKey, troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { useFormats } from "../../ui/formats.ts";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Note } from "../../ui/Note.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT, withLateSentences } from "../../words/words.ts";
import styles from "./payments.module.css";
import { type PaymentCard, usePaymentCard, useReversal } from "./queries.ts";

// Agents and banks make receipts of their own; ours are looked at with the payments that we took.
const PaymentReceipts = lazy(async () => ({
  default: (await withLateSentences(import("./PaymentReceipts.tsx"))).PaymentReceipts,
}));

/** One payment: whose and how it came, what it paid, and its reversal, or the way to reverse it. */
export function PaymentPanel({ place, onClose }: { place: string; onClose: () => void }) {
  const t = useT();
  const card = usePaymentCard(place);
  const trouble = troubleOf(card.error);
  const number = place.split("-")[1] ?? "";
  return (
    <SidePanel
      title={t("payments.paymentNo", { number })}
      actions={<CopyButton label={t("payments.copyNumber")} text={number} />}
      keys={[["Escape", t("ui.close")]]}
      footer={card.data && !card.data.reversal ? <Reverse card={card.data} /> : undefined}
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

function Body({ card }: { card: PaymentCard }) {
  const t = useT();
  const { money, day, instant, period } = useFormats();
  const facts: readonly (readonly [name: string, value: string])[] = [
    [t("payments.paidOn"), day(card.paidOn)],
    [t("payments.received"), instant(card.receivedAt)],
    [t("payments.bookedMonth"), period(card.period)],
    [
      t("payments.channel"),
      card.agentName === undefined
        ? t(`payments.channel.${card.channel}`)
        : `${t(`payments.channel.${card.channel}`)}, ${card.agentName}`,
    ],
    [t("payments.document"), card.document === "" ? "—" : card.document],
    ...(card.statedPeriod === undefined
      ? []
      : [[t("payments.statedPeriod"), period(card.statedPeriod)] as const]),
    ...(card.recordedByName === undefined ? [] : [[t("payments.recordedBy"), card.recordedByName] as const]),
  ];
  return (
    <>
      <p className={styles["amount"]}>{money(card.amount)} ₽</p>
      <p>
        <Go to={paths.account(card.number, { tab: "payments" })} className="strong num">
          {card.number}
        </Go>{" "}
        · {card.holder}
        <br />
        <span className="t2">{card.address}</span>
      </p>
      {card.reversal ? (
        <div className={styles["section"]}>
          <Note state="warn">
            {t(
              card.reversal.byName === undefined ? "payments.reversedBecause" : "payments.reversedByBecause",
              {
                day: day(card.reversal.on),
                period: period(card.reversal.period),
                reason: card.reversal.reason,
                who: card.reversal.byName ?? "",
                number: card.reversal.document,
              },
            )}
          </Note>
        </div>
      ) : null}
      <dl className={styles["facts"]}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3 className={styles["section"]}>{t("payments.whatItPaid")}</h3>
      <table className={styles["parts"]}>
        <thead>
          <tr>
            <th scope="col">{t("payments.service")}</th>
            <th scope="col">{t("payments.chargedFor")}</th>
            <th scope="col" className="num">
              {t("payments.amount")}
            </th>
          </tr>
        </thead>
        <tbody>
          {card.parts.map((part) => (
            <tr key={`${part.code} ${part.chargedFor ?? ""} ${part.providerName}`}>
              <th scope="row">
                {part.code === "ADVANCE" ? t("payments.advance") : part.name}
                {part.providerName === "" ? null : <div className="label t3">{part.providerName}</div>}
              </th>
              <td className="nowrap">
                {part.chargedFor === undefined ? (
                  "—"
                ) : part.code === "ADVANCE" ? (
                  period(part.chargedFor)
                ) : (
                  <Go to={paths.explanation(card.number, part.chargedFor, part.code)}>
                    {period(part.chargedFor)}
                  </Go>
                )}
              </td>
              <td className="num">{money(part.amount)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {t("payments.together")}
            </th>
            <td className="num">{money(card.parts.reduce((sum, { amount }) => sum + BigInt(amount), 0n))}</td>
          </tr>
        </tfoot>
      </table>
      {card.channel === "online" || card.channel === "cash" || card.channel === "hand" ? (
        <Suspense fallback={<LoadingRows rows={2} columns={1} />}>
          <PaymentReceipts card={card} />
        </Suspense>
      ) : null}
    </>
  );
}

/** One key is kept for one reversal: pressing twice, or a lost answer, books it once. */
function Reverse({ card }: { card: PaymentCard }) {
  const t = useT();
  const { may } = useWork();
  const { money, day } = useFormats();
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [key] = useState(newKey);
  const reversal = useReversal(card);
  const mayReverse = may("payments.reverse");
  const ask = (): void => setIsOpen(true);
  useHotkeys(mayReverse ? [{ keys: "Delete", label: t("payments.reverse"), run: ask }] : []);
  return (
    <>
      <Button
        hotkey="Delete"
        kind="danger"
        disabledReason={mayReverse ? undefined : t("payments.mayNotReverse")}
        onClick={ask}
      >
        {t("payments.reverse")}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        title={t("payments.reverseTitle", { amount: money(card.amount) })}
        confirmLabel={t("payments.reverse")}
        isDangerous
        pending={reversal.isPending}
        refusal={troubleOf(reversal.error)}
        onClose={() => setIsOpen(false)}
        onConfirm={() =>
          reversal.mutate(
            { key, reason: reason.trim() },
            {
              onSuccess: () => {
                setIsOpen(false);
                toast({
                  kind: "ok",
                  text: t("payments.reversed", { amount: money(card.amount), account: card.number }),
                });
              },
            },
          )
        }
      >
        <p>
          {t("payments.reverseAbout", {
            account: card.number,
            holder: card.holder,
            day: day(card.paidOn),
            parts: card.parts.length,
          })}
        </p>
        <TextInput
          label={t("payments.reason")}
          name="reason"
          required
          autoFocus
          lengthMax={500}
          value={reason}
          onChange={setReason}
          hint={t("payments.reasonHint")}
        />
      </ConfirmDialog>
    </>
  );
}
