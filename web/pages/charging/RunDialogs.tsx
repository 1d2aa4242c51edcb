import { IconCircleCheck, IconCircleDashed } from "@tabler/icons-react";
import { troubleOf } from "../../api/client.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { useFormats } from "../../ui/formats.ts";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { Change } from "./Change.tsx";
import styles from "./charging.module.css";
import { type Review, type Run, type Totals, useClosing, useRunDeed, useRuns } from "./queries.ts";

export type RunQuestion = "approval" | "cancellation" | "discard" | "closing";

/** The state that a question is about: a run that has gone on meanwhile is not asked about any more. */
const STATE_OF: Readonly<Record<RunQuestion, Run["state"]>> = {
  approval: "calculated",
  cancellation: "calculating",
  discard: "calculated",
  closing: "approved",
};

/** What is asked before a run counts, is given up, or its month is closed: the exact sums, and something to type. */
export function RunDialogs({
  run,
  question: asked,
  totals,
  review,
  onClose,
}: {
  run: Run;
  question: RunQuestion | undefined;
  totals: Totals | undefined;
  review: Review | undefined;
  onClose: () => void;
}) {
  const t = useT();
  const formats = useFormats();
  const question = asked !== undefined && STATE_OF[asked] === run.state ? asked : undefined;
  const deed = useRunDeed(run.id);
  const closing = useClosing(run.organization, run.bookedIn);
  const runs = useRuns({
    period: question === "closing" ? run.bookedIn : undefined,
    organization: run.organization,
  });
  const organization = run.summary?.organizationName ?? "";
  const accounts = formats.count(run.progress.accounts);
  const amount = formats.money(run.amount ?? run.progress.amount);
  const open = review?.groups.reduce((sum, group) => sum + group.open, 0) ?? 0;
  const doRun = (name: Exclude<RunQuestion, "closing">): void =>
    deed.mutate(name, {
      onSuccess: () => {
        toast({ kind: "ok", text: t(`charging.${name}.done`, { run: run.id }) });
        onClose();
      },
    });
  const leave = (): void => {
    deed.reset();
    closing.reset();
    onClose();
  };
  const drafts =
    runs.data?.runs.filter((one) => one.state === "calculated" || one.state === "calculating") ?? [];
  return (
    <>
      <ConfirmDialog
        isOpen={question === "approval"}
        title={t("charging.approve.title", { run: run.id, organization })}
        confirmLabel={t("charging.approve.confirm", { accounts })}
        typeToConfirm={accounts}
        pending={deed.isPending}
        refusal={troubleOf(deed.error)}
        onConfirm={() => doRun("approval")}
        onClose={leave}
      >
        <dl className={styles.sums}>
          <dt>{t("charging.figure.accounts")}</dt>
          <dd className="num">{accounts}</dd>
          <dt>{t("charging.figure.charged")}, ₽</dt>
          <dd className="num strong">{amount}</dd>
          {totals ? (
            <>
              <dt>{t("charging.figure.before", { period: formats.period(totals.before) })}, ₽</dt>
              <dd className="num">{formats.money(totals.all.was)}</dd>
              <dt>{t("charging.column.change")}</dt>
              <dd className="num">
                <Change {...totals.all} />
              </dd>
            </>
          ) : null}
          <dt>{t("charging.approve.openAnomalies")}</dt>
          <dd className="num">{formats.count(open)}</dd>
        </dl>
        <p>{t("charging.approve.after", { period: formats.period(run.bookedIn) })}</p>
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={question === "discard"}
        title={t("charging.discard.title", { run: run.id })}
        confirmLabel={t("charging.discard.button")}
        isDangerous
        pending={deed.isPending}
        refusal={troubleOf(deed.error)}
        onConfirm={() => doRun("discard")}
        onClose={leave}
      >
        {t("charging.discard.about", { amount, accounts })}
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={question === "cancellation"}
        title={t("charging.cancel.title", { run: run.id })}
        confirmLabel={t("charging.cancel.button")}
        cancelLabel={t("charging.cancel.goOn")}
        isDangerous
        pending={deed.isPending}
        refusal={troubleOf(deed.error)}
        onConfirm={() => doRun("cancellation")}
        onClose={leave}
      >
        {t("charging.cancel.about")}
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={question === "closing"}
        title={t("charging.close.title", { period: formats.period(run.bookedIn), organization })}
        confirmLabel={t("charging.close.confirm", { period: formats.period(run.bookedIn), organization })}
        typeToConfirm={accounts}
        pending={closing.isPending}
        refusal={troubleOf(closing.error)}
        onConfirm={() =>
          closing.mutate(undefined, {
            onSuccess: ({ opened }) => {
              toast({
                kind: "ok",
                text: t("charging.close.done", {
                  period: formats.period(run.bookedIn),
                  opened: formats.period(opened),
                }),
              });
              onClose();
            },
          })
        }
        onClose={leave}
      >
        <ul className={styles.checks}>
          <Check isDone={run.state === "approved"}>{t("charging.close.approved", { amount })}</Check>
          <Check isDone={drafts.length === 0}>
            {drafts.length === 0
              ? t("charging.close.noDrafts")
              : t("charging.close.drafts", { runs: drafts.map((one) => one.id).join(", ") })}
          </Check>
          <Check isDone={open === 0}>{t("charging.close.anomalies", { count: formats.count(open) })}</Check>
        </ul>
        <p>{t("charging.close.after", { period: formats.period(run.bookedIn) })}</p>
      </ConfirmDialog>
    </>
  );
}

function Check({ isDone, children }: { isDone: boolean; children: React.ReactNode }) {
  const t = useT();
  const Icon = isDone ? IconCircleCheck : IconCircleDashed;
  return (
    <li className="row">
      <Icon size={16} aria-hidden className={isDone ? "ok" : "warn"} />
      <span>
        {children}
        <span className="hidden"> {isDone ? t("charging.step.isDone") : t("charging.close.notDone")}</span>
      </span>
    </li>
  );
}
