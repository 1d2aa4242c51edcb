import { IconRefresh } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { useAddress } from "../../shell/address.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { ProgressBar } from "../../ui/charts/ProgressBar.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Note } from "../../ui/Note.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { Change, ChangeShare } from "./Change.tsx";
import styles from "./charging.module.css";
import { clockText } from "./compare.ts";
import { type Run, type Totals, useRunDeed } from "./queries.ts";

/** The band under the steps: how far and how quick while it is calculated, what came of it afterwards. */
export function RunFigures({ run, totals }: { run: Run; totals: Totals | undefined }) {
  const t = useT();
  const formats = useFormats();
  const pace = usePace(run.progress.accountsDone, run.progress.accounts, run.state === "calculating");
  const { progress } = run;
  const { query } = useAddress();
  /** The houses that a figure is made of; none while they are calculated, or when the run was given up. */
  const rows = (sort?: string): string | undefined =>
    run.state === "calculated" || run.state === "approved"
      ? paths.run(run.id, { view: "houses", sort, before: query["before"] })
      : undefined;
  const accounts = (bin?: string): string | undefined =>
    rows() === undefined ? undefined : paths.run(run.id, { view: "accounts", bin, before: query["before"] });
  return (
    <dl className={styles.band}>
      {run.state === "calculating" ? (
        <>
          <div className={styles.progress}>
            <dt>{t("charging.figure.accounts")}</dt>
            <dd>
              <ProgressBar
                label={t("charging.figure.progress")}
                done={progress.accountsDone}
                total={progress.accounts}
              />
            </dd>
          </div>
          <Figure label={t("charging.figure.rate")}>
            {pace ? t("charging.figure.perMinute", { count: formats.count(pace.perMinute) }) : "—"}
          </Figure>
          <Figure label={t("charging.figure.left")}>
            {pace ? <span role="timer">{clockText(pace.secondsLeft)}</span> : "—"}
          </Figure>
        </>
      ) : (
        <Figure
          label={t("charging.figure.accounts")}
          to={accounts()}
          note={t("charging.figure.houses", { count: formats.count(progress.buildings) })}
        >
          {formats.count(progress.accounts)}
        </Figure>
      )}
      <Figure
        label={run.state === "calculating" ? t("charging.figure.soFar") : t("charging.figure.charged")}
        to={rows("became.desc")}
        note={t("charging.figure.lines", { count: formats.count(progress.lines) })}
      >
        {formats.money(run.amount ?? progress.amount)} <small className="t3">₽</small>
      </Figure>
      {totals ? (
        <>
          <Figure
            to={rows("change.desc")}
            label={t("charging.figure.change", { period: formats.period(totals.before) })}
            note={<ChangeShare {...totals.all} />}
          >
            <Change {...totals.all} /> <small className="t3">₽</small>
          </Figure>
          <Figure
            label={t("charging.figure.changed")}
            to={rows("changed.desc")}
            note={
              <Go to={accounts("first") ?? ""}>
                {t("charging.figure.first", { count: formats.count(totals.all.first) })}
              </Go>
            }
          >
            {formats.count(totals.all.changed)}
          </Figure>
          {totals.penalties === undefined || totals.penalties.accounts === 0 ? null : (
            <Figure
              label={t("charging.figure.penalties")}
              note={t("charging.figure.penaltyAccounts", { count: formats.count(totals.penalties.accounts) })}
            >
              {formats.money(totals.penalties.amount)} <small className="t3">₽</small>
            </Figure>
          )}
        </>
      ) : null}
    </dl>
  );
}

function Figure({
  label,
  note,
  to,
  children,
}: {
  label: string;
  note?: React.ReactNode;
  to?: string | undefined;
  children: React.ReactNode;
}) {
  return (
    <div className={styles.figure}>
      <dt>{label}</dt>
      <dd>{to === undefined ? children : <Go to={to}>{children}</Go>}</dd>
      {note === undefined ? null : <dd className={styles.note}>{note}</dd>}
    </div>
  );
}

/** Accounts a minute since this page looks, so that a page opened in the middle tells the present pace. */
function usePace(
  done: number,
  total: number,
  isRunning: boolean,
): { perMinute: number; secondsLeft: number } | undefined {
  const first = useRef<{ at: number; done: number }>(undefined);
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => setNow(performance.now()), 500);
    return () => clearInterval(timer);
  }, [isRunning]);
  first.current ??= { at: now, done };
  const seconds = (now - first.current.at) / 1000;
  const calculated = done - first.current.done;
  if (!isRunning || seconds < 1 || calculated <= 0) return undefined;
  const perSecond = calculated / seconds;
  return {
    perMinute: Math.round(perSecond * 60),
    secondsLeft: Math.max(0, Math.round((total - done) / perSecond)),
  };
}

/** Houses that could not be calculated: each is mended and calculated alone, the others wait for none of them. */
export function FailedHouses({ run }: { run: Run }) {
  const t = useT();
  const { may } = useWork();
  const deed = useRunDeed(run.id);
  if (run.failures.length === 0 || run.state !== "calculating") return null;
  const retry = (building?: number): void =>
    deed.mutate(building === undefined ? "retry" : { retryBuilding: building }, {
      onSuccess: () => toast({ kind: "info", text: t("charging.failed.again") }),
      onError: (error) => toast({ kind: "danger", text: troubleOf(error)?.message ?? "" }),
    });
  const disabledReason = may("runs.start") ? undefined : t("charging.start.noRight");
  return (
    <div className={styles.failed}>
      <Note
        state="danger"
        isAlert
        actions={
          run.failures.length > 1 ? (
            <Button pending={deed.isPending} disabledReason={disabledReason} onClick={() => retry()}>
              {t("charging.failed.retryAll", { count: run.failures.length })}
            </Button>
          ) : undefined
        }
      >
        {t("charging.failed.title", { count: run.failures.length })}
        <ul>
          {run.failures.slice(0, 20).map((failure) => (
            <li key={failure.building} className="row">
              <Go to={paths.building(failure.building)} className="linked">
                {failure.address}
              </Go>
              <span className="t2 cut spread" title={failure.reason}>
                {failure.reason ?? ""}
              </span>
              <Button
                kind="ghost"
                icon={<IconRefresh size={16} aria-hidden />}
                pending={deed.isPending}
                disabledReason={disabledReason}
                onClick={() => retry(failure.building)}
              >
                {t("charging.failed.retry")}
              </Button>
            </li>
          ))}
        </ul>
      </Note>
    </div>
  );
}
