import { IconAlertCircle, IconCircleCheck } from "@tabler/icons-react";
import { type RefObject, useId } from "react";
import { keysOf } from "../../ui/hotkeys.ts";
import { useT } from "../../words/words.ts";
import styles from "./formulas.module.css";
import { lineOf, piecesOf } from "./marks.ts";
import type { Fault } from "./queries.ts";

/**
 * The text of a formula. Behind the letters, in the same letters, lie the marks: a fault is underlined where it is, and
 * its sentence beneath the text leads there. A plain text field stays one for whoever listens or speaks.
 */
export function FormulaText({
  value,
  onChange,
  faults,
  isCurrent,
  result,
  area,
  onCatalogue,
}: {
  value: string;
  onChange: (text: string) => void;
  faults: readonly Fault[];
  /** The faults are of this very text: marks of an older one would stand at wrong letters. */
  isCurrent: boolean;
  /** What a formula without faults gives, in words. */
  result: string;
  area: RefObject<HTMLTextAreaElement | null>;
  onCatalogue: () => void;
}) {
  const t = useT();
  const id = useId();
  const shown = isCurrent ? faults : [];
  const hasFaults = shown.length > 0;
  return (
    <div className={styles.textField}>
      <label htmlFor={id} className={styles.label}>
        {t("formulas.text")}
        <span className={styles.required}> *</span>
      </label>
      <div className={styles.paper}>
        <div className={styles.marks} aria-hidden>
          {piecesOf(value, shown).map((piece, index) =>
            piece.isFault ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>,
          )}
          {"\u200b"}
        </div>
        <textarea
          id={id}
          ref={area}
          name="text"
          className={styles.letters}
          rows={5}
          maxLength={4000}
          spellCheck={false}
          autoComplete="off"
          value={value}
          aria-invalid={hasFaults || undefined}
          aria-describedby={`${id}-said`}
          aria-keyshortcuts="F4"
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (keysOf(event) !== "F4") return;
            event.preventDefault();
            onCatalogue();
          }}
        />
      </div>
      <div id={`${id}-said`} role="status" className={styles.verdict}>
        {value.trim() === "" && !hasFaults ? null : !isCurrent ? (
          <span className="t3">{t("formulas.reading")}</span>
        ) : hasFaults ? (
          <ul>
            {shown.map((fault) => {
              const { line, letter } = lineOf(value, fault.at);
              return (
                <li key={`${fault.at} ${fault.code}`} className="danger">
                  <IconAlertCircle size={14} aria-hidden />
                  <button type="button" className={styles.place} onClick={() => select(area.current, fault)}>
                    {t("formulas.place", { line, letter })}
                  </button>
                  <span>{fault.sentence}</span>
                </li>
              );
            })}
          </ul>
        ) : (
          <span className={`ok ${styles.good}`}>
            <IconCircleCheck size={14} aria-hidden /> {result}
          </span>
        )}
      </div>
    </div>
  );
}

/** Puts the caret where the fault is, its letters chosen, so that typing mends it. */
export function select(area: HTMLTextAreaElement | null, { at, length }: Pick<Fault, "at" | "length">): void {
  area?.focus();
  area?.setSelectionRange(at, at + length);
}
