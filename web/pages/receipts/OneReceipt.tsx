import { useState } from "react";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { TextInput } from "../../ui/TextInput.tsx";
import { type Language, useT } from "../../words/words.ts";
import styles from "./print.module.css";
import { receiptHref } from "./queries.ts";

/** One account's receipt, in a tab of its own: it is printed from there. */
export function OneReceipt({ period, language }: { period: string; language: Language }) {
  const t = useT();
  const formats = useFormats();
  const [number, setNumber] = useState("");
  const isNumber = /^\d{6,20}$/.test(number.trim());
  return (
    <section aria-labelledby="one-receipt" className={styles["one"]}>
      <h2 id="one-receipt">{t("receipts.one")}</h2>
      <p className="t2">{t("receipts.oneAbout", { period: formats.period(period) })}</p>
      <Form
        pending={false}
        refusal={undefined}
        submitLabel={t("receipts.open")}
        onSubmit={() => {
          if (isNumber) window.open(receiptHref(number.trim(), period, language), "_blank", "noopener");
        }}
      >
        <TextInput
          label={t("receipts.account")}
          name="account"
          required
          lengthMax={24}
          value={number}
          onChange={setNumber}
          error={number.trim() === "" || isNumber ? undefined : t("receipts.numberMalformed")}
        />
      </Form>
    </section>
  );
}
