import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Refusal } from "../../ui/Refusal.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import styles from "./reconcile.module.css";
import { type StatementLine, useChooseRegistries, useLineCandidates } from "./reconcile-queries.ts";

/** Registries that money which waits may be of; a person ticks those that it is, one or several. */
export function ChooseRegistries({ line }: { line: StatementLine }) {
  const t = useT();
  const { money, day } = useFormats();
  const { may } = useWork();
  const candidates = useLineCandidates(line.line);
  const choosing = useChooseRegistries(line.line);
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const trouble = troubleOf(candidates.error);
  const refusal = troubleOf(choosing.error);
  if (trouble) return <ErrorState of={trouble} onRetry={() => void candidates.refetch()} />;
  if (!candidates.data) return <LoadingRows rows={3} columns={2} />;
  const known = candidates.data.candidates;
  const sum = known
    .filter(({ registry }) => chosen.includes(registry))
    .reduce((total, { net }) => total + BigInt(net), 0n);
  const rest = BigInt(line.amount) - sum;
  return (
    <section aria-label={t("statements.choose")}>
      <h3 className={styles["section"]}>{t("statements.choose")}</h3>
      {known.length === 0 ? <p className="t2">{t("statements.noCandidates")}</p> : null}
      <ul className={styles["differences"]}>
        {known.map((one) => (
          <li key={one.registry}>
            <div className={styles["pair"]}>
              <Checkbox
                name={`registry-${one.registry}`}
                checked={chosen.includes(one.registry)}
                onChange={(checked) =>
                  setChosen((before) =>
                    checked ? [...before, one.registry] : before.filter((id) => id !== one.registry),
                  )
                }
              >
                {one.agentName}, {day(one.day)}
              </Checkbox>
              <span className="num">{money(one.net)}</span>
            </div>
            <div className="t2">
              {[one.document, ...one.reasons.map((reason) => t(`statements.fit.${reason}`))].join(" · ")}
            </div>
          </li>
        ))}
      </ul>
      {chosen.length > 0 && rest !== 0n ? (
        <p className="t2" role="status">
          {t(rest > 0n ? "statements.chosenLess" : "statements.chosenMore", {
            amount: money(String(rest > 0n ? rest : -rest)),
          })}
        </p>
      ) : null}
      {refusal ? <Refusal of={refusal} /> : null}
      {known.length === 0 ? null : (
        <Button
          kind="primary"
          pending={choosing.isPending}
          disabledReason={
            may("statements.take")
              ? chosen.length === 0
                ? t("statements.chooseFirst")
                : undefined
              : t("statements.mayNotTake")
          }
          onClick={() =>
            choosing.mutate(chosen, {
              onSuccess: () =>
                toast({ kind: "ok", text: t("statements.chosen", { amount: money(line.amount) }) }),
            })
          }
        >
          {t("statements.chooseDo")}
        </Button>
      )}
    </section>
  );
}
