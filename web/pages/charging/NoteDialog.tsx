import { useState } from "react";
import { Dialog } from "../../ui/Dialog.tsx";
import { Form } from "../../ui/Form.tsx";
import type { Trouble } from "../../ui/problem-text.ts";
import { TextInput } from "../../ui/TextInput.tsx";
import { useT } from "../../words/words.ts";
import type { Anomaly } from "./queries.ts";

/** What no template says, and what blocks, is accepted in words. */
export function NoteDialog({
  anomalies,
  pending,
  refusal,
  onSubmit,
  onClose,
}: {
  anomalies: readonly Anomaly[];
  pending: boolean;
  refusal: Trouble | undefined;
  onSubmit: (note: string) => void;
  onClose: () => void;
}) {
  const t = useT();
  const [note, setNote] = useState("");
  const [one] = anomalies;
  return (
    <Dialog isOpen onClose={onClose} title={t("charging.note.title", { count: anomalies.length })}>
      <Form
        pending={pending}
        refusal={refusal}
        onSubmit={() => onSubmit(note.trim())}
        onCancel={onClose}
        submitLabel={t("charging.note.submit")}
        submitDisabledReason={note.trim() === "" ? t("charging.note.first") : undefined}
      >
        {one && anomalies.length === 1 ? (
          <p className="t2">
            {one.number ?? one.address} · {one.service?.name} · {one.sentence}
          </p>
        ) : null}
        <TextInput
          label={t("charging.note.field")}
          value={note}
          onChange={setNote}
          rows={3}
          lengthMax={1000}
          autoFocus
        />
      </Form>
    </Dialog>
  );
}
