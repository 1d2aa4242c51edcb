import { IconX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useT } from "../words/words.ts";
import { Button, IconButton } from "./Button.tsx";
import { Note } from "./Note.tsx";
import { dismissToast, type ShownToast, stayOf, useShownToasts } from "./toast.ts";
import styles from "./Toasts.module.css";

/** Where toasts are shown and read out: once, in the shell. */
export function Toasts() {
  const t = useT();
  const shown = useShownToasts();
  return (
    <div role="region" aria-label={t("ui.toasts")} className={styles.toasts}>
      {/* The live region is there before its first word, or nobody hears it. */}
      <div role="status" aria-live="polite" className={styles.list}>
        {shown.map((one) => (
          <OneToast key={one.id} of={one} />
        ))}
      </div>
    </div>
  );
}

function OneToast({ of }: { of: ShownToast }) {
  const t = useT();
  const [isHeld, setIsHeld] = useState(false);
  const stay = stayOf(of);
  useEffect(() => {
    if (isHeld || stay === undefined) return;
    const timer = setTimeout(() => dismissToast(of.id), stay);
    return () => clearTimeout(timer);
  }, [isHeld, stay, of.id]);
  const { action } = of;
  return (
    <div
      className={styles.toast}
      onMouseEnter={() => setIsHeld(true)}
      onMouseLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
    >
      <Note
        state={of.kind}
        actions={
          <>
            {action && (
              <Button
                kind="ghost"
                onClick={() => {
                  dismissToast(of.id);
                  action.run();
                }}
              >
                {action.label}
              </Button>
            )}
            <IconButton label={t("ui.close")} icon={<IconX />} onClick={() => dismissToast(of.id)} />
          </>
        }
      >
        {of.text}
      </Note>
    </div>
  );
}
