import { IconPaperclip, IconX } from "@tabler/icons-react";
import { useRef } from "react";
import { Button, IconButton } from "../../ui/Button.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useT } from "../../words/words.ts";
import styles from "./documents.module.css";
import type { Basis } from "./queries.ts";

/** The document that decides something: its title, and the file of it where it is at hand. */
export function BasisField({
  basis,
  label,
  name = "basis",
  hint,
  lengthMax = 300,
  onTouched,
}: {
  basis: Basis;
  label?: string | undefined;
  /** As the contract of the form calls the title. */
  name?: string | undefined;
  hint?: string | undefined;
  lengthMax?: number | undefined;
  onTouched?: (() => void) | undefined;
}) {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const choose = (file: File | undefined): void => {
    basis.setFile(file);
    basis.reset();
    onTouched?.();
  };
  return (
    <div className={styles["basis"]}>
      <TextInput
        label={label ?? t("tariffs.basisField")}
        name={name}
        value={basis.title}
        onChange={(title) => {
          basis.setTitle(title);
          onTouched?.();
        }}
        lengthMax={lengthMax}
        rows={2}
        required
        hint={hint ?? t("tariffs.basisHint")}
      />
      <input
        ref={input}
        type="file"
        className="hidden"
        tabIndex={-1}
        aria-label={t("documents.file")}
        accept=".pdf,.png,.jpg,.jpeg,.tif,.tiff,.doc,.docx,.xls,.xlsx"
        onChange={(event) => {
          choose(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
      {basis.file ? (
        <p className={styles["file"]}>
          <IconPaperclip size={16} aria-hidden />
          <span className="cut">{basis.file.name}</span>
          <IconButton
            icon={<IconX size={16} />}
            label={t("documents.remove", { file: basis.file.name })}
            onClick={() => choose(undefined)}
          />
        </p>
      ) : (
        <Button
          kind="ghost"
          icon={<IconPaperclip size={16} aria-hidden />}
          onClick={() => input.current?.click()}
        >
          {t("documents.attach")}
        </Button>
      )}
    </div>
  );
}
