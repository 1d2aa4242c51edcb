import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from "react";
import styles from "./Tabs.module.css";
import { keysOf, useHotkeys } from "./hotkeys.ts";

export interface Tab<V extends string> {
  readonly value: V;
  readonly label: string;
  /** A Count or Chip after the name. */
  readonly mark?: ReactNode;
}

/** Numbered tabs, Alt+1…9; arrows walk along them and show at once. What does not fit scrolls. */
export function Tabs<V extends string>({
  label,
  value,
  onChange,
  tabs,
  children,
}: {
  label: string;
  value: V;
  onChange: (value: V) => void;
  tabs: readonly Tab<V>[];
  /** The content of the chosen tab. */
  children: ReactNode;
}) {
  const id = useId();
  const chosen = useRef<HTMLButtonElement>(null);
  useHotkeys(
    tabs.slice(0, 9).map((tab, index) => ({
      keys: `Alt+${index + 1}`,
      label: tab.label,
      run: () => onChange(tab.value),
    })),
  );
  useEffect(() => {
    // Only the strip itself is moved: on a phone the page would go down to it, away from what the page is about.
    const tab = chosen.current;
    const strip = tab?.parentElement;
    if (!tab || !strip) return;
    const [left, right] = [
      tab.offsetLeft - strip.offsetLeft,
      tab.offsetLeft - strip.offsetLeft + tab.offsetWidth,
    ];
    if (left < strip.scrollLeft) strip.scrollLeft = left;
    else if (right > strip.scrollLeft + strip.clientWidth) strip.scrollLeft = right - strip.clientWidth;
  }, [value]);
  return (
    <>
      <div role="tablist" aria-label={label} className={styles.tabs} onKeyDown={walk}>
        {tabs.map((tab, index) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            id={`${id}-${tab.value}`}
            ref={tab.value === value ? chosen : null}
            className={styles.tab}
            aria-selected={tab.value === value}
            aria-controls={`${id}-panel`}
            aria-keyshortcuts={index < 9 ? `Alt+${index + 1}` : undefined}
            tabIndex={tab.value === value ? 0 : -1}
            onClick={() => onChange(tab.value)}
          >
            {index < 9 && (
              <span className={styles.number} aria-hidden>
                {index + 1}
              </span>
            )}
            {tab.label}
            {tab.mark}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`} className={styles.panel}>
        {children}
      </div>
    </>
  );

  function walk(event: KeyboardEvent<HTMLElement>): void {
    const at = tabs.findIndex((tab) => tab.value === value);
    const next = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      Home: 0,
      End: tabs.length - 1,
    }[keysOf(event)];
    const tab = next === undefined ? undefined : tabs.at(next % tabs.length);
    if (!tab) return;
    event.preventDefault();
    onChange(tab.value);
    event.currentTarget.querySelector<HTMLElement>(`[id="${id}-${tab.value}"]`)?.focus();
  }
}
