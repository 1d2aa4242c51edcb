import { Problem } from "../api/client.ts";
import { useT } from "../words/words.ts";
import styles from "./Form.module.css";
import { Note } from "./Note.tsx";
import { type FieldIssue, type Trouble, useProblemText } from "./problem-text.ts";

/** Why the server did not do it, read out at once; `issues` are those that no field shows. */
export function Refusal({ of, issues = [] }: { of: Trouble; issues?: readonly FieldIssue[] }) {
  const t = useT();
  const textOf = useProblemText();
  const listed = issues.flatMap(({ field, sentence, wanted }) =>
    typeof sentence === "string" ? [{ field, text: t(sentence, { wanted: wanted ?? "" }) }] : [],
  );
  return (
    <Note state={of instanceof Problem ? "danger" : "warn"} isAlert>
      {textOf(of)}
      {listed.length > 0 && (
        <ul className={styles.issues}>
          {listed.map(({ field, text }) => (
            <li key={field}>
              {field}: {text}
            </li>
          ))}
        </ul>
      )}
      {of instanceof Problem && of.status >= 500 && (
        <div className={styles.details}>{t("ui.requestId", { id: of.requestId })}</div>
      )}
    </Note>
  );
}
