import { Button } from "../../ui/Button.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Note } from "../../ui/Note.tsx";
import { useT } from "../../words/words.ts";
import styles from "./agents.module.css";

/** A secret is seen this once. */
export function SecretDialog({
  of,
  onClose,
}: {
  of: { readonly code: string; readonly secret: string } | undefined;
  onClose: () => void;
}) {
  const t = useT();
  return (
    <Dialog
      isOpen={of !== undefined}
      title={t("agents.secret.title", { code: of?.code ?? "" })}
      onClose={onClose}
    >
      <div className={styles["stack"]}>
        <Note state="warn">{t("agents.secret.once")}</Note>
        <p className={styles["secret"]}>
          <code>{of?.secret}</code>
        </p>
        <div className="row">
          <CopyButton text={of?.secret ?? ""} label={t("agents.secret.copy")} />
          <Button kind="primary" onClick={onClose}>
            {t("agents.secret.kept")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
