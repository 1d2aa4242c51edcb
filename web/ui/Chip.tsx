import {
  IconAlertCircle,
  IconAlertTriangle,
  IconCheck,
  IconInfoCircle,
  IconMinus,
} from "@tabler/icons-react";
import type { ReactElement, ReactNode } from "react";
import styles from "./Chip.module.css";
import { classes } from "./classes.ts";

export type State = "ok" | "warn" | "danger" | "info" | "mute";

const ICON_OF = {
  ok: IconCheck,
  warn: IconAlertTriangle,
  danger: IconAlertCircle,
  info: IconInfoCircle,
  mute: IconMinus,
} as const;

/** A state: always an icon and a word, so that colour is not the only sign. */
export function Chip({ state, icon, children }: { state: State; icon?: ReactElement; children: ReactNode }) {
  const Icon = ICON_OF[state];
  return (
    <span className={classes(styles.chip, styles[state])}>
      {icon ?? <Icon aria-hidden />}
      {children}
    </span>
  );
}

/** A number beside a name; red where somebody is waited for. */
export const Count = ({ of, isUrgent = false }: { of: number; isUrgent?: boolean }) => (
  <span className={classes(styles.count, isUrgent && styles.danger)}>{of}</span>
);
