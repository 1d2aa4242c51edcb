import { paths } from "../../paths.ts";
import { Go } from "../../shell/Go.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Note } from "../../ui/Note.tsx";
import { useT } from "../../words/words.ts";
import styles from "./reconcile.module.css";
import type { Board } from "./reconcile-queries.ts";

/** So many are shown by name; the others are in their statements. */
const SHOWN = 5;

/** Money of registries that have not come. */
export function Unclaimed({ lines }: { lines: Board["unclaimed"] }) {
  const t = useT();
  const { money, day } = useFormats();
  if (lines.length === 0) return null;
  const total = lines.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  return (
    <div className={styles["note"]}>
      <Note state="warn">
        {t("reconcile.unclaimed", { count: lines.length, total: money(total) })}{" "}
        {lines.slice(0, SHOWN).map((line, at) => (
          <span key={line.line}>
            {at === 0 ? "" : ", "}
            <Go to={paths.statement(line.statement, { line: line.line })}>
              {day(line.date)} {money(line.amount)} ₽ {line.counterpartyName}
            </Go>
          </span>
        ))}
      </Note>
    </div>
  );
}
