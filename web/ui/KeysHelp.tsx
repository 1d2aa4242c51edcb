import { useT } from "../words/words.ts";
import { Dialog } from "./Dialog.tsx";
import styles from "./Dialog.module.css";
import { useKnownHotkeys } from "./hotkeys.ts";
import { Keys } from "./Keys.tsx";

/** What can be pressed on this screen: the shell opens it by F1. */
export function KeysHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useT();
  const known = useKnownHotkeys().filter((hotkey) => !hotkey.unlisted);
  // Of two that want one key the last wins, so it alone is told.
  const keys = [...new Map(known.map((hotkey) => [hotkey.keys, hotkey.label]))];
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("ui.keys.title")} isWide>
      {keys.length === 0 ? (
        <p>{t("ui.keys.none")}</p>
      ) : (
        <dl className={styles.keys}>
          {keys.map(([key, label]) => (
            <KeyLine key={key} of={key} label={label} />
          ))}
        </dl>
      )}
    </Dialog>
  );
}

const KeyLine = ({ of, label }: { of: string; label: string }) => (
  <>
    <dt>
      <Keys of={of} />
    </dt>
    <dd>{label}</dd>
  </>
);
