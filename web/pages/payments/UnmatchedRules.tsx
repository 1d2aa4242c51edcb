import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Refusal } from "../../ui/Refusal.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { useRules, useWithdrawRule } from "./unmatched-queries.ts";
import styles from "./unmatched.module.css";

/** The rules in force; each can be withdrawn. */
export function UnmatchedRules({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useT();
  const rules = useRules(isOpen);
  const withdraw = useWithdrawRule();
  const trouble = troubleOf(rules.error);
  const refusal = troubleOf(withdraw.error);
  return (
    <Dialog isOpen={isOpen} isWide title={t("suspense.rulesTitle")} onClose={onClose}>
      {refusal ? <Refusal of={refusal} /> : null}
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void rules.refetch()} />
      ) : !rules.data ? (
        <LoadingRows rows={4} columns={2} />
      ) : rules.data.length === 0 ? (
        <p className="t2">{t("suspense.rulesNone")}</p>
      ) : (
        <ul className={styles["rules"]}>
          {rules.data.map((rule) => (
            <li key={rule.rule}>
              <span>
                <span className="strong">{rule.statedAccount || t("suspense.ruleNoNumber")}</span>
                {", "}
                {rule.payerKey || t("suspense.ruleAny")} → {t("suspense.ruleTo")}{" "}
                <Go to={paths.account(rule.account)}>{rule.account}</Go>
              </span>
              <Button
                pending={withdraw.isPending && withdraw.variables === rule.rule}
                onClick={() =>
                  withdraw.mutate(rule.rule, {
                    onSuccess: () => toast({ kind: "ok", text: t("suspense.withdrawn") }),
                  })
                }
              >
                {t("suspense.withdraw")}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
