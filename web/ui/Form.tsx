import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useT } from "../words/words.ts";
import { Button } from "./Button.tsx";
import styles from "./Form.module.css";
import { FormContext } from "./form-context.ts";
import { dropDraft } from "./form-draft.ts";
import { DraftNote, type DraftProps } from "./FormDraft.tsx";
import { keysOf, useHotkeys } from "./hotkeys.ts";
import { Refusal } from "./Refusal.tsx";
import { issuesOf, type Trouble } from "./problem-text.ts";

export interface FormProps {
  /** The request is on its way: it cannot be sent a second time. */
  readonly pending: boolean;
  /** What the last request was answered with, if it was refused. */
  readonly refusal: Trouble | undefined;
  readonly onSubmit: () => void;
  /** A verb with its object: "Post payment". */
  readonly submitLabel: string;
  readonly submitDisabledReason?: string | undefined;
  readonly isDangerous?: boolean | undefined;
  /** Of a question without fields: Enter answers it, and a dangerous one is answered with no. */
  readonly isQuestion?: boolean | undefined;
  readonly onCancel?: (() => void) | undefined;
  /** Where "Cancel" would be taken for the deed itself. */
  readonly cancelLabel?: string | undefined;
  /** Keeps what was entered through a lost page, until it was sent or cancelled. */
  readonly draft?: DraftProps | undefined;
  readonly children: ReactNode;
}

/** Fields with one deed. Enter goes from field to field and sends on the last one; Ctrl+Enter sends from anywhere. */
export function Form({
  pending,
  refusal,
  onSubmit,
  submitLabel,
  submitDisabledReason,
  isDangerous = false,
  isQuestion = false,
  onCancel,
  cancelLabel,
  draft,
  children,
}: FormProps) {
  const t = useT();
  const form = useRef<HTMLFormElement>(null);
  const [isAttempted, setIsAttempted] = useState(false);
  const guard = useSentGuard(pending);
  const issues = useMemo(() => issuesOf(refusal), [refusal]);
  const context = useMemo(
    () => ({
      isAttempted,
      issueOf: (name: string, limitText: (limit: string) => string) => {
        const issue = issues.find(({ field }) => field === name);
        if (!issue) return undefined;
        return typeof issue.sentence === "string"
          ? t(issue.sentence, { wanted: issue.wanted === undefined ? "" : limitText(issue.wanted) })
          : issue.sentence.text;
      },
    }),
    [isAttempted, issues, t],
  );
  useEffect(() => {
    // The first field that the server did not like; the alert says the rest.
    const named = fieldsOf(form.current).find((field) => issues.some((issue) => issue.field === field.name));
    named?.focus();
  }, [issues]);
  useHotkeys([{ keys: "Ctrl+Enter", label: submitLabel, run: submit }]);
  const homeless = issues.filter((issue) => !isShown(form.current, issue.field));

  return (
    <FormContext value={context}>
      <form
        ref={form}
        noValidate
        className={styles.form}
        aria-busy={pending || undefined}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        onKeyDown={onKeyDown}
      >
        {draft && <DraftNote {...draft} pending={pending} refusal={refusal} />}
        <div className={styles.fields}>{children}</div>
        {refusal && <Refusal of={refusal} issues={homeless} />}
        <div className={styles.actions}>
          <Button
            kind={isDangerous ? "danger" : "primary"}
            type="submit"
            hotkey="Ctrl+Enter"
            pending={pending}
            disabledReason={submitDisabledReason}
            data-autofocus={(isQuestion && !isDangerous) || undefined}
          >
            {submitLabel}
          </Button>
          {onCancel && (
            <Button
              kind="ghost"
              data-autofocus={(isQuestion && isDangerous) || undefined}
              onClick={() => {
                if (draft) dropDraft(sessionStorage, draft.draftKey);
                onCancel();
              }}
            >
              {cancelLabel ?? t("ui.cancel")}
            </Button>
          )}
        </div>
      </form>
    </FormContext>
  );

  function submit(): void {
    if (pending || guard.isShut() || submitDisabledReason !== undefined) return;
    setIsAttempted(true);
    // Empty and unreadable fields have told the browser so: see useUnreadable.
    const unfit = fieldsOf(form.current).find((field) => !field.validity.valid);
    if (unfit) {
      // A field says what is wrong with it once it was left.
      if (unfit === document.activeElement) unfit.blur();
      unfit.focus();
      return;
    }
    guard.shut();
    onSubmit();
  }

  function onKeyDown(event: KeyboardEvent<HTMLFormElement>): void {
    // React hands on the keys of dialogs opened from here as well.
    if (event.defaultPrevented || !event.currentTarget.contains(event.target as Node)) return;
    const pressed = keysOf(event);
    if (pressed === "Ctrl+Enter" || pressed === "Ctrl+S") {
      event.preventDefault();
      submit();
      return;
    }
    if (pressed !== "Enter" || !isSingleLine(event.target)) return;
    event.preventDefault();
    const fields = fieldsOf(form.current).filter(isReachable);
    const next = fields[fields.indexOf(event.target) + 1];
    if (next) next.focus();
    else submit();
  }
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const fieldsOf = (form: HTMLFormElement | null): Control[] =>
  form ? [...form.querySelectorAll<Control>("input, select, textarea")] : [];

const isSingleLine = (target: EventTarget): target is Control =>
  target instanceof HTMLInputElement || target instanceof HTMLSelectElement;

/** Of a group of radio buttons only the chosen one is a stop, as with Tab. */
const isReachable = (field: Control): boolean =>
  field.offsetParent !== null &&
  !field.disabled &&
  !(field.type === "radio" && !(field as HTMLInputElement).checked);

const isShown = (form: HTMLFormElement | null, name: string): boolean =>
  fieldsOf(form).some((field) => field.name === name);

/** How long a form waits for its owner to say `pending`; a deed without a request never says it. */
const GUARD_MS = 1000;

/** Shut from the moment of sending, before `pending` has come round, until the answer. */
function useSentGuard(pending: boolean): { isShut: () => boolean; shut: () => void } {
  const shutAt = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (!pending) shutAt.current = undefined;
  }, [pending]);
  return {
    isShut: () => shutAt.current !== undefined && performance.now() - shutAt.current < GUARD_MS,
    shut: () => {
      shutAt.current = performance.now();
    },
  };
}
