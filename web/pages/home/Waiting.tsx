import {
  IconAlertCircle,
  IconBuildingBank,
  IconCalculator,
  IconLock,
  IconPrinter,
  IconUserCheck,
  IconZoomExclamation,
} from "@tabler/icons-react";
import { paths } from "../../paths.ts";
import { Go } from "../../shell/Go.tsx";
import { Count } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import { useT } from "../../words/words.ts";
import styles from "./home.module.css";
import type { Task } from "./queries.ts";

const ICON_OF = {
  run_stopped: IconAlertCircle,
  run_blocked: IconAlertCircle,
  run_to_review: IconZoomExclamation,
  run_to_approve: IconUserCheck,
  to_charge: IconCalculator,
  to_close: IconLock,
  to_print: IconPrinter,
  order_to_approve: IconBuildingBank,
} as const;

/** What waits for the reader, the most urgent first; each is one press away. */
export function Waiting({ tasks, period }: { tasks: readonly Task[]; period: string }) {
  const t = useT();
  const formats = useFormats();
  return (
    <section aria-label={t("home.waiting")} className={styles.waiting}>
      <h2 className="row">
        {t("home.waiting")} {tasks.length > 0 ? <Count of={tasks.length} /> : null}
      </h2>
      {tasks.length === 0 ? (
        <p className="t2">{t("home.waitingNone", { period: formats.period(period) })}</p>
      ) : (
        <ul>
          {tasks.map((task) => {
            const Icon = ICON_OF[task.code];
            return (
              <li key={`${task.code} ${task.order ?? task.organization}`}>
                <Go to={pathOf(task, period)} className={styles.task}>
                  <Icon
                    size={16}
                    aria-hidden
                    className={
                      task.code.startsWith("run_sto") || task.code === "run_blocked" ? "danger" : "t2"
                    }
                  />
                  <span>
                    <span className="strong">{t(`home.task.${task.code}`, { name: task.name })}</span>
                    <span className={styles.taskNote}>
                      {t(noteOf(task), {
                        count: task.number ?? 0,
                        amount: task.amount === undefined ? "" : formats.money(task.amount),
                      })}
                    </span>
                  </span>
                </Go>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

const noteOf = (task: Task) =>
  task.code === "run_to_review" && task.number === undefined
    ? ("home.task.run_to_review.first" as const)
    : (`home.task.${task.code}.note` as const);

function pathOf(task: Task, period: string): string {
  if (task.order !== undefined) return paths.orders({ order: task.order });
  if (task.code === "to_print") return paths.print({ organization: task.organization, period });
  if (task.run !== undefined) return paths.run(task.run);
  return `${paths.runs({ organization: task.organization, period })}&start=yes`;
}
