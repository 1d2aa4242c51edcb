import type { ReactNode } from "react";
import { Go } from "../../shell/Go.tsx";
import styles from "./home.module.css";

/** One figure of the band: what it is, the number as a link to its rows, one line of context. */
export function Figure({
  label,
  note,
  to,
  children,
}: {
  label: string;
  note?: ReactNode;
  /** Where the number comes from. */
  to?: string | undefined;
  children: ReactNode;
}) {
  return (
    <div className={styles.figure}>
      <dt>{label}</dt>
      <dd className={styles.number}>{to === undefined ? children : <Go to={to}>{children}</Go>}</dd>
      {note === undefined ? null : <dd className={styles.note}>{note}</dd>}
    </div>
  );
}
