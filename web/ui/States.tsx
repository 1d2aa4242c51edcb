import {
  IconAlertCircle,
  IconFilterOff,
  IconLock,
  IconRefresh,
  IconUserOff,
  IconWifiOff,
} from "@tabler/icons-react";
import { type ReactElement, type ReactNode, useEffect, useState } from "react";
import { Problem } from "../api/client.ts";
import { useWords, useT } from "../words/words.ts";
import { Button } from "./Button.tsx";
import { classes } from "./classes.ts";
import { CopyButton } from "./CopyButton.tsx";
import { useFormats } from "./formats.ts";
import { Note } from "./Note.tsx";
import { type Trouble, useProblemText } from "./problem-text.ts";
import styles from "./States.module.css";

/** What stands where the content would be: a picture, what it is, what to do next. */
function Standing({
  icon,
  title,
  children,
  actions,
  isAlert = false,
}: {
  icon?: ReactElement | undefined;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  isAlert?: boolean;
}) {
  return (
    <div className={styles.standing} role={isAlert ? "alert" : undefined}>
      {icon}
      <h3 className={styles.title}>{title}</h3>
      {children !== undefined && <div className={styles.text}>{children}</div>}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

/** Nothing has ever been here: what this is, and the one thing that begins it. */
export const Empty = ({
  title,
  children,
  action,
  icon,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  icon?: ReactElement | undefined;
}) => (
  <Standing icon={icon} title={title} actions={action}>
    {children}
  </Standing>
);

/** There is something, and the filters hide it. */
export function EmptyByFilter({ filters, onReset }: { filters: number; onReset: () => void }) {
  const t = useT();
  return (
    <Standing
      icon={<IconFilterOff aria-hidden />}
      title={t("ui.emptyByFilter")}
      actions={<Button onClick={onReset}>{t("ui.resetFilters", { count: filters })}</Button>}
    />
  );
}

const SKELETON_AFTER_MS = 200;

/** Rows of the true height from the first moment; the grey bars come only if it takes longer than a blink. */
export function LoadingRows({ rows = 8, columns = 5 }: { rows?: number; columns?: number }) {
  const t = useT();
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), SKELETON_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div aria-busy className={classes(styles.rows, isLate && styles.late)}>
      <span role="status" className="hidden">
        {isLate ? t("ui.loading") : ""}
      </span>
      {Array.from({ length: rows }, (_row, row) => (
        <div key={row} className={styles.row} aria-hidden>
          {Array.from({ length: columns }, (_column, column) => (
            <i key={column} className={classes(styles.bar, (row + column) % 3 === 0 && styles.short)} />
          ))}
        </div>
      ))}
    </div>
  );
}

/** What is seen was true at a time that is said. */
export function PartialData({
  at,
  onRefresh,
  pending = false,
}: {
  at: string;
  onRefresh: () => void;
  pending?: boolean;
}) {
  const t = useT();
  const formats = useFormats();
  return (
    <Note
      state="warn"
      actions={
        <Button kind="ghost" icon={<IconRefresh />} pending={pending} onClick={onRefresh}>
          {t("ui.refresh")}
        </Button>
      }
    >
      {t("ui.partial", { time: formats.instant(at) })}
    </Note>
  );
}

/** It could not be shown: in plain words, with the number that support asks for. */
export function ErrorState({ of, onRetry }: { of: Trouble; onRetry: () => void }) {
  const t = useT();
  const textOf = useProblemText();
  const text = textOf(of);
  const isProblem = of instanceof Problem;
  return (
    <Standing
      isAlert
      icon={isProblem ? <IconAlertCircle aria-hidden /> : <IconWifiOff aria-hidden />}
      title={t("ui.error.title")}
      actions={
        <>
          <Button icon={<IconRefresh />} onClick={onRetry}>
            {t("ui.retry")}
          </Button>
          <CopyButton label={t("ui.copyDetails")} text={detailsOf(of, text)} />
        </>
      }
    >
      <p>{text}</p>
      {isProblem && of.requestId !== "" && (
        <p className={styles.small}>{t("ui.requestId", { id: of.requestId })}</p>
      )}
    </Standing>
  );
}

const detailsOf = (of: Trouble, text: string): string =>
  [
    text,
    ...(of instanceof Problem ? [`${of.status} ${of.code}`, of.requestId] : []),
    window.location.href,
    new Date().toISOString(),
  ].join("\n");

/** The page is there, the right is not: which roles have it, so that the person knows what to ask for. */
export function NoRights({ roles, who }: { roles: readonly string[]; who?: string | undefined }) {
  const { intl, t } = useWords();
  return (
    <Standing icon={<IconUserOff aria-hidden />} title={t("ui.noRights.title")}>
      <p>{t("ui.noRights.roles", { roles: intl.formatList(roles, { type: "disjunction" }) })}</p>
      <p>{who === undefined ? t("ui.noRights.ask") : t("ui.noRights.askWho", { who })}</p>
    </Standing>
  );
}

/** Over all pages while the server cannot be reached. */
export function OfflineBanner({ onRetry }: { onRetry?: (() => void) | undefined }) {
  const t = useT();
  return (
    <div role="status" className={styles.offline}>
      <IconWifiOff size={16} aria-hidden />
      <span className="spread">{t("ui.offline")}</span>
      {onRetry && (
        <Button kind="ghost" onClick={onRetry}>
          {t("ui.retry")}
        </Button>
      )}
    </div>
  );
}

/** The month takes no more entries, and who can change that. */
export function PeriodClosed({
  period,
  closedOn,
  whoMayOpen,
}: {
  period: string;
  closedOn: string;
  whoMayOpen: string;
}) {
  const t = useT();
  const formats = useFormats();
  return (
    <div className={styles.closed}>
      <IconLock size={16} aria-hidden />
      {t("ui.periodClosed", { period: formats.period(period), day: formats.day(closedOn), who: whoMayOpen })}
    </div>
  );
}
