import { type ReactNode, useEffect, useState } from "react";
import { useT } from "../words/words.ts";
import { Dialog } from "./Dialog.tsx";
import styles from "./Dialog.module.css";
import { Form } from "./Form.tsx";
import type { Trouble } from "./problem-text.ts";
import { TextInput } from "./TextInput.tsx";

/** Asks before a deed, with what it will do; a mass deed is confirmed by typing its count or name. */
export function ConfirmDialog({
  isOpen,
  title,
  children,
  confirmLabel,
  cancelLabel,
  typeToConfirm,
  isDangerous = false,
  pending,
  refusal,
  onConfirm,
  onClose,
}: {
  isOpen: boolean;
  title: string;
  children: ReactNode;
  /** The verb with its object: "Close November 2026". */
  confirmLabel: string;
  /** Where "Cancel" would be taken for the deed itself. */
  cancelLabel?: string | undefined;
  /** What has to be typed, as it is shown: "1 052". Spaces are not counted. */
  typeToConfirm?: string | undefined;
  isDangerous?: boolean;
  pending: boolean;
  refusal: Trouble | undefined;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const t = useT();
  const [typed, setTyped] = useState("");
  useEffect(() => {
    if (!isOpen) setTyped("");
  }, [isOpen]);
  const isTyped = typeToConfirm === undefined || bare(typed) === bare(typeToConfirm);
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={title}>
      <Form
        pending={pending}
        refusal={refusal}
        onSubmit={onConfirm}
        onCancel={onClose}
        submitLabel={confirmLabel}
        cancelLabel={cancelLabel}
        isDangerous={isDangerous}
        isQuestion={typeToConfirm === undefined}
        submitDisabledReason={isTyped ? undefined : t("ui.confirm.typeFirst", { text: typeToConfirm ?? "" })}
      >
        <div className={styles.text}>{children}</div>
        {typeToConfirm !== undefined && (
          <TextInput
            label={t("ui.confirm.type", { text: typeToConfirm })}
            value={typed}
            onChange={setTyped}
            autoFocus
          />
        )}
      </Form>
    </Dialog>
  );
}

/** Groups are written with no-break spaces that no keyboard has, or with commas. */
const bare = (text: string): string => text.replace(/[\s\u00a0\u202f,]/g, "").toLowerCase();
