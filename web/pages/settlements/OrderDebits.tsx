import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Refusal } from "../../ui/Refusal.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { type Order, useEndOrder, useOrderDebits } from "./queries.ts";
import styles from "./settlements.module.css";

/** Lines of money out by which a sent order may have been carried out; what agrees stands beside each. */
export function OrderDebits({ of }: { of: Order }) {
  const t = useT();
  const { money, day } = useFormats();
  const debits = useOrderDebits(of.id);
  const ending = useEndOrder();
  const trouble = troubleOf(debits.error);
  const refusal = troubleOf(ending.error);
  if (trouble) return <ErrorState of={trouble} onRetry={() => void debits.refetch()} />;
  if (!debits.data) return <LoadingRows rows={2} columns={2} />;
  return (
    <section aria-label={t("settlements.debits")}>
      <h3>{t("settlements.debits")}</h3>
      {debits.data.debits.length === 0 ? <p className="t2">{t("settlements.debits.none")}</p> : null}
      <ul className={styles["debits"]}>
        {debits.data.debits.map((one) => (
          <li key={one.line}>
            <div className={styles["debit"]}>
              <Go to={paths.statement(one.statement, { line: one.line })}>
                {t("settlements.debits.one", { day: day(one.date), number: one.number })}
              </Go>
              <span className="num">{money(one.amount)} ₽</span>
            </div>
            <div className="t2">
              {one.receiverName} · {one.agrees.map((what) => t(`settlements.agrees.${what}`)).join(", ")}
            </div>
            <Button
              pending={ending.isPending && ending.variables?.document === one.document}
              onClick={() =>
                ending.mutate(
                  { order: of.id, outcome: "confirmed", on: one.date, document: one.document },
                  {
                    onSuccess: () =>
                      toast({ kind: "ok", text: t("settlements.orders.ended", { number: of.number }) }),
                  },
                )
              }
            >
              {t("settlements.debits.confirm")}
            </Button>
          </li>
        ))}
      </ul>
      {refusal ? <Refusal of={refusal} /> : null}
    </section>
  );
}
