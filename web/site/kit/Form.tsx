import type { ReactNode } from "react";
import type { FormState } from "../../../src/flows/resident-pages-contract.ts";
import { useWords } from "../words/words.ts";

/** What is wrong with a form, above it: read first, and leading to the field. */
export function ErrorSummary({ form }: { readonly form: FormState }) {
  const { t } = useWords();
  if (form.wrong === undefined) return undefined;
  const { field, sentence } = form.wrong;
  return (
    <div className="notice debt" role="alert">
      <h2>{t("lk.errors")}</h2>
      <p>{field === "form" ? sentence : <a href={`#${field}`}>{sentence}</a>}</p>
    </div>
  );
}

/** A field with its label above, a hint between, and what is wrong with it in words. */
export function Field(props: {
  readonly form: FormState;
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly type?: "text" | "password" | "email" | "tel" | undefined;
  readonly autoComplete?: string | undefined;
  readonly inputMode?: "numeric" | "decimal" | "text" | undefined;
  readonly maxLength?: number | undefined;
  /** It may stay empty. */
  readonly isOptional?: boolean;
}) {
  const { form, name, hint, type = "text", isOptional = false } = props;
  const wrong = form.wrong?.field === name ? form.wrong.sentence : undefined;
  const about = [hint && `${name}-hint`, wrong && `${name}-error`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={name}>{props.label}</label>
      {hint !== undefined && <small id={`${name}-hint`}>{hint}</small>}
      {wrong !== undefined && (
        <span className="error" id={`${name}-error`}>
          {wrong}
        </span>
      )}
      <input
        className="input"
        id={name}
        name={name}
        type={type}
        required={!isOptional}
        autoComplete={props.autoComplete}
        inputMode={props.inputMode}
        maxLength={props.maxLength}
        defaultValue={type === "password" ? undefined : form.typed[name]}
        aria-invalid={wrong === undefined ? undefined : true}
        aria-describedby={about === "" ? undefined : about}
      />
    </div>
  );
}

/** A field for words of any length. */
export function Area(props: {
  readonly form: FormState;
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly maxLength: number;
}) {
  const { form, name, hint } = props;
  const wrong = form.wrong?.field === name ? form.wrong.sentence : undefined;
  const about = [hint && `${name}-hint`, wrong && `${name}-error`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={name}>{props.label}</label>
      {hint !== undefined && <small id={`${name}-hint`}>{hint}</small>}
      {wrong !== undefined && (
        <span className="error" id={`${name}-error`}>
          {wrong}
        </span>
      )}
      <textarea
        className="input"
        id={name}
        name={name}
        required
        maxLength={props.maxLength}
        defaultValue={form.typed[name]}
        aria-invalid={wrong === undefined ? undefined : true}
        aria-describedby={about === "" ? undefined : about}
      />
    </div>
  );
}

/** Photographs and documents; what is wrong with one is said here, and they are chosen anew. */
export function Files({ form }: { readonly form: FormState }) {
  const { t } = useWords();
  const wrong = form.wrong?.field === "files" ? form.wrong.sentence : undefined;
  return (
    <div className="field">
      <label htmlFor="files">{t("feedback.files")}</label>
      <small id="files-hint">{t("feedback.filesHint")}</small>
      {wrong !== undefined && (
        <span className="error" id="files-error">
          {wrong}
        </span>
      )}
      <input
        className="input"
        id="files"
        name="files"
        type="file"
        multiple
        accept="image/jpeg,image/png,image/webp,application/pdf"
        aria-invalid={wrong === undefined ? undefined : true}
        aria-describedby={wrong === undefined ? "files-hint" : "files-hint files-error"}
      />
    </div>
  );
}

/** A card in the middle of the page: one question. */
export function Question({
  title,
  lead,
  children,
}: {
  readonly title: string;
  readonly lead?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <div className="wrap narrow">
      <div className="head">
        <h1>{title}</h1>
        {lead !== undefined && <p className="lead">{lead}</p>}
      </div>
      <div className="card stack">{children}</div>
    </div>
  );
}
