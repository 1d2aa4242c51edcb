import { IconAlertCircle } from "@tabler/icons-react";
import { type ReactNode, type RefObject, useContext, useEffect, useId } from "react";
import { useT } from "../words/words.ts";
import { classes } from "./classes.ts";
import styles from "./Field.module.css";
import { FormContext } from "./form-context.ts";

/** What every field of the kit takes besides its value. */
export interface FieldProps {
  readonly label: string;
  /** The name of the server's contract: a refusal that names it marks this field. */
  readonly name?: string | undefined;
  readonly hint?: ReactNode;
  /** A refusal of the screen's own. */
  readonly error?: string | undefined;
  readonly required?: boolean | undefined;
  /** Why it cannot be changed: it stays readable, keeps the focus, and says so. */
  readonly disabledReason?: string | undefined;
  /** Where the surroundings name the field already: cells, toolbars. */
  readonly isLabelHidden?: boolean | undefined;
  readonly autoFocus?: boolean | undefined;
}

/** Attributes that tie a control to its label, hint and error. */
export interface ControlProps {
  readonly id: string;
  readonly name: string | undefined;
  readonly required: boolean | undefined;
  readonly autoFocus: boolean | undefined;
  /** The same for dialogs, which choose the focus themselves. */
  readonly "data-autofocus": boolean | undefined;
  readonly "aria-invalid": true | undefined;
  readonly "aria-describedby": string | undefined;
  readonly "aria-disabled": true | undefined;
}

/** Label above, control, then the error or else the hint. */
export function Field({
  of,
  problem,
  isEmpty,
  limitText = (limit) => limit,
  children,
}: {
  of: FieldProps;
  /** What is wrong with what was typed; told after the field was left. */
  problem?: string | undefined;
  isEmpty: boolean;
  /** A limit told by the server, as the person writes it: kopecks as roubles. */
  limitText?: (limit: string) => string;
  children: (attributes: ControlProps) => ReactNode;
}) {
  const t = useT();
  const id = useId();
  const { isAttempted, issueOf } = useContext(FormContext);
  const missing = of.required && isEmpty ? t("ui.field.required") : undefined;
  const issue = of.name === undefined ? undefined : issueOf(of.name, limitText);
  const error = problem ?? (isAttempted ? missing : undefined) ?? of.error ?? issue;
  const hint = of.disabledReason ?? of.hint;
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={classes(styles.label, of.isLabelHidden && "hidden")}>
        {of.label}
        {of.required && <span className={styles.required}> *</span>}
      </label>
      {children({
        id,
        name: of.name,
        required: of.required,
        autoFocus: of.autoFocus,
        "data-autofocus": of.autoFocus,
        "aria-invalid": error === undefined ? undefined : true,
        "aria-describedby": error !== undefined || hint !== undefined ? `${id}-said` : undefined,
        "aria-disabled": of.disabledReason === undefined ? undefined : true,
      })}
      <p id={`${id}-said`} className={classes(styles.said, error !== undefined && styles.error)}>
        {error !== undefined && <IconAlertCircle size={14} aria-hidden />}
        {error ?? hint}
      </p>
    </div>
  );
}

/** Holds the form back while a field is empty or cannot be read, before it is told so beside the field. */
export function useUnreadable(
  control: RefObject<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement | null>,
  { isUnreadable, isMissing }: { isUnreadable: boolean; isMissing: boolean },
): void {
  useEffect(() => {
    // Any text will do: the browser only tells valid from invalid, the words stand in the field.
    control.current?.setCustomValidity(isUnreadable || isMissing ? "!" : "");
  }, [control, isUnreadable, isMissing]);
}
