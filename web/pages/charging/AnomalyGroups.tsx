import type { UseQueryResult } from "@tanstack/react-query";
import { troubleOf } from "../../api/client.ts";
import { Chip, Count } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import styles from "./charging.module.css";
import type { Group, Review, Rule, Run } from "./queries.ts";

/** What is odd about the run, by rule: how many, how much it moves, what is still to be decided. */
export function AnomalyGroups({
  run,
  review,
  rule,
  onRule,
}: {
  run: Run;
  review: UseQueryResult<Review>;
  rule: Rule | undefined;
  onRule: (rule: Rule) => void;
}) {
  const t = useT();
  const formats = useFormats();
  const trouble = troubleOf(review.error);
  const groups = review.data?.groups ?? [];
  const open = groups.reduce((sum, group) => sum + group.open, 0);
  const isBlocked = groups.some((group) => group.blocking && group.open > 0);
  if (run.state !== "calculated" && run.state !== "approved") return null;
  return (
    <section className={styles.box}>
      <h2 className="row">
        {t("charging.anomalies.title")} {open > 0 ? <Count of={open} isUrgent={isBlocked} /> : null}
      </h2>
      {trouble ? <ErrorState of={trouble} onRetry={() => void review.refetch()} /> : null}
      {review.isPending ? <LoadingRows rows={4} columns={3} /> : null}
      {review.data && groups.length === 0 ? <p className="t2">{t("charging.anomalies.none")}</p> : null}
      {review.data && review.data.buildingsWithoutBefore > 0 ? (
        <p className="t2 label">
          {t("charging.anomalies.withoutBefore", { count: review.data.buildingsWithoutBefore })}
        </p>
      ) : null}
      {groups.length > 0 ? (
        <table className={styles.groups}>
          <thead>
            <tr>
              <th scope="col">{t("charging.column.rule")}</th>
              <th scope="col" className="num">
                {t("charging.column.rows")}
              </th>
              <th scope="col" className="num">
                {t("charging.column.effect")}
              </th>
              <th scope="col">{t("charging.column.decision")}</th>
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <tr key={group.rule} data-chosen={group.rule === rule || undefined}>
                <th scope="row">
                  <button
                    type="button"
                    className={styles.rule}
                    aria-pressed={group.rule === rule}
                    onClick={() => onRule(group.rule)}
                  >
                    {t(`charging.rule.${group.rule}`)}
                  </button>
                </th>
                <td className="num">{formats.count(group.count)}</td>
                <td className="num">{formats.change(group.effect)}</td>
                <td>
                  <GroupState group={group} isDecidable={run.state === "calculated"} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  );
}

/** Once the run is decided, what was left open is told and calls nobody any more. */
export function GroupState({ group, isDecidable }: { group: Group; isDecidable: boolean }) {
  const t = useT();
  const formats = useFormats();
  if (group.open === 0) return <Chip state="ok">{t("charging.group.decided")}</Chip>;
  if (!isDecidable)
    return <Chip state="mute">{t("charging.group.undecided", { count: formats.count(group.open) })}</Chip>;
  if (group.blocking) return <Chip state="danger">{t("charging.group.blocks")}</Chip>;
  return <Chip state="warn">{t("charging.group.open", { count: formats.count(group.open) })}</Chip>;
}
