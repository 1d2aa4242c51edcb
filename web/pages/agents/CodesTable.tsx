import { Segmented } from "../../ui/Segmented.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useT } from "../../words/words.ts";
import styles from "./agents.module.css";
import { codesOf, type Draft, tableOf } from "./draft.ts";
import type { AgentCard } from "./queries.ts";

/** The codes of the answers: a table that is in use, or the agent's own where its contract differs. */
export function CodesTable({
  card,
  codes,
  onChange,
}: {
  card: Pick<AgentCard, "codeTables" | "temporaryCodes">;
  codes: Draft["codes"];
  onChange: (codes: Draft["codes"]) => void;
}) {
  const t = useT();
  const { codeTables: tables, temporaryCodes } = card;
  const [first = {}] = tables;
  const at = tableOf(codes, tables);
  return (
    <div className={styles["codes"]}>
      {tables.length > 1 ? (
        <div className="row">
          <span className="label t2">{t("agents.codeTable")}</span>
          <Segmented
            label={t("agents.codeTable")}
            value={at}
            onChange={(value) => value !== "own" && onChange(codesOf(value, tables))}
            options={[
              { value: "first" as const, label: t("agents.codeTable.first") },
              { value: "second" as const, label: t("agents.codeTable.second") },
              ...(at === "own" ? [{ value: "own" as const, label: t("agents.codeTable.own") }] : []),
            ]}
          />
        </div>
      ) : null}
      <details>
        <summary>{t("agents.codesOpen")}</summary>
        <table className={styles["table"]}>
          <caption className="hidden">{t("agents.field.codes")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("agents.answer")}</th>
              <th scope="col" className="num">
                {t("agents.ordinary")}
              </th>
              <th scope="col">{t("agents.ownCode")}</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(first).map(([reason, ordinary]) => {
              const typed = codes[reason] ?? "";
              const code = typed === "" ? ordinary : Number(typed);
              return (
                <tr key={reason}>
                  <th scope="row">
                    {t.of("agents.reason", reason)}
                    {temporaryCodes.includes(code) ? (
                      <span className="t2"> · {t("agents.repeats")}</span>
                    ) : null}
                  </th>
                  <td className="num">{ordinary}</td>
                  <td className={styles["codeCell"]}>
                    <TextInput
                      label={t.of("agents.reason", reason)}
                      isLabelHidden
                      value={typed}
                      placeholder={String(ordinary)}
                      lengthMax={4}
                      onChange={(text) => onChange({ ...codes, [reason]: text.replace(/[^\d-]/g, "") })}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </details>
    </div>
  );
}
