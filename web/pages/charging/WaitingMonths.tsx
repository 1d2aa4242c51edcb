import { IconRefresh } from "@tabler/icons-react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { useGo } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Refusal } from "../../ui/Refusal.tsx";
import { useT } from "../../words/words.ts";
import styles from "./charging.module.css";
import { useRecalculate, useWaitingMonths, type WaitingMonth } from "./queries.ts";

/** Charged months that late facts have reached: each is one press away from being charged again. */
export function WaitingMonths() {
  const t = useT();
  const formats = useFormats();
  const work = useWork();
  const go = useGo();
  const waiting = useWaitingMonths(work.organization?.id);
  const recalculate = useRecalculate();
  const months = waiting.data?.months ?? [];
  const refusal = troubleOf(recalculate.error);
  if (months.length === 0) return null;
  const forbidden = work.may("runs.start") ? undefined : t("charging.start.noRight");
  const start = (month: WaitingMonth): void =>
    recalculate.mutate(month, { onSuccess: (run) => go(paths.run(run.id), "push") });
  return (
    <section aria-label={t("charging.waiting.title")} className={styles.waiting}>
      <h2>{t("charging.waiting.title")}</h2>
      <p className="t2">{t("charging.waiting.how")}</p>
      {refusal ? <Refusal of={refusal} /> : null}
      <ul>
        {months.map((month, index) => (
          <li key={`${month.organization} ${month.period}`}>
            <span>
              <span className="strong">{formats.period(month.period)}</span>
              {" · "}
              {month.organizationName}
              {" · "}
              {t("charging.waiting.houses", { count: month.buildings })}
              <small className="t2">
                {t("charging.waiting.why", {
                  facts: month.sources.map((source) => t(`charging.late.${source}`)).join(", "),
                  since: formats.instant(month.since),
                })}
              </small>
            </span>
            <Button
              icon={<IconRefresh size={14} aria-hidden />}
              disabledReason={
                forbidden ?? (isFirstOf(months, index) ? undefined : t("charging.waiting.earlierFirst"))
              }
              pending={recalculate.isPending}
              onClick={() => start(month)}
            >
              {t("charging.waiting.start")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What a month carries over reaches the next one, so an organization's months are taken in their order. */
const isFirstOf = (months: readonly WaitingMonth[], index: number): boolean =>
  !months.slice(0, index).some((one) => one.organization === months[index]?.organization);
