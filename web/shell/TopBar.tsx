import { IconHelpCircle, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { type Hotkey, useHotkeys } from "../ui/hotkeys.ts";
import { KeysHelp } from "../ui/KeysHelp.tsx";
import { Keys } from "../ui/Keys.tsx";
import { useT } from "../words/words.ts";
import styles from "./Frame.module.css";
import { Omnibox } from "./Omnibox.tsx";
import { OrganizationChoice } from "./OrganizationChoice.tsx";
import { PeriodChoice } from "./PeriodChoice.tsx";
import { PersonMenu } from "./PersonMenu.tsx";

/** Who, for whom, in which month: always in sight; and the one search box. */
export function TopBar() {
  const t = useT();
  const [isSearching, setSearching] = useState(false);
  const [isHelping, setHelping] = useState(false);
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
        aria-label={t("shell.search")}
      >
        <IconSearch size={16} aria-hidden />
        <span className="cut">{t("shell.searchPlaceholder")}</span>
        <Keys of="F3" />
      </button>
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
      {isSearching ? <Omnibox onClose={() => setSearching(false)} /> : null}
      <KeysHelp isOpen={isHelping} onClose={() => setHelping(false)} />
    </header>
  );
}
