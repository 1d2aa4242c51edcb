import { useRef } from "react";
import { useWords } from "../words/words.ts";
import { classes } from "./classes.ts";
import { Field, type FieldProps, useUnreadable } from "./Field.tsx";
import styles from "./Field.module.css";
import { parseQuantityText, type QuantityRefusal, writeQuantityText } from "./parse-quantity-text.ts";
import { useTypedValue } from "./use-typed-value.ts";

/** A reading or a volume in millionths, with no more digits after the mark than the meter has. */
export function QuantityInput({
  value,
  onChange,
  digits = 3,
  unit,
  isSigned = false,
  ...field
}: FieldProps & {
  readonly value: bigint | undefined;
  readonly onChange: (millionths: bigint | undefined) => void;
  readonly digits?: number | undefined;
  /** "м³": shown within the field. */
  readonly unit?: string | undefined;
  /** A calculated volume may be below zero, which no dial shows. */
  readonly isSigned?: boolean | undefined;
}) {
  const { language, t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const typed = useTypedValue<bigint, QuantityRefusal>({
    value,
    onChange,
    read: (text) => parseQuantityText(text, { digits, language, isSigned }),
    write: (millionths) => writeQuantityText(millionths, language),
  });
  const isEmpty = value === undefined && !typed.isUnreadable;
  useUnreadable(input, {
    isUnreadable: typed.isUnreadable,
    isMissing: field.required === true && isEmpty,
  });
  return (
    <Field
      of={field}
      problem={typed.refusal && problemText(typed.refusal)}
      isEmpty={isEmpty}
      limitText={(limit) => (/^\d+$/.test(limit) ? writeQuantityText(BigInt(limit), language) : limit)}
    >
      {(attributes) => (
        <span className={classes(styles.box, unit !== undefined && styles.withUnit)}>
          <input
            {...attributes}
            ref={input}
            className={classes(styles.control, styles.number)}
            inputMode="decimal"
            autoComplete="off"
            readOnly={field.disabledReason !== undefined}
            value={typed.text}
            onChange={(event) => typed.type(event.target.value)}
            onFocus={(event) => event.target.select()}
            onBlur={typed.leave}
          />
          {unit !== undefined && <span className={styles.unit}>{unit}</span>}
        </span>
      )}
    </Field>
  );

  function problemText(refusal: QuantityRefusal): string {
    switch (refusal.code) {
      case "ambiguous":
        return t("ui.number.ambiguous", { whole: refusal.whole, part: refusal.part });
      case "too_many_decimals":
        return t("ui.quantity.too_many_decimals", { digits: refusal.digits });
      default:
        return t(`ui.quantity.${refusal.code}`);
    }
  }
}
