import { useRef } from "react";
import { useWords } from "../words/words.ts";
import { classes } from "./classes.ts";
import { Field, type FieldProps, useUnreadable } from "./Field.tsx";
import styles from "./Field.module.css";
import { formatMoney } from "./money.ts";
import { type MoneyRefusal, parseMoneyText } from "./parse-money-text.ts";
import { useTypedValue } from "./use-typed-value.ts";

/** A sum in kopecks. What cannot be read is said so and is no sum: `onChange` is told undefined. */
export function MoneyInput({
  value,
  onChange,
  min,
  max,
  ...field
}: FieldProps & {
  readonly value: bigint | undefined;
  readonly onChange: (kopecks: bigint | undefined) => void;
  readonly min?: bigint | undefined;
  readonly max?: bigint | undefined;
}) {
  const { language, t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const typed = useTypedValue<bigint, MoneyRefusal>({
    value,
    onChange,
    read: parseMoneyText,
    write: (kopecks) => formatMoney(kopecks, language),
  });
  const beyond =
    value === undefined
      ? undefined
      : min !== undefined && value < min
        ? t("ui.field.min", { min: formatMoney(min, language) })
        : max !== undefined && value > max
          ? t("ui.field.max", { max: formatMoney(max, language) })
          : undefined;
  const isEmpty = value === undefined && !typed.isUnreadable;
  useUnreadable(input, {
    isUnreadable: typed.isUnreadable || beyond !== undefined,
    isMissing: field.required === true && isEmpty,
  });
  const refusal = typed.refusal;
  const problem =
    refusal === undefined
      ? typed.isTyping
        ? undefined
        : beyond
      : refusal.code === "ambiguous"
        ? t("ui.number.ambiguous", {
            whole: refusal.whole,
            part: language === "ru" ? refusal.part.replace(".", ",") : refusal.part.replace(",", "."),
          })
        : t(`ui.money.${refusal.code}`);
  return (
    <Field
      of={field}
      problem={problem}
      isEmpty={isEmpty}
      limitText={(limit) => (/^-?\d+$/.test(limit) ? formatMoney(BigInt(limit), language) : limit)}
    >
      {(attributes) => (
        <span className={classes(styles.box, styles.withUnit)}>
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
          <span className={styles.unit} aria-hidden>
            ₽
          </span>
        </span>
      )}
    </Field>
  );
}
