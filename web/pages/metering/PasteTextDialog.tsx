import { useState } from "react";
import { Dialog } from "../../ui/Dialog.tsx";
import { Form } from "../../ui/Form.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useT } from "../../words/words.ts";

/** Where a block is put that does not come from the keyboard: the first column names the flats. */
export function PasteTextDialog({
  isOpen,
  onText,
  onClose,
}: {
  isOpen: boolean;
  onText: (text: string) => void;
  onClose: () => void;
}) {
  const t = useT();
  const [text, setText] = useState("");
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("metering.paste.title")} isWide>
      <Form
        pending={false}
        refusal={undefined}
        submitLabel={t("metering.paste.preview")}
        onCancel={onClose}
        onSubmit={() => {
          onText(text);
          setText("");
        }}
      >
        <TextInput
          label={t("metering.paste.field")}
          hint={t("metering.paste.how")}
          value={text}
          onChange={setText}
          rows={10}
          required
          autoFocus
        />
      </Form>
    </Dialog>
  );
}
