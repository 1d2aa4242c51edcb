import { useRef } from "react";
import { classes } from "./classes.ts";
import { Field, type FieldProps, useUnreadable } from "./Field.tsx";
import styles from "./Field.module.css";

export interface TextInputProps extends FieldProps {
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** More than one makes it a text of several lines, where Enter begins a new one. */
  readonly rows?: number | undefined;
  readonly type?: "text" | "password" | "email" | "tel" | "search" | undefined;
  readonly placeholder?: string | undefined;
  readonly lengthMax?: number | undefined;
  readonly autoComplete?: string | undefined;
}

export function TextInput({
  value,
  onChange,
  rows = 1,
  type = "text",
  placeholder,
  lengthMax,
  autoComplete = "off",
  ...field
}: TextInputProps) {
  const control = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const isEmpty = value.trim() === "";
  useUnreadable(control, { isUnreadable: false, isMissing: field.required === true && isEmpty });
  return (
    <Field of={field} isEmpty={isEmpty}>
      {(attributes) => {
        const common = {
          ...attributes,
          ref: control,
          value,
          placeholder,
          maxLength: lengthMax,
          autoComplete,
          readOnly: field.disabledReason !== undefined,
        };
        return rows > 1 ? (
          <textarea
            {...common}
            rows={rows}
            className={classes(styles.control, styles.area)}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <input
            {...common}
            type={type}
            className={styles.control}
            onChange={(event) => onChange(event.target.value)}
          />
        );
      }}
    </Field>
  );
}
