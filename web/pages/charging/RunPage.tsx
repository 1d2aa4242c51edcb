import { IconCheck, IconLock, IconTrash, IconX } from "@tabler/icons-react";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Page } from "../../ui/Page.tsx";
import { Segmented } from "../../ui/Segmented.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useT, withLateSentences } from "../../words/words.ts";
import { AnomalyGroups } from "./AnomalyGroups.tsx";
import { AnomalyList } from "./AnomalyList.tsx";
import styles from "./charging.module.css";
import { CompareWith } from "./CompareWith.tsx";
import { Houses } from "./Houses.tsx";
import { Organizations } from "./Organizations.tsx";
import {
  type Rule,
  type Run,
  type RunRow,
  useReview,
  useRun,
  useRunEvents,
  useRuns,
  useTotals,
} from "./queries.ts";
import { RunDialogs, type RunQuestion } from "./RunDialogs.tsx";
import { FailedHouses, RunFigures } from "./RunFigures.tsx";
import { RunStateChip } from "./RunStateChip.tsx";
import { RunSteps } from "./RunSteps.tsx";
import { ServiceTotals } from "./ServiceTotals.tsx";

const VIEWS = ["reasons", "organizations", "houses", "accounts", "anomalies"] as const;
type View = (typeof VIEWS)[number];

// The accounts behind the totals come when they are wanted.
const AccountsOfRun = lazy(async () => ({ default: (await import("./AccountsOfRun.tsx")).AccountsOfRun }));
const ReasonsOfRun = lazy(async () => ({
  default: (await withLateSentences(import("./ReasonsOfRun.tsx"))).ReasonsOfRun,
}));

/** One run from its start to the closing of its month: progress, totals, what is odd, approval. */
export function RunPage() {
  const t = useT();
  const params = useParams({ strict: false }) as { run?: string };
  const id = Number(params.run);
  const run = useRun(id);
  const trouble = troubleOf(run.error);
  useRunEvents(id, run.data?.state === "calculating");
  if (trouble)
    return (
      <Page title={t("charging.run.title", { run: params.run ?? "" })}>
        <ErrorState of={trouble} onRetry={() => void run.refetch()} />
      </Page>
    );
  if (!run.data)
    return (
      <Page title={t("charging.run.title", { run: params.run ?? "" })}>
        <LoadingRows rows={12} columns={6} />
      </Page>
    );
  return <Present key={id} run={run.data} />;
}

function Present({ run }: { run: Run }) {
  const t = useT();
  const formats = useFormats();
  const { may, signedIn, organizations } = useWork();
  const { query, set } = useAddress();
  const [question, setQuestion] = useState<RunQuestion>();
  const isWhole = run.calculatedAt !== undefined && run.state !== "discarded" && run.state !== "cancelled";
  const before = query["before"];
  const totals = useTotals(run.id, before, isWhole);
  const review = useReview(run.id, isWhole);
  const together = useTogether(run);
  const open = organizations.find((one) => one.id === run.organization)?.openPeriod;
  const isClosed = run.state === "approved" && open !== undefined && open > run.bookedIn;
  const blocking = review.data?.groups.reduce((sum, one) => sum + (one.blocking ? one.open : 0), 0) ?? 0;

  const rule = query["rule"] as Rule | undefined;
  const isAgain = run.chargedFor < run.bookedIn || totals.data?.ordinary === run.chargedFor;
  const offered = VIEWS.filter((view) => {
    if (view === "organizations") return together.length > 1;
    return (view !== "accounts" || isWhole) && (view !== "reasons" || (isWhole && isAgain));
  });
  const view: View = offered.find((one) => one === query["view"]) ?? offered[0] ?? "houses";
  const show = (next: View, of?: Rule): void => set({ view: next, rule: of ?? rule }, "push");

  const noRight = may("runs.approve") ? undefined : t("charging.approve.noRight");
  const cannotApprove =
    noRight ??
    (run.state === "calculating" ? t("charging.approve.notCalculated") : undefined) ??
    // Until it is known what is odd, and how much one's own run may come to.
    (review.isPending ? t("charging.approve.looking") : undefined) ??
    (blocking > 0 ? t("charging.approve.blocked", { count: blocking }) : undefined) ??
    ownAboveLimit();
  useHotkeys(
    run.state === "calculated" && cannotApprove === undefined
      ? [{ keys: "Ctrl+Enter", label: t("charging.approve.button"), run: () => setQuestion("approval") }]
      : [],
  );
  return (
    <Page
      title={t("charging.run.title", { run: run.id })}
      crumbs={
        <>
          <Go to={paths.runs({ period: run.chargedFor })}>{t("charging.runs.title")}</Go> /{" "}
          {formats.period(run.chargedFor)}
        </>
      }
      marks={<RunStateChip run={run} />}
      subtitle={t("charging.run.subtitle", {
        organization: run.summary?.organizationName ?? "",
        at: formats.instant(run.startedAt),
        by: run.summary?.startedByName ?? t("charging.system"),
      })}
      actions={deeds()}
    >
      <RunSteps
        run={run}
        isClosed={isClosed}
        open={review.data?.groups.reduce((sum, one) => sum + one.open, 0)}
      />
      <RunFigures run={run} totals={isWhole ? totals.data : undefined} />
      <FailedHouses run={run} />
      <div className={styles.split}>
        <section className={styles.main}>
          <div className={styles.views}>
            <Segmented
              label={t("charging.view.label")}
              value={view}
              onChange={(next) => show(next)}
              options={offered.map((one) => ({ value: one, label: t(`charging.view.${one}`) }))}
            />
            {isWhole && view !== "anomalies" ? (
              <CompareWith run={run} totals={totals.data} before={before} />
            ) : null}
          </div>
          {view === "reasons" ? (
            <Suspense fallback={<LoadingRows rows={12} columns={5} />}>
              <ReasonsOfRun run={run} totals={totals.data} />
            </Suspense>
          ) : null}
          {view === "organizations" ? <Organizations runs={together} current={run.id} /> : null}
          {view === "houses" ? <Houses run={run} totals={totals} /> : null}
          {view === "accounts" ? (
            <Suspense fallback={<LoadingRows rows={12} columns={5} />}>
              <AccountsOfRun run={run} totals={totals.data} />
            </Suspense>
          ) : null}
          {view === "anomalies" ? (
            <AnomalyList run={run} review={review} rule={rule} onRule={(next) => show("anomalies", next)} />
          ) : null}
        </section>
        <aside
          className={styles.side}
          data-narrow={view === "anomalies" || undefined}
          aria-label={t("charging.side")}
        >
          <AnomalyGroups
            run={run}
            review={review}
            rule={view === "anomalies" ? rule : undefined}
            onRule={(next) => show("anomalies", next)}
          />
          {view === "anomalies" ? null : <ServiceTotals run={run} totals={totals} />}
        </aside>
      </div>
      <RunDialogs
        run={run}
        question={question}
        totals={totals.data}
        review={review.data}
        onClose={() => setQuestion(undefined)}
      />
    </Page>
  );

  /** The server judges; here it is only said before the press, with the sum. */
  function ownAboveLimit(): string | undefined {
    const limit = review.data?.limits.ownRunAmount;
    if (run.startedBy !== signedIn.user.id || limit === undefined || run.amount === undefined)
      return undefined;
    return BigInt(run.amount) > BigInt(limit)
      ? t("charging.approve.own", { limit: formats.money(limit) })
      : undefined;
  }

  function deeds() {
    if (run.state === "calculating")
      return (
        <Button
          kind="danger"
          icon={<IconX size={16} aria-hidden />}
          disabledReason={may("runs.start") ? undefined : t("charging.start.noRight")}
          onClick={() => setQuestion("cancellation")}
        >
          {t("charging.cancel.button")}
        </Button>
      );
    if (run.state === "calculated")
      return (
        <>
          <Button
            kind="danger"
            icon={<IconTrash size={16} aria-hidden />}
            disabledReason={noRight}
            onClick={() => setQuestion("discard")}
          >
            {t("charging.discard.button")}
          </Button>
          <Button
            kind="primary"
            hotkey="Ctrl+Enter"
            icon={<IconCheck size={16} aria-hidden />}
            disabledReason={cannotApprove}
            onClick={() => setQuestion("approval")}
          >
            {t("charging.approve.button")}
          </Button>
        </>
      );
    if (run.state === "approved")
      return (
        <Button
          kind={isClosed ? "default" : "primary"}
          icon={<IconLock size={16} aria-hidden />}
          disabledReason={
            isClosed
              ? t("charging.close.already", { period: formats.period(run.bookedIn) })
              : may("periods.close")
                ? undefined
                : t("charging.close.noRight")
          }
          onClick={() => setQuestion("closing")}
        >
          {t("charging.close.button", { period: formats.period(run.bookedIn) })}
        </Button>
      );
    return null;
  }
}

/** The runs that were started by the same deed, in the order of their numbers. */
function useTogether(run: Run): readonly RunRow[] {
  const runs = useRuns({ period: run.chargedFor, organization: undefined });
  return (runs.data?.runs ?? [])
    .filter((one) => one.summary.together === run.summary?.together)
    .sort((one, other) => one.id - other.id);
}
