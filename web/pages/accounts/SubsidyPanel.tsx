import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { DateInput } from "../../ui/DateInput.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { MoneyInput } from "../../ui/MoneyInput.tsx";
import { QuantityInput } from "../../ui/QuantityInput.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { type Card, useGrantSubsidy } from "./queries.ts";

const PERSON = 1_000_000n;

/** A subsidy by a decision, with what it is reckoned from; its sum is worked out with each month. */
export function SubsidyPanel({ card, onClose }: { card: Card; onClose: () => void }) {
  const t = useT();
  const { day } = useFormats();
  const { today, period } = useWork();
  const [from, setFrom] = useState<string>();
  const [to, setTo] = useState<string>();
  const [family, setFamily] = useState<bigint>();
  const [standard, setStandard] = useState<bigint>();
  const [income, setIncome] = useState<bigint>();
  const [minimum, setMinimum] = useState<bigint>();
  const [share, setShare] = useState<bigint | undefined>(22n * PERSON);
  const [document, setDocument] = useState("");
  const grant = useGrantSubsidy(card.number);
  const submit = (): void => {
    if (from === undefined || to === undefined || family === undefined || share === undefined) return;
    if (standard === undefined || income === undefined || minimum === undefined) return;
    grant.mutate(
      {
        from,
        to,
        familySize: Number(family / PERSON),
        standard: String(standard),
        income: String(income),
        subsistenceMinimum: String(minimum),
        maxShare: String(share),
        document: document.trim(),
      },
      {
        onSuccess: () => {
          toast({ kind: "ok", text: t("benefits.subsidy.granted", { day: day(from) }) });
          onClose();
        },
      },
    );
  };
  return (
    <SidePanel
      title={t("benefits.subsidy.title")}
      subtitle={card.holder?.holderName}
      keys={[["Ctrl+Enter", t("benefits.subsidy.grant")]]}
      onClose={onClose}
    >
      <Form
        pending={grant.isPending}
        refusal={troubleOf(grant.error)}
        submitLabel={t("benefits.subsidy.grant")}
        onCancel={onClose}
        onSubmit={submit}
      >
        <p className="t2">{t("benefits.subsidy.about")}</p>
        <DateInput
          label={t("benefits.subsidy.from")}
          name="from"
          required
          today={today}
          period={period}
          value={from}
          onChange={setFrom}
        />
        <DateInput
          label={t("benefits.subsidy.to")}
          name="to"
          required
          today={today}
          period={period}
          value={to}
          onChange={setTo}
        />
        <QuantityInput
          label={t("benefits.subsidy.familySize")}
          name="familySize"
          required
          digits={0}
          value={family}
          onChange={setFamily}
        />
        <MoneyInput
          label={t("benefits.subsidy.standard")}
          name="standard"
          required
          value={standard}
          onChange={setStandard}
        />
        <MoneyInput
          label={t("benefits.subsidy.income")}
          name="income"
          required
          value={income}
          onChange={setIncome}
        />
        <MoneyInput
          label={t("benefits.subsidy.minimum")}
          name="subsistenceMinimum"
          required
          value={minimum}
          onChange={setMinimum}
        />
        <QuantityInput
          label={t("benefits.subsidy.share")}
          name="maxShare"
          required
          digits={2}
          unit="%"
          value={share}
          onChange={setShare}
        />
        <TextInput
          label={t("benefits.subsidy.document")}
          name="document"
          required
          lengthMax={300}
          value={document}
          onChange={setDocument}
          hint={t("benefits.subsidy.documentHint")}
        />
      </Form>
    </SidePanel>
  );
}
