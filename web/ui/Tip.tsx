import "@mantine/core/styles/Tooltip.css";
import { Tooltip } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";
import styles from "./Tip.module.css";

/** Words that come up beside a control, by mouse and by keyboard alike. */
export function Tip({ label, children }: { label: ReactNode; children: ReactElement }) {
  return (
    <Tooltip
      label={label}
      multiline
      openDelay={300}
      events={{ hover: true, focus: true, touch: false }}
      transitionProps={{ duration: 0 }}
      classNames={{ tooltip: styles.tip ?? "" }}
    >
      {children}
    </Tooltip>
  );
}
