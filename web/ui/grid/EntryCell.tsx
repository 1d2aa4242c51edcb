import { IconAlertTriangle, IconCheck, IconCircleX, IconLoader2, IconPencil } from "@tabler/icons-react";
import { useLayoutEffect, useRef } from "react";
import { useT } from "../../words/words.ts";
import type { EntryState } from "./entry.ts";
import classes from "./Grid.module.css";

/** A cell of entry at rest: an empty box asks for a value; trouble is told by colour, icon and words. */
export function EntryBox({ text, state }: { text: string; state: EntryState }) {
  const tone =
    state.kind === "warning" || state.kind === "error" ? state.kind : text === "" ? "blank" : "rest";
  return (
    <span className={`${classes["box"]} ${classes[tone] ?? ""}`}>
      <StateIcon state={state} isInCell />
      {text}
    </span>
  );
}

interface EntryEditorProps {
  readonly label: string;
  readonly text: string;
  /** All of it is marked, so that typing replaces it; else the caret stands after the first typed digit. */
  readonly isMarked: boolean;
  readonly error: string | undefined;
  readonly onLeave: () => void;
}

/** The text lives in the field itself: a key press draws nothing anew. */
export function EntryEditor({ label, text, isMarked, error, onLeave }: EntryEditorProps) {
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    field.current?.focus();
    if (isMarked) field.current?.select();
    else field.current?.setSelectionRange(text.length, text.length);
  }, [isMarked, text]);
  return (
    <input
      ref={field}
      data-editor=""
      className={classes["input"]}
      aria-label={label}
      aria-invalid={error !== undefined}
      {...(error === undefined ? {} : { title: error })}
      defaultValue={text}
      inputMode="decimal"
      autoComplete="off"
      onBlur={onLeave}
    />
  );
}

/** The words of a row, in its last column. */
export function RowState({ state, isEntering }: { state: EntryState; isEntering: boolean }) {
  const t = useT();
  if (isEntering && state.kind !== "error") {
    return (
      <span className={`${classes["state"]} ${classes["stateEntering"]}`}>
        <IconPencil size={14} aria-hidden />
        <span>{t("ui.grid.entering")}</span>
      </span>
    );
  }
  if (state.kind === "empty") return <span className={classes["state"]}>—</span>;
  const isTrouble = state.kind === "warning" || state.kind === "error";
  const words = isTrouble ? state.sentence : t(state.kind === "saved" ? "ui.grid.saved" : "ui.grid.saving");
  const tone = { saved: "stateSaved", saving: "stateSaving", warning: "stateWarning", error: "stateError" };
  return (
    <span
      className={`${classes["state"]} ${classes[tone[state.kind]] ?? ""}`}
      title={words}
      {...(state.kind === "error" ? { role: "alert" } : {})}
    >
      <StateIcon state={state} />
      <span>{words}</span>
    </span>
  );
}

function StateIcon({ state, isInCell = false }: { state: EntryState; isInCell?: boolean }) {
  if (state.kind === "warning" || state.kind === "error") {
    const Icon = state.kind === "warning" ? IconAlertTriangle : IconCircleX;
    // In the cell the icon speaks for those who hear; in the last column the words stand beside it.
    return isInCell ? (
      <Icon size={14} role="img" aria-label={state.sentence} />
    ) : (
      <Icon size={14} aria-hidden />
    );
  }
  if (state.kind === "saving") return <IconLoader2 size={14} aria-hidden />;
  return isInCell ? null : <IconCheck size={14} aria-hidden />;
}
