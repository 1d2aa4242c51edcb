import { useState } from "react";
import { newKey, troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { useFormats } from "../../ui/formats.ts";
import { MoneyInput } from "../../ui/MoneyInput.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { type Shift, useCloseShift, useHandOver } from "./cash-queries.ts";
import styles from "./cash.module.css";

interface Bag {
  readonly amount: bigint | undefined;
  readonly receiver: string;
  readonly document: string;
}
const bodyOf = ({ amount, receiver, document }: Bag) => ({
  amount: String(amount ?? 0n),
  receiver: receiver.trim(),
  document: document.trim(),
});

/** To whom cash goes, and by which paper. */
function BagFields({
  bag,
  onChange,
  required,
}: {
  bag: Bag;
  onChange: (bag: Bag) => void;
  required: boolean;
}) {
  const t = useT();
  return (
    <>
      <MoneyInput
        label={t("cash.handedAmount")}
        name="handed"
        required={required}
        autoFocus={required}
        value={bag.amount}
        onChange={(amount) => onChange({ ...bag, amount })}
      />
      <TextInput
        label={t("cash.receiver")}
        name="receiver"
        required={required || (bag.amount ?? 0n) > 0n}
        lengthMax={120}
        value={bag.receiver}
        onChange={(receiver) => onChange({ ...bag, receiver })}
      />
      <TextInput
        label={t("cash.bag")}
        name="document"
        lengthMax={60}
        value={bag.document}
        onChange={(document) => onChange({ ...bag, document })}
      />
    </>
  );
}

const NO_BAG: Bag = { amount: undefined, receiver: "", document: "" };

export function HandOver({ of, onClose }: { of: Shift; onClose: () => void }) {
  const t = useT();
  const { money } = useFormats();
  const [key] = useState(newKey);
  const [bag, setBag] = useState(NO_BAG);
  const handOver = useHandOver(of.shift);
  return (
    <ConfirmDialog
      isOpen
      title={t("cash.handOver")}
      confirmLabel={t("cash.handOver")}
      pending={handOver.isPending}
      refusal={troubleOf(handOver.error)}
      onClose={onClose}
      onConfirm={() =>
        handOver.mutate(
          { key, body: bodyOf(bag) },
          {
            onSuccess: () => {
              toast({ kind: "ok", text: t("cash.handedOver", { amount: money(bag.amount ?? 0n) }) });
              onClose();
            },
          },
        )
      }
    >
      <p>{t("cash.drawerNow", { amount: money(of.expected) })}</p>
      <BagFields bag={bag} onChange={setBag} required />
    </ConfirmDialog>
  );
}

/** The drawer is counted; the difference shows while it is typed, and wants its reason. */
export function CloseShift({ of, onClose }: { of: Shift; onClose: () => void }) {
  const t = useT();
  const { money } = useFormats();
  const { signedIn } = useWork();
  const [key, setKey] = useState(newKey);
  const [declared, setDeclared] = useState<bigint>();
  const [reason, setReason] = useState("");
  const [bag, setBag] = useState(NO_BAG);
  const close = useCloseShift(of.shift);
  const difference = declared === undefined ? 0n : declared - BigInt(of.expected);
  const isOwn = signedIn.user.id === of.cashier;
  return (
    <ConfirmDialog
      isOpen
      title={t("cash.closeShift")}
      confirmLabel={t("cash.closeShift")}
      pending={close.isPending}
      refusal={troubleOf(close.error)}
      onClose={onClose}
      onConfirm={() => {
        if (declared === undefined) return;
        close.mutate(
          {
            key,
            body: {
              declared: String(declared),
              reason: reason.trim(),
              handover: (bag.amount ?? 0n) > 0n ? bodyOf(bag) : undefined,
            },
          },
          {
            onSuccess: () => {
              toast({ kind: "ok", text: t("cash.shiftClosed", { no: of.no }) });
              onClose();
            },
            // What is changed after a refusal is another command.
            onError: () => setKey(newKey()),
          },
        );
      }}
    >
      <p>{t("cash.drawerNow", { amount: money(of.expected) })}</p>
      <MoneyInput
        label={t("cash.declared")}
        name="declared"
        required
        autoFocus
        min={0n}
        value={declared}
        onChange={setDeclared}
      />
      {declared === undefined || difference === 0n ? null : (
        <p className="danger" role="status">
          {t(difference > 0n ? "cash.surplus" : "cash.shortage", {
            amount: money(difference > 0n ? difference : -difference),
          })}
        </p>
      )}
      {difference === 0n && isOwn ? null : (
        <TextInput
          label={t(difference === 0n ? "cash.whyYou" : "cash.whyDiffers")}
          name="reason"
          required
          lengthMax={500}
          value={reason}
          onChange={setReason}
        />
      )}
      <p className={`${styles["part"]} t2`}>{t("cash.handAtOnce")}</p>
      <BagFields bag={bag} onChange={setBag} required={false} />
    </ConfirmDialog>
  );
}
