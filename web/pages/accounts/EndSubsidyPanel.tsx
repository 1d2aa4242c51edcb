import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { DateInput } from "../../ui/DateInput.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { type Card, useEndSubsidy } from "./queries.ts";

/** A subsidy ends before its months are over, by a decision. */
export function EndSubsidyPanel({ card, from, onClose }: { card: Card; from: string; onClose: () => void }) {
  const t = useT();
  const { day } = useFormats();
  const { today, period } = useWork();
  const [to, setTo] = useState<string>();
  const [document, setDocument] = useState("");
  const end = useEndSubsidy(card.number);
  const submit = (): void => {
    if (to === undefined) return;
    end.mutate(
      { from, to, document: document.trim() },
      {
        onSuccess: () => {
          toast({ kind: "ok", text: t("benefits.subsidy.ended", { day: day(to) }) });
          onClose();
        },
      },
    );
  };
  return (
    <SidePanel
      title={t("benefits.subsidy.endTitle")}
      subtitle={card.holder?.holderName}
      keys={[["Ctrl+Enter", t("benefits.subsidy.end")]]}
      onClose={onClose}
    >
      <Form
        pending={end.isPending}
        refusal={troubleOf(end.error)}
        submitLabel={t("benefits.subsidy.end")}
        onCancel={onClose}
        onSubmit={submit}
      >
        <p className="t2">{t("benefits.subsidy.endAbout")}</p>
        <DateInput
          label={t("benefits.subsidy.endOn")}
          name="to"
          required
          autoFocus
          today={today}
          period={period}
          value={to}
          onChange={setTo}
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
