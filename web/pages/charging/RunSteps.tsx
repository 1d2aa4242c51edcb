import {
  IconAlertCircle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleDot,
  IconLoader,
} from "@tabler/icons-react";
import { useT } from "../../words/words.ts";
import styles from "./charging.module.css";
import type { Run } from "./queries.ts";

const STEPS = ["scope", "readiness", "calculate", "review", "approve", "close"] as const;
type Step = (typeof STEPS)[number];

/** Where the run stands between its start and the closing of its month. */
export function RunSteps({
  run,
  isClosed,
  open,
}: {
  run: Run;
  isClosed: boolean;
  /** Anomalies without a decision; undefined: not looked at. */
  open: number | undefined;
}) {
  const t = useT();
  const present = presentOf(run, isClosed, open);
  const at = present === undefined ? STEPS.length : STEPS.indexOf(present);
  const isGivenUp = run.state === "discarded" || run.state === "cancelled";
  const hasFailed = run.progress.buildingsFailed > 0 && run.state === "calculating";
  return (
    <ol className={styles.steps} aria-label={t("charging.steps")}>
      {STEPS.map((step, index) => {
        const isPresent = index === at && !isGivenUp;
        const isDone = index < at;
        const Icon = isDone
          ? IconCircleCheck
          : isPresent && hasFailed
            ? IconAlertCircle
            : isPresent
              ? step === "calculate"
                ? IconLoader
                : IconCircleDot
              : IconCircleDashed;
        return (
          <li
            key={step}
            className={styles.step}
            data-state={isDone ? "done" : isPresent ? "present" : "later"}
            aria-current={isPresent ? "step" : undefined}
          >
            <Icon size={16} aria-hidden />
            {t(`charging.step.${step}`)}
            <span className="hidden">{isDone ? t("charging.step.isDone") : ""}</span>
          </li>
        );
      })}
    </ol>
  );
}

function presentOf(run: Run, isClosed: boolean, open: number | undefined): Step | undefined {
  if (run.state === "approved") return isClosed ? undefined : "close";
  if (run.state === "calculated") return open === 0 ? "approve" : "review";
  return "calculate";
}
