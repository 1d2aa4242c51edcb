import type { Job } from "../../api/jobs.ts";
import { IconDownload } from "@tabler/icons-react";
import { Button } from "../../ui/Button.tsx";
import { ProgressBar } from "../../ui/charts/ProgressBar.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Note } from "../../ui/Note.tsx";
import { useT } from "../../words/words.ts";
import styles from "./print.module.css";
import { jobFileHref } from "./queries.ts";

/** How far a print has come; the person may leave, the job goes on. */
export function PrintProgress({ job, onClose }: { job: Job; onClose: () => void }) {
  const t = useT();
  const { count, time } = useFormats();
  const away = <Button onClick={onClose}>{t("receipts.hide")}</Button>;
  if (job.state === "running") {
    const seconds = (Date.now() - new Date(job.startedAt).getTime()) / 1000;
    const perMinute = seconds > 2 && job.done > 0 ? Math.round((job.done * 60) / seconds) : undefined;
    return (
      <section aria-label={t("receipts.job", { job: job.id })} className={styles["job"]}>
        <h2>{t("receipts.job", { job: job.id })}</h2>
        {job.total === undefined ? (
          <p className="t2">{t("receipts.preparing")}</p>
        ) : (
          <ProgressBar label={t("receipts.progress")} done={job.done} total={job.total} />
        )}
        <p className="t2">
          {t("receipts.since", { time: time(job.startedAt) })}
          {perMinute === undefined ? "" : ` · ${t("receipts.rate", { rate: count(perMinute) })}`}
          {` · ${t("receipts.mayLeave")}`}
        </p>
      </section>
    );
  }
  if (job.state === "done") {
    const { receipts, pages, slips } = job.result;
    return (
      <Note
        state="ok"
        isAlert
        actions={
          <>
            <a className={styles["download"]} href={jobFileHref(job.id)} download>
              <IconDownload size={16} aria-hidden /> {t("receipts.download")}
            </a>
            {away}
          </>
        }
      >
        {typeof receipts === "number" &&
          t("receipts.done", {
            receipts: count(receipts),
            sheets: typeof pages === "number" ? count(Math.ceil(pages / 2)) : "—",
          })}{" "}
        {typeof slips === "number" && slips > 0 && t("access.codesDone", { codes: slips })}
      </Note>
    );
  }
  return (
    <Note state="danger" isAlert actions={away}>
      {job.title ??
        t(job.state === "interrupted" ? "receipts.interrupted" : "receipts.failed", { job: job.id })}
    </Note>
  );
}
