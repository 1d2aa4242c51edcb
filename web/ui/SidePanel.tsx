import { IconX } from "@tabler/icons-react";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useT } from "../words/words.ts";
import { IconButton } from "./Button.tsx";
import { ConfirmDialog } from "./ConfirmDialog.tsx";
import { useHotkeys } from "./hotkeys.ts";
import { Keys } from "./Keys.tsx";
import styles from "./SidePanel.module.css";

/**
 * Stands over the right side of its container, which is positioned, and leaves the page usable: its keys go on working.
 * The focus moves in when it opens and back when it closes. Escape closes it; what is unsaved is asked about.
 */
export function SidePanel({
  title,
  subtitle,
  actions,
  keys = [],
  footer,
  isUnsaved = false,
  onClose,
  children,
}: {
  title: string;
  subtitle?: string | undefined;
  /** Icon buttons beside the title. */
  actions?: ReactNode;
  /** Hints in the footer: `["Enter", "source"]`. */
  keys?: readonly (readonly [keys: string, deed: string])[] | undefined;
  footer?: ReactNode;
  isUnsaved?: boolean | undefined;
  onClose: () => void;
  children: ReactNode;
}) {
  const t = useT();
  const titleId = useId();
  const panel = useRef<HTMLElement>(null);
  const [isAsking, setIsAsking] = useState(false);
  const close = (): void => (isUnsaved ? setIsAsking(true) : onClose());
  useFocusWithin(panel);
  useHotkeys([{ keys: "Escape", label: t("ui.panel.close", { title }), run: close }]);
  return (
    <section ref={panel} className={styles.panel} aria-labelledby={titleId} tabIndex={-1}>
      <header className={styles.header}>
        <h2 id={titleId} className={styles.title}>
          {title}
        </h2>
        {subtitle !== undefined && <span className={styles.subtitle}>{subtitle}</span>}
        <span className="spread" />
        {actions}
        <IconButton label={t("ui.close")} hotkey="Escape" icon={<IconX />} onClick={close} />
      </header>
      <div className={styles.body}>{children}</div>
      {(keys.length > 0 || footer !== undefined) && (
        <footer className={styles.footer}>
          {keys.map(([key, deed]) => (
            <span key={key} className={styles.hint}>
              <Keys of={key} /> {deed}
            </span>
          ))}
          <span className="spread" />
          {footer}
        </footer>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        title={t("ui.unsaved.title")}
        confirmLabel={t("ui.unsaved.leave")}
        isDangerous
        pending={false}
        refusal={undefined}
        onClose={() => setIsAsking(false)}
        onConfirm={() => {
          setIsAsking(false);
          onClose();
        }}
      >
        <p>{t("ui.unsaved.text", { title })}</p>
      </ConfirmDialog>
    </section>
  );
}

const FIRST_STOP = "input, select, textarea, [data-autofocus]";

function useFocusWithin(panel: { readonly current: HTMLElement | null }): void {
  // Remembered while rendering: a field with autoFocus has the focus before any effect.
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    const own = panel.current;
    if (own && !own.contains(document.activeElement)) {
      (own.querySelector<HTMLElement>(FIRST_STOP) ?? own).focus({ preventScroll: true });
    }
    return () => {
      const at = document.activeElement;
      const isLost = at === null || at === document.body || own?.contains(at) === true;
      if (isLost && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [panel, before]);
}
