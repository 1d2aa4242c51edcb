import { IconChevronDown } from "@tabler/icons-react";
import { useRef } from "react";
import { useT } from "../words/words.ts";
import { classes } from "./classes.ts";
import { Field, type FieldProps, useUnreadable } from "./Field.tsx";
import styles from "./Field.module.css";
import { keysOf } from "./hotkeys.ts";

export interface Option<V extends string> {
  readonly value: V;
  readonly label: string;
  /** Why it cannot be chosen now; said after its name. */
  readonly disabledReason?: string | undefined;
}

/**
 * A choice from a short list (some twenty lines; longer ones are a Picker). It is the browser's own list: letters find,
 * arrows choose, F4 opens, on the weakest machine at once.
 */
export function Select<V extends string>({
  value,
  onChange,
  options,
  placeholder,
  ...field
}: FieldProps & {
  readonly value: V | undefined;
  readonly onChange: (value: V | undefined) => void;
  readonly options: readonly Option<V>[];
  /** What "nothing chosen" is called: "All services". */
  readonly placeholder?: string | undefined;
}) {
  const t = useT();
  const control = useRef<HTMLSelectElement>(null);
  const isLocked = field.disabledReason !== undefined;
  useUnreadable(control, {
    isUnreadable: false,
    isMissing: field.required === true && value === undefined,
  });
  return (
    <Field of={field} isEmpty={value === undefined}>
      {(attributes) => (
        <span className={styles.box}>
          <select
            {...attributes}
            ref={control}
            className={classes(styles.control, styles.choice)}
            value={value ?? ""}
            onChange={(event) => {
              const chosen = options.find((option) => option.value === event.target.value);
              if (!isLocked) onChange(chosen?.value);
            }}
            onMouseDown={(event) => isLocked && event.preventDefault()}
            onKeyDown={(event) => {
              if (isLocked && event.key !== "Tab") event.preventDefault();
              if (keysOf(event) !== "F4" || isLocked) return;
              event.preventDefault();
              event.currentTarget.showPicker();
            }}
          >
            {(placeholder !== undefined || value === undefined) && (
              <option value="">{placeholder ?? t("ui.field.choose")}</option>
            )}
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabledReason !== undefined}>
                {option.disabledReason === undefined
                  ? option.label
                  : `${option.label} (${option.disabledReason})`}
              </option>
            ))}
          </select>
          <IconChevronDown className={styles.arrow} aria-hidden />
        </span>
      )}
    </Field>
  );
}
