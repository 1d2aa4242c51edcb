import { useFormats } from "../../ui/formats.ts";
import { useT } from "../../words/words.ts";
import styles from "./account.module.css";
import type { StatementLine } from "./queries.ts";

/** Money that goes back is the reversal of a payment. */
const isReversal = ({ kind, amount }: StatementLine): boolean =>
  kind.startsWith("payment") && amount.startsWith("-");

/** A document's line in words: what it is, its number, the month that it is for. */
export function LineName({ line }: { line: StatementLine }) {
  const t = useT();
  const { quantity, shortPeriod } = useFormats();
  return (
    <>
      {isReversal(line) ? t("accounts.document.reversal") : t.of("accounts.kind", line.kind)} №{" "}
      {line.document}{" "}
      <span className={styles["unit"]}>
        {line.formula === undefined || line.formula === "own" || line.kind === "penalty"
          ? ""
          : `${quantity(line.volume)} × ${quantity(line.rate, 2)}${line.chargedFor === undefined ? "" : ", "}`}
        {line.chargedFor === undefined
          ? ""
          : t("accounts.forMonth", { period: shortPeriod(line.chargedFor) })}
      </span>
    </>
  );
}
