import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { Form } from "../../ui/Form.tsx";
import { MoneyInput } from "../../ui/MoneyInput.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { type Terms, useSetTerms } from "./queries.ts";

/** What a part of a short message costs, and how many messages one person sends alone: the center's word. */
export function TermsForm({ terms, onDone }: { terms: Terms; onDone: () => void }) {
  const t = useT();
  const { may } = useWork();
  const setting = useSetTerms();
  const [price, setPrice] = useState<bigint | undefined>(BigInt(terms.partPrice));
  const [alone, setAlone] = useState(String(terms.aloneMessages));
  const mayNot = may("notices.terms") ? undefined : t("notices.termsMayNot");
  const isNumber = /^\d{1,6}$/.test(alone.trim());
  return (
    <Form
      pending={setting.isPending}
      refusal={troubleOf(setting.error)}
      submitLabel={t("notices.saveTerms")}
      submitDisabledReason={mayNot}
      onCancel={onDone}
      onSubmit={() => {
        if (price === undefined || !isNumber) return;
        setting.mutate(
          { partPrice: String(price), aloneMessages: Number(alone) },
          {
            onSuccess: () => {
              toast({ kind: "ok", text: t("notices.termsSaved") });
              onDone();
            },
          },
        );
      }}
    >
      <MoneyInput
        label={t("notices.partPrice")}
        name="partPrice"
        hint={t("notices.partPriceHow")}
        value={price}
        onChange={setPrice}
        min={0n}
        max={10_000n}
        required
        disabledReason={mayNot}
      />
      <TextInput
        label={t("notices.aloneMessages")}
        name="aloneMessages"
        hint={t("notices.aloneMessagesHow")}
        value={alone}
        onChange={setAlone}
        error={isNumber ? undefined : t("notices.wholeNumber")}
        lengthMax={6}
        required
        disabledReason={mayNot}
      />
    </Form>
  );
}
