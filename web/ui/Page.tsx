import { type ReactNode, useEffect } from "react";
import styles from "./Page.module.css";

/** One screen on the sheet: its name in the tab and the heading, the way up, the deeds at the right. */
export function Page(props: {
  readonly title: string;
  /** Links to the levels above, the highest first. */
  readonly crumbs?: ReactNode;
  /** One line beneath the title. */
  readonly subtitle?: ReactNode;
  /** State chips beside the title. */
  readonly marks?: ReactNode;
  readonly actions?: ReactNode;
  /** The heading is drawn by the page itself (an account's bands): only the name of the tab is set. */
  readonly bare?: boolean;
  readonly children: ReactNode;
}) {
  const { title, crumbs, subtitle, marks, actions, bare, children } = props;
  useEffect(() => {
    document.title = `${title} · Pay-logic`;
  }, [title]);
  return (
    <div className={styles.page}>
      {bare ? null : (
        <header className={styles.head}>
          <div className="spread">
            {crumbs === undefined ? null : <div className={styles.crumbs}>{crumbs}</div>}
            <div className="row">
              <h1>{title}</h1>
              {marks}
            </div>
            {subtitle === undefined ? null : <div className="t2">{subtitle}</div>}
          </div>
          {actions === undefined ? null : <div className={`row noprint ${styles.actions}`}>{actions}</div>}
        </header>
      )}
      <div className={styles.body}>{children}</div>
    </div>
  );
}
