import { useT } from "../../words/words.ts";
import { useFormats } from "../formats.ts";
import classes from "./Charts.module.css";

export interface ProgressBarProps {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** Instead of "done of total". */
  readonly text?: string;
}

/** How far a work has come. Screen readers hear of it each tenth, not at every step. */
export function ProgressBar({ label, done, total, text }: ProgressBarProps) {
  const t = useT();
  const formats = useFormats();
  const percent = total <= 0 ? 0 : Math.max(0, Math.min(100, Math.floor((done * 100) / total)));
  const words = text ?? t("ui.progress.of", { done: formats.count(done), total: formats.count(total) });
  return (
    <div className={classes["progress"]}>
      <svg
        className={classes["strip"]}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={words}
      >
        <rect className={classes["done"]} width={`${percent}%`} height={6} />
      </svg>
      <span className="nowrap">{words}</span>
      <span className="hidden" role="status">
        {percent < 10
          ? ""
          : `${label}: ${t("ui.progress.percent", { percent: Math.floor(percent / 10) * 10 })}`}
      </span>
    </div>
  );
}
