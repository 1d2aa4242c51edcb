import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import { useT } from "../../words/words.ts";
import { type Batch, balanceOf } from "./batch.ts";
import styles from "./entry.module.css";

/** What is still missing, as the rows come. */
export function Difference({ batch, onReason }: { batch: Batch; onReason: () => void }) {
  const t = useT();
  const { money, count } = useFormats();
  const balance = balanceOf(batch);
  return (
    <div className={styles["difference"]} role="status">
      <span className="label t2">{t("payments.entry.difference")}</span>
      {balance.kind === "undeclared" ? (
        <span className="t3">{t("payments.entry.undeclared")}</span>
      ) : balance.kind === "equal" ? (
        <Chip state="ok">{t("payments.entry.equal")}</Chip>
      ) : (
        <span>
          <span className="strong num warn">{money(balance.total)} ₽</span>{" "}
          <span className="t2">
            {balance.count >= 0
              ? t("payments.entry.left", { count: balance.count, shown: count(balance.count) })
              : t("payments.entry.tooMany", { count: -balance.count, shown: count(-balance.count) })}
          </span>{" "}
          {batch.rows.length > 0 ? (
            <Button kind="ghost" onClick={onReason}>
              {t("payments.entry.giveReason")}
            </Button>
          ) : null}
        </span>
      )}
    </div>
  );
}
