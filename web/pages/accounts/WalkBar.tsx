import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useMemo } from "react";
import { paths } from "../../paths.ts";
import { Go, useGo } from "../../shell/Go.tsx";
import { walkOf } from "../../shell/walk.ts";
import { IconButton } from "../../ui/Button.tsx";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { useT } from "../../words/words.ts";
import styles from "./account.module.css";
import type { CardAddress } from "./card-address.ts";

/** The neighbours of this account in the list that it was opened from, and the way back to the list. */
export function WalkBar({ number, address }: { number: string; address: CardAddress }) {
  const t = useT();
  const go = useGo();
  const walk = useMemo(() => walkOf(number), [number]);
  const at = walk?.numbers.indexOf(number) ?? -1;
  const to = (step: 1 | -1): void => {
    const next = walk?.numbers[at + step];
    if (next === undefined) return;
    // The same tab and day of the neighbour; what is open beside this card is of this card.
    const { tab, on, period } = address.query;
    go(paths.account(next, { tab, on, period }), "replace");
  };
  useHotkeys(
    walk
      ? [
          { keys: "Ctrl+ArrowDown", label: t("accounts.walk.next"), run: () => to(1) },
          { keys: "Ctrl+ArrowUp", label: t("accounts.walk.previous"), run: () => to(-1) },
        ]
      : [],
  );
  if (!walk || walk.numbers.length < 2) return null;
  return (
    <nav className={`${styles["walk"]} noprint`} aria-label={t("accounts.walk.label")}>
      <IconButton
        label={t("accounts.walk.previous")}
        hotkey="Ctrl+ArrowUp"
        icon={<IconChevronUp size={16} aria-hidden />}
        disabledReason={at === 0 ? t("accounts.walk.first") : undefined}
        onClick={() => to(-1)}
      />
      <Go to={walk.back}>
        {t("accounts.walk.place", { title: walk.title, at: at + 1, of: walk.numbers.length })}
      </Go>
      <IconButton
        label={t("accounts.walk.next")}
        hotkey="Ctrl+ArrowDown"
        icon={<IconChevronDown size={16} aria-hidden />}
        disabledReason={at === walk.numbers.length - 1 ? t("accounts.walk.last") : undefined}
        onClick={() => to(1)}
      />
    </nav>
  );
}
