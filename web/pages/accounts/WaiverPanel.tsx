import { useState } from "react";
import { newKey, troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { DateInput } from "../../ui/DateInput.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Select } from "../../ui/Select.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import styles from "./account.module.css";
import { type AccountPenalties, type Card, useAccountPenalties, useWaivePenalties } from "./queries.ts";

/** What of the penalties is not asked for, by which decision; a further decision is recorded here. */
export function WaiverPanel({ card, onClose }: { card: Card; onClose: () => void }) {
  const t = useT();
  const { money } = useFormats();
  const penalties = useAccountPenalties(card.number);
  const trouble = troubleOf(penalties.error);
  return (
    <SidePanel
      title={t("accounts.waiver.title")}
      subtitle={card.holder?.holderName}
      keys={[["Ctrl+Enter", t("accounts.waiver.record")]]}
      onClose={onClose}
    >
      {penalties.data ? (
        <>
          <p className={styles["sentence"]}>
            {t("accounts.waiver.owed", { amount: money(penalties.data.owed) })}
          </p>
          <WaiverForm card={card} penalties={penalties.data} onClose={onClose} />
          <Earlier waivers={penalties.data.waivers} />
        </>
      ) : trouble ? (
        <ErrorState of={trouble} onRetry={() => void penalties.refetch()} />
      ) : (
        <LoadingRows rows={8} columns={1} />
      )}
    </SidePanel>
  );
}

/** One key is kept for one decision: pressing twice records it once. */
function WaiverForm({
  card,
  penalties,
  onClose,
}: {
  card: Card;
  penalties: AccountPenalties;
  onClose: () => void;
}) {
  const t = useT();
  const { day } = useFormats();
  const { today } = useWork();
  const [provider, setProvider] = useState<string | undefined>();
  const [from, setFrom] = useState<string | undefined>();
  const [through, setThrough] = useState<string | undefined>(today);
  const [decidedOn, setDecidedOn] = useState<string | undefined>(today);
  const [document, setDocument] = useState("");
  const [reason, setReason] = useState("");
  const [key] = useState(newKey);
  const waive = useWaivePenalties(card.number);
  return (
    <Form
      pending={waive.isPending}
      refusal={troubleOf(waive.error)}
      submitLabel={t("accounts.waiver.record")}
      onCancel={onClose}
      onSubmit={() => {
        if (from === undefined || through === undefined || decidedOn === undefined) return;
        waive.mutate(
          {
            key,
            provider: provider === undefined ? undefined : Number(provider),
            from,
            through,
            decidedOn,
            document: document.trim(),
            reason: reason.trim(),
          },
          {
            onSuccess: () => {
              toast({
                kind: "ok",
                text: t("accounts.waiver.recorded", { from: day(from), through: day(through) }),
              });
              onClose();
            },
          },
        );
      }}
    >
      <p className="t2">{t("accounts.waiver.about")}</p>
      {penalties.providers.length > 1 ? (
        <Select
          label={t("accounts.waiver.provider")}
          name="provider"
          value={provider}
          onChange={setProvider}
          placeholder={t("accounts.waiver.allProviders")}
          options={penalties.providers.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
      ) : null}
      <DateInput
        label={t("accounts.waiver.from")}
        name="from"
        required
        autoFocus
        today={today}
        value={from}
        onChange={setFrom}
      />
      <DateInput
        label={t("accounts.waiver.through")}
        name="through"
        required
        today={today}
        value={through}
        onChange={setThrough}
      />
      <DateInput
        label={t("accounts.waiver.decidedOn")}
        name="decidedOn"
        required
        today={today}
        max={today}
        value={decidedOn}
        onChange={setDecidedOn}
      />
      <TextInput
        label={t("accounts.waiver.document")}
        name="document"
        required
        value={document}
        onChange={setDocument}
        hint={t("accounts.waiver.documentHint")}
      />
      <TextInput label={t("accounts.reason")} name="reason" required value={reason} onChange={setReason} />
    </Form>
  );
}

function Earlier({ waivers }: { waivers: AccountPenalties["waivers"] }) {
  const t = useT();
  const { day, instant } = useFormats();
  if (waivers.length === 0) return null;
  return (
    <div className={styles["section"]}>
      <h3>{t("accounts.waiver.earlier")}</h3>
      {waivers.map((one) => (
        <div key={one.waiver} className={styles["section"]}>
          <div>
            {t("accounts.waiver.days", { from: day(one.from), through: day(one.through) })}
            {", "}
            {one.providerName ?? t("accounts.waiver.allProviders")}
          </div>
          <div className="t2">
            {t("accounts.waiver.by", { document: one.document, day: day(one.decidedOn) })}. {one.reason}
          </div>
          <div className="label t3">
            {[instant(one.recordedAt), one.recordedBy].filter((part) => part !== undefined).join(", ")}
          </div>
        </div>
      ))}
    </div>
  );
}
