import {
  IconAlertCircle,
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconLoader,
  IconLock,
} from "@tabler/icons-react";
import { paths } from "../../paths.ts";
import { Go } from "../../shell/Go.tsx";
import { classes } from "../../ui/classes.ts";
import { useFormats } from "../../ui/formats.ts";
import { useT } from "../../words/words.ts";
import styles from "./home.module.css";
import type { BoardRow, Step } from "./queries.ts";

const ICON_OF = {
  done: IconCircleCheck,
  running: IconLoader,
  waits: IconAlertTriangle,
  stopped: IconAlertCircle,
  not_yet: IconCircleDashed,
} as const;

/** A step of an organization's month: an icon, a word or a number, and the way to where it is done. */
export function StepCell({ row, step, period }: { row: BoardRow; step: Step; period: string }) {
  const say = useStepWords();
  const Icon = step.step === "closing" && step.state === "done" ? IconLock : ICON_OF[step.state];
  return (
    <Go
      to={stepPath(row, step, period)}
      tabIndex={-1}
      className={classes(styles.step, styles[step.state === "not_yet" ? "notYet" : step.state])}
    >
      <Icon size={14} aria-hidden />
      <span>{say(step)}</span>
    </Go>
  );
}

export function useStepWords(): (step: Step) => string {
  const t = useT();
  const formats = useFormats();
  return (step) => {
    if (step.step === "readings" && step.number !== undefined) {
      const share = formats.percent(step.number / 1000);
      return step.state === "waits" ? t("home.readings.late", { share }) : share;
    }
    if (step.step === "charges" && step.state === "running" && step.of)
      return formats.percent((step.number ?? 0) / step.of);
    if (step.step === "charges" && step.state === "stopped")
      return t("home.charges.failed", { count: step.number ?? 0 });
    if (step.step === "charges" && step.state === "waits") return t("home.charges.start");
    if (step.step === "approval" && step.state === "stopped") return t("home.approval.blocked");
    if (step.step === "approval" && step.state === "waits") {
      if (step.number === undefined) return t("home.approval.review");
      return step.number > 0
        ? t("home.approval.open", { count: formats.count(step.number) })
        : t("home.approval.approve");
    }
    if (step.step === "closing" && step.state === "done") return t("home.closing.closed");
    if (step.step === "closing" && step.state === "waits") return t("home.closing.close");
    if (step.step === "print" && step.state === "waits") return t("home.print.print");
    if (step.step === "print" && step.state === "done" && step.number !== undefined)
      return formats.count(step.number);
    return t(`home.state.${step.state}`);
  };
}

/** Where a step is done; the organization and the month go along. */
export function stepPath(row: BoardRow, step: Step, period: string): string {
  const of = { organization: row.id, period };
  switch (step.step) {
    case "readings":
      return withQuery(paths.readingsEntry(), of);
    case "charges":
    case "approval":
    case "closing":
      return step.run === undefined ? withQuery(paths.runs(), { ...of, start: "yes" }) : paths.run(step.run);
    case "print":
      return paths.print(of);
  }
}

const withQuery = (path: string, query: Readonly<Record<string, string | number>>): string =>
  `${path}?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))}`;
