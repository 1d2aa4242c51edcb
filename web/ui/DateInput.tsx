import { IconCalendar } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useWords } from "../words/words.ts";
import { Calendar } from "./Calendar.tsx";
import { classes } from "./classes.ts";
import { Drop } from "./Drop.tsx";
import { Field, type FieldProps, useUnreadable } from "./Field.tsx";
import styles from "./Field.module.css";
import { useFormats } from "./formats.ts";
import { keysOf } from "./hotkeys.ts";
import { type DateRefusal, parseDateText } from "./parse-date-text.ts";
import { useTypedValue } from "./use-typed-value.ts";

/** A day, "2026-07-15". F4 shows a calendar, Shift+F4 clears. */
export function DateInput({
  value,
  onChange,
  today,
  period,
  min,
  max,
  ...field
}: FieldProps & {
  readonly value: string | undefined;
  readonly onChange: (day: string | undefined) => void;
  /** The installation's day, not the browser's. */
  readonly today: string;
  /** Gives its year to "15.7". */
  readonly period?: string | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
}) {
  const { t } = useWords();
  const formats = useFormats();
  const input = useRef<HTMLInputElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const isLocked = field.disabledReason !== undefined;
  const typed = useTypedValue<string, DateRefusal>({
    value,
    onChange,
    read: (text) => parseDateText(text, { today, period }),
    write: formats.day,
  });
  const beyond =
    value === undefined
      ? undefined
      : min !== undefined && value < min
        ? t("ui.date.min", { min: formats.day(min) })
        : max !== undefined && value > max
          ? t("ui.date.max", { max: formats.day(max) })
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
      : refusal.code === "impossible"
        ? t("ui.date.impossible", { date: refusal.date })
        : t("ui.date.unreadable");
  return (
    <Field of={field} problem={problem} isEmpty={isEmpty}>
      {(attributes) => (
        <Drop
          isOpen={isOpen}
          onClose={() => setIsOpen(false)}
          label={field.label}
          target={
            <span className={classes(styles.box, styles.withButton)}>
              <input
                {...attributes}
                ref={input}
                className={styles.control}
                autoComplete="off"
                placeholder={t("ui.date.placeholder")}
                readOnly={isLocked}
                value={typed.text}
                onChange={(event) => typed.type(event.target.value)}
                onFocus={(event) => event.target.select()}
                onBlur={typed.leave}
                onKeyDown={(event) => {
                  const pressed = keysOf(event);
                  if (isLocked || (pressed !== "F4" && pressed !== "Shift+F4")) return;
                  event.preventDefault();
                  if (pressed === "F4") setIsOpen(true);
                  else typed.type("");
                }}
              />
              {!isLocked && (
                <button
                  type="button"
                  tabIndex={-1}
                  className={styles.inside}
                  aria-label={t("ui.calendar.open")}
                  aria-haspopup="dialog"
                  aria-expanded={isOpen}
                  onClick={() => {
                    input.current?.focus();
                    setIsOpen(!isOpen);
                  }}
                >
                  <IconCalendar size={16} aria-hidden />
                </button>
              )}
            </span>
          }
        >
          <Calendar
            value={value}
            today={today}
            min={min}
            max={max}
            onChoose={(day) => {
              typed.forget();
              onChange(day);
              setIsOpen(false);
            }}
          />
        </Drop>
      )}
    </Field>
  );
}
