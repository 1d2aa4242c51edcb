import { useState } from "react";
import { newKey, troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { DateInput } from "../../ui/DateInput.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Refusal } from "../../ui/Refusal.tsx";
import { Select } from "../../ui/Select.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { type Receipts, useCorrection, useReceipts, useRevival } from "./online-queries.ts";
import styles from "./payments.module.css";
import type { PaymentCard } from "./queries.ts";
import { ReceiptsOf } from "./ReceiptsOf.tsx";

/** Fiscal receipts of a payment, and what a person can do where one was not made; and the online payment it came by. */
export function PaymentReceipts({ card }: { card: PaymentCard }) {
  const t = useT();
  const place = `${card.building}-${card.payment}`;
  const receipts = useReceipts(place);
  const trouble = troubleOf(receipts.error);
  const { data } = receipts;
  return (
    <>
      <h3 className={styles["section"]}>{t("online.receipts")}</h3>
      {data ? (
        <>
          <ReceiptsOf receipts={data.receipts} />
          <Deeds card={card} receipts={data.receipts} />
          {data.order === undefined ? null : (
            <p>
              <Go to={paths.onlinePayments({ order: data.order })}>
                {t("online.one", { order: data.order })}
              </Go>
            </p>
          )}
        </>
      ) : trouble ? (
        <ErrorState of={trouble} onRetry={() => void receipts.refetch()} />
      ) : (
        <LoadingRows rows={2} columns={1} />
      )}
    </>
  );
}

/** Of a payment without a receipt that is printed or on its way: the refused one again, or a correction in its place. */
function Deeds({ card, receipts }: { card: PaymentCard; receipts: Receipts["receipts"] }) {
  const t = useT();
  const { may } = useWork();
  const [isOpen, setIsOpen] = useState(false);
  const revival = useRevival();
  const sales = receipts.filter(({ kind }) => kind !== "sell_refund");
  const last = sales.at(-1);
  const mayNot = may("payments.reverse") ? undefined : t("fiscal.mayNot");
  const trouble = troubleOf(revival.error);
  const isCorrectable = card.reversal === undefined && sales.every(isGivenUpSale);
  const message = last?.message;
  if (!isCorrectable && message === undefined) return null;
  return (
    <>
      <div className={styles["decide"]}>
        {message === undefined ? null : (
          <Button
            disabledReason={mayNot}
            onClick={() =>
              revival.mutate(message, {
                onSuccess: () => toast({ kind: "ok", text: t("fiscal.sentAgain") }),
              })
            }
          >
            {t("fiscal.sendAgain")}
          </Button>
        )}
        {isCorrectable ? (
          <Button disabledReason={mayNot} onClick={() => setIsOpen(true)}>
            {t("fiscal.correct")}
          </Button>
        ) : null}
      </div>
      {trouble ? <Refusal of={trouble} /> : null}
      {isOpen ? <Correct card={card} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

const isGivenUpSale = ({ kind, state }: Receipts["receipts"][number]): boolean =>
  kind === "sell" && state === "dead";

/** One key is kept for one correction: pressing twice, or a lost answer, makes it owed once. */
export function Correct({
  card,
  onClose,
}: {
  card: Pick<PaymentCard, "building" | "payment" | "amount">;
  onClose: () => void;
}) {
  const t = useT();
  const { today, period } = useWork();
  const { money } = useFormats();
  const [key] = useState(newKey);
  const [by, setBy] = useState<"self" | "instruction" | undefined>("self");
  const [baseDate, setBaseDate] = useState<string | undefined>(today);
  const [baseNumber, setBaseNumber] = useState("");
  const [contact, setContact] = useState("");
  const correction = useCorrection(card);
  return (
    <ConfirmDialog
      isOpen
      title={t("fiscal.correctTitle", { amount: money(card.amount) })}
      confirmLabel={t("fiscal.correct")}
      pending={correction.isPending}
      refusal={troubleOf(correction.error)}
      onClose={onClose}
      onConfirm={() => {
        if (by === undefined || baseDate === undefined) return;
        correction.mutate(
          {
            key,
            by,
            baseDate,
            baseNumber: baseNumber.trim(),
            ...(contact.trim() === "" ? {} : { contact: contact.trim() }),
          },
          {
            onSuccess: () => {
              toast({ kind: "ok", text: t("fiscal.corrected") });
              onClose();
            },
          },
        );
      }}
    >
      <p>{t("fiscal.correctAbout")}</p>
      <Select
        label={t("fiscal.by")}
        name="by"
        required
        value={by}
        onChange={setBy}
        options={[
          { value: "self", label: t("fiscal.by.self") },
          { value: "instruction", label: t("fiscal.by.instruction") },
        ]}
      />
      <DateInput
        label={t("fiscal.baseDate")}
        name="baseDate"
        required
        today={today}
        period={period}
        max={today}
        value={baseDate}
        onChange={setBaseDate}
      />
      <TextInput
        label={t("fiscal.baseNumber")}
        name="baseNumber"
        required
        lengthMax={32}
        value={baseNumber}
        onChange={setBaseNumber}
        hint={t("fiscal.baseHint")}
      />
      <TextInput
        label={t("fiscal.contact")}
        name="contact"
        lengthMax={120}
        value={contact}
        onChange={setContact}
      />
    </ConfirmDialog>
  );
}
