import { useState } from "react";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { useFormats } from "../../ui/formats.ts";
import { MoneyInput } from "../../ui/MoneyInput.tsx";
import type { Trouble } from "../../ui/problem-text.ts";
import { TextInput } from "../../ui/TextInput.tsx";
import { useT } from "../../words/words.ts";
import type { Decision, HeldCard } from "./unmatched-queries.ts";
import styles from "./unmatched.module.css";

export type Asked = "split" | "return" | "leave";

interface DialogProps {
  readonly card: HeldCard;
  readonly pending: boolean;
  readonly refusal: Trouble | undefined;
  readonly onClose: () => void;
  readonly onDecide: (decision: Decision, done: string) => void;
}

/** The decisions that need a word: parts, a reason with its document, a note. */
export function HeldDialogs({
  asked,
  first,
  ...props
}: DialogProps & { asked: Asked | undefined; first: string | undefined }) {
  if (asked === "split") return <Split first={first} {...props} />;
  if (asked === "return") return <Return {...props} />;
  return asked === "leave" ? <Leave {...props} /> : null;
}

function Split({ card, first, onDecide, ...dialog }: DialogProps & { first: string | undefined }) {
  const t = useT();
  const { money } = useFormats();
  const [parts, setParts] = useState<readonly { account: string; amount: bigint | undefined }[]>([
    { account: first ?? "", amount: undefined },
    { account: "", amount: undefined },
  ]);
  const change = (at: number, part: Partial<(typeof parts)[number]>): void =>
    setParts(parts.map((one, index) => (index === at ? { ...one, ...part } : one)));
  const left = BigInt(card.rest) - parts.reduce((sum, { amount }) => sum + (amount ?? 0n), 0n);
  const isWhole =
    left === 0n && parts.every(({ account, amount }) => account.trim() !== "" && (amount ?? 0n) > 0n);
  return (
    <ConfirmDialog
      isOpen
      title={t("suspense.splitTitle", { amount: money(card.rest) })}
      confirmLabel={t("suspense.split")}
      {...dialog}
      onConfirm={() => {
        if (!isWhole) return;
        onDecide(
          {
            kind: "assigned",
            parts: parts.map(({ account, amount }) => ({ account: account.trim(), amount: String(amount) })),
          },
          t("suspense.divided", { amount: money(card.rest), count: parts.length }),
        );
      }}
    >
      <p>{t("suspense.splitAbout")}</p>
      <div className={styles["parts"]}>
        {parts.map((part, at) => [
          <TextInput
            key={`account ${at}`}
            label={t("suspense.part", { no: at + 1 })}
            name={`account${at}`}
            required
            autoFocus={at === (first === undefined ? 0 : 1)}
            lengthMax={20}
            value={part.account}
            onChange={(account) => change(at, { account })}
          />,
          <MoneyInput
            key={`amount ${at}`}
            label={t("suspense.partAmount", { no: at + 1 })}
            name={`amount${at}`}
            required
            min={1n}
            value={part.amount}
            onChange={(amount) => change(at, { amount })}
          />,
        ])}
      </div>
      <p role="status" className={left === 0n ? "t2" : "warn"}>
        {left === 0n
          ? t("suspense.splitEven")
          : t(left > 0n ? "suspense.splitLeft" : "suspense.splitOver", {
              amount: money(left > 0n ? left : -left),
            })}
      </p>
      <Button kind="ghost" onClick={() => setParts([...parts, { account: "", amount: undefined }])}>
        {t("suspense.addPart")}
      </Button>
    </ConfirmDialog>
  );
}

function Return({ card, onDecide, ...dialog }: DialogProps) {
  const t = useT();
  const { money } = useFormats();
  const [reason, setReason] = useState("");
  const [document, setDocument] = useState("");
  return (
    <ConfirmDialog
      isOpen
      title={t("suspense.returnTitle", { amount: money(card.rest) })}
      confirmLabel={t("suspense.return")}
      {...dialog}
      onConfirm={() =>
        onDecide(
          { kind: "returned", reason: reason.trim(), document: document.trim() },
          t("suspense.returned", { amount: money(card.rest) }),
        )
      }
    >
      <TextInput
        label={t("suspense.reasonField")}
        name="reason"
        required
        autoFocus
        lengthMax={500}
        value={reason}
        onChange={setReason}
      />
      <TextInput
        label={t("suspense.returnDocument")}
        name="document"
        required
        lengthMax={500}
        value={document}
        onChange={setDocument}
        hint={t("suspense.returnDocumentHint")}
      />
    </ConfirmDialog>
  );
}

function Leave({ onDecide, card: _, ...dialog }: DialogProps) {
  const t = useT();
  const [note, setNote] = useState("");
  return (
    <ConfirmDialog
      isOpen
      title={t("suspense.leaveTitle")}
      confirmLabel={t("suspense.leave")}
      {...dialog}
      onConfirm={() => onDecide({ kind: "left", note: note.trim() }, t("suspense.left"))}
    >
      <TextInput
        label={t("suspense.leaveNote")}
        name="note"
        required
        autoFocus
        lengthMax={500}
        value={note}
        onChange={setNote}
      />
    </ConfirmDialog>
  );
}
