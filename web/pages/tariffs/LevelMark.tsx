import { IconBriefcase, IconBuildingCommunity, IconHome, IconUser } from "@tabler/icons-react";
import { useT } from "../../words/words.ts";
import type { Level } from "./queries.ts";
import styles from "./TariffsPage.module.css";

const ICONS = {
  city: IconBuildingCommunity,
  organization: IconBriefcase,
  building: IconHome,
  account: IconUser,
} as const;

/** Whose value it is, by icon and word. */
export function LevelMark({ level }: { level: Level }) {
  const t = useT();
  const Icon = ICONS[level];
  return (
    <span className={styles.level}>
      <Icon size={14} aria-hidden />
      {t(`tariffs.level.${level}`)}
    </span>
  );
}
