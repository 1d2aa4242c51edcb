import { IconAlertCircle, IconAlertTriangle, IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import styles from "./Note.module.css";
import type { State } from "./Chip.tsx";

const ICON_OF = {
  ok: IconCircleCheck,
  warn: IconAlertTriangle,
  danger: IconAlertCircle,
  info: IconInfoCircle,
  mute: IconInfoCircle,
} as const;

/** A sentence or two within a page, with what can be done about them. */
export function Note({
  state = "mute",
  isAlert = false,
  actions,
  children,
}: {
  state?: State;
  /** Read out at once by a screen reader: for what answers the person's deed. */
  isAlert?: boolean;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const Icon = ICON_OF[state];
  return (
    <div className={classes(styles.note, styles[state])} role={isAlert ? "alert" : undefined}>
      <Icon size={16} aria-hidden />
      <div className={styles.text}>{children}</div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
