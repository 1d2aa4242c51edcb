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

/** The band at its true height before the numbers are there. */
export function LoadingFigures({ count }: { count: number }) {
  return (
    <div className={styles.band} aria-busy>
      {Array.from({ length: count }, (_figure, index) => (
        <div key={index} className={styles.figure} aria-hidden>
          <i className={styles.bone} />
          <i className={styles.bone} data-number />
          <i className={styles.bone} />
        </div>
      ))}
    </div>
  );
}
