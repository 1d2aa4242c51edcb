import { useEffect, useRef, useState } from "react";
import { useT } from "../words/words.ts";
import { Button } from "./Button.tsx";
import { dropDraft, readDraft, writeDraft } from "./form-draft.ts";
import { useFormats } from "./formats.ts";
import { Note } from "./Note.tsx";
import type { Trouble } from "./problem-text.ts";

export interface DraftProps {
  /** Names the form and its object: "payment.4104012758". */
  readonly draftKey: string;
  /** What stands in the fields, as plain data; sums may be bigints. */
  readonly values: unknown;
  /** Puts back what was kept: called once, before the person has typed. */
  readonly onRestore: (values: never) => void;
  /** Empties the fields when the person wants none of it. */
  readonly onDiscard: () => void;
}

/** Keeps the draft of a form in this tab, and says when what is seen comes from an earlier one. */
export function DraftNote({
  draftKey,
  values,
  onRestore,
  onDiscard,
  pending,
  refusal,
}: DraftProps & { pending: boolean; refusal: Trouble | undefined }) {
  const t = useT();
  const formats = useFormats();
  const [restoredAt, setRestoredAt] = useState<string>();
  const restore = useRef(onRestore);
  restore.current = onRestore;
  const text = JSON.stringify(values, (_name, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
  const untouched = useRef(text);
  const wasPending = useRef(false);

  useEffect(() => {
    const draft = readDraft<never>(sessionStorage, draftKey);
    if (!draft) return;
    restore.current(draft.values);
    setRestoredAt(draft.keptAt);
  }, [draftKey]);

  useEffect(() => {
    const isDone = wasPending.current && !pending && refusal === undefined;
    wasPending.current = pending;
    if (isDone) {
      untouched.current = text;
      setRestoredAt(undefined);
      dropDraft(sessionStorage, draftKey);
    } else if (text !== untouched.current) {
      untouched.current = text;
      writeDraft(sessionStorage, draftKey, { values, keptAt: new Date().toISOString() });
    }
  }, [text, pending, refusal, draftKey, values]);

  if (restoredAt === undefined) return null;
  return (
    <Note
      state="info"
      actions={
        <Button
          kind="ghost"
          onClick={() => {
            dropDraft(sessionStorage, draftKey);
            setRestoredAt(undefined);
            onDiscard();
          }}
        >
          {t("ui.draft.discard")}
        </Button>
      }
    >
      {t("ui.draft.restored", { time: formats.time(restoredAt) })}
    </Note>
  );
}
