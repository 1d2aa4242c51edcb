import { IconHelpCircle, IconSearch } from "@tabler/icons-react";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { JobBell } from "../pages/access/JobBell.tsx";
import { type Hotkey, useHotkeys } from "../ui/hotkeys.ts";
import { Keys } from "../ui/Keys.tsx";
import { useT } from "../words/words.ts";
import styles from "./Frame.module.css";
import { OrganizationChoice } from "./OrganizationChoice.tsx";
import { PeriodChoice } from "./PeriodChoice.tsx";
import { PersonMenu } from "./PersonMenu.tsx";

const KeysHelp = lazy(async () => ({ default: (await import("../ui/KeysHelp.tsx")).KeysHelp }));

/** Who, for whom, in which month: always in sight; and the one search box. */
export function TopBar() {
  const t = useT();
  const [isSearching, setSearching] = useState(false);
  const [isHelping, setHelping] = useState(false);
  const early = useRef("");
  const [loaded, setLoaded] = useState<typeof import("./Omnibox.tsx")>();
  useEffect(() => void import("./Omnibox.tsx").then(setLoaded), []);
  const search = { label: t("shell.search"), everywhere: true, run: () => setSearching(true) };
  const hotkeys: Hotkey[] = [
    { keys: "F1", label: t("shell.help"), everywhere: true, run: () => setHelping(true) },
    { keys: "F3", ...search },
    { keys: "Ctrl+K", ...search, unlisted: true },
  ];
  useHotkeys(hotkeys);
  return (
    <header className={styles.topbar}>
      <OrganizationChoice />
      <span className={styles.divider} aria-hidden />
      <PeriodChoice />
      <button
        type="button"
        className={styles.search}
        onClick={() => setSearching(true)}
        aria-haspopup="dialog"
        aria-keyshortcuts="F3 Control+K"
      >
        <IconSearch size={16} aria-hidden />
        <span className="hidden">{t("shell.search")}: </span>
        <span className="cut">{t("shell.searchPlaceholder")}</span>
        <Keys of="F3" />
      </button>
      <JobBell />
      <button
        type="button"
        className={styles.icon}
        aria-label={t("shell.help")}
        title={`${t("shell.help")} · F1`}
        aria-keyshortcuts="F1"
        aria-haspopup="dialog"
        onClick={() => setHelping(true)}
      >
        <IconHelpCircle size={18} aria-hidden />
      </button>
      <PersonMenu />
      {isSearching ? (
        loaded ? (
          <loaded.Omnibox typedEarly={early} onClose={() => setSearching(false)} />
        ) : (
          <EarlyKeys into={early} />
        )
      ) : null}
      <Suspense>{isHelping ? <KeysHelp isOpen onClose={() => setHelping(false)} /> : null}</Suspense>
    </header>
  );
}

/** Catches what is typed right behind F3, before the search box is there: a scanner does not wait. */
function EarlyKeys({ into }: { into: { current: string } }) {
  useEffect(() => {
    const keep = (event: KeyboardEvent): void => {
      if (event.key.length !== 1 || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      into.current += event.key;
    };
    document.addEventListener("keydown", keep);
    return () => document.removeEventListener("keydown", keep);
  }, [into]);
  return null;
}
