import { IconFlask } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { type Job, useJob } from "../../api/jobs.ts";
import { troubleOf } from "../../api/client.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { ProgressBar } from "../../ui/charts/ProgressBar.tsx";
import { Note } from "../../ui/Note.tsx";
import { Page } from "../../ui/Page.tsx";
import { Empty, ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useWords } from "../../words/words.ts";
import styles from "./formulas.module.css";
import { MethodologyNav } from "./MethodologyNav.tsx";
import { bodyOf, queryOf, trialIn, trialOf } from "./trial-draft.ts";
import { TrialForm } from "./TrialForm.tsx";
import { useStartTrial, useTrial } from "./trial-queries.ts";
import { TrialResult } from "./TrialResult.tsx";

/** A change is calculated on the books as they are, beside what is owed without it; nothing is written. */
export function TrialPage() {
  const { t, language } = useWords();
  const { may, period } = useWork();
  const { query, set } = useAddress();
  const [draft, setDraft] = useState(() => trialIn(query));
  const starting = useStartTrial();
  const number = query["job"] === undefined ? undefined : Number(query["job"]);
  const job = useJob(number);
  const trial = useTrial(job.data?.state === "done" ? number : undefined, language);
  const tried = trial.data?.change;
  const isNamed = query["service"] !== undefined;
  useEffect(() => {
    // Opened by its number alone, from the jobs: the form shows what was tried.
    if (tried && !isNamed) setDraft(trialOf(tried));
  }, [tried, isNamed]);
  const mayNot = may("what_if.try") ? undefined : t("formulas.notAllowed");
  return (
    <Page title={t("trial.title")} subtitle={t("trial.subtitle")} actions={<MethodologyNav at="trial" />}>
      <div className={styles.trial}>
        <div className={styles.change}>
          <TrialForm
            value={draft}
            onChange={(next) => {
              setDraft(next);
              starting.reset();
            }}
            pending={starting.isPending || job.data?.state === "running"}
            refusal={starting.error ?? undefined}
            disabledReason={mayNot}
            onSubmit={() =>
              starting.mutate(bodyOf(draft, period), {
                onSuccess: ({ id }) => set({ ...queryOf(draft), job: id, bin: undefined }, "push"),
              })
            }
          />
        </div>
        <div className={styles.outcome}>
          {number === undefined ? (
            <Empty icon={<IconFlask />} title={t("trial.none")}>
              {t("trial.noneHow")}
            </Empty>
          ) : (
            <Outcome number={number} job={job.data} error={job.error} onRetry={() => void job.refetch()} />
          )}
        </div>
      </div>
    </Page>
  );
}

function Outcome({
  number,
  job,
  error,
  onRetry,
}: {
  number: number;
  job: Job | undefined;
  error: unknown;
  onRetry: () => void;
}) {
  const { t, language } = useWords();
  const trial = useTrial(job?.state === "done" ? number : undefined, language);
  const trouble = troubleOf(error ?? trial.error);
  if (trouble) return <ErrorState of={trouble} onRetry={onRetry} />;
  if (job?.state === "running")
    return (
      <div className={styles.progress}>
        <ProgressBar label={t("trial.progress")} done={job.done} total={job.total ?? 0} />
        <p className="t2">{t("trial.progressHow")}</p>
      </div>
    );
  if (job && job.state !== "done")
    return (
      <Note state="danger" isAlert>
        {job.title ?? t("trial.failed")}
      </Note>
    );
  return trial.data ? <TrialResult trial={trial.data} /> : <LoadingRows rows={10} columns={4} />;
}
