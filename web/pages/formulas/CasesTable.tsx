import { IconCopy, IconPlus, IconTrash } from "@tabler/icons-react";
import { Button, IconButton } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import { MoneyInput } from "../../ui/MoneyInput.tsx";
import { QuantityInput } from "../../ui/QuantityInput.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useWords } from "../../words/words.ts";
import { type DraftCase, nextKey, outcomeOf } from "./draft.ts";
import styles from "./formulas.module.css";
import type { CaseResult, CatalogueInput, FormulaVersion } from "./queries.ts";

const YES = "1000000";

/** The formula's own vectors: what goes in, what must come out, and what does. */
export function CasesTable({
  cases,
  onChange,
  asked,
  gives,
  unitText,
  results,
}: {
  cases: readonly DraftCase[];
  onChange: (cases: readonly DraftCase[]) => void;
  /** What the formula asks for. */
  asked: readonly CatalogueInput[];
  gives: FormulaVersion["gives"];
  unitText: string;
  /** In the order of the cases; undefined while they are not of these cases. */
  results: readonly CaseResult[] | undefined;
}) {
  const { t, language } = useWords();
  const put = (key: number, changes: Partial<DraftCase>): void =>
    onChange(cases.map((one) => (one.key === key ? { ...one, ...changes } : one)));
  const nameOf = (input: CatalogueInput): string => (language === "ru" ? input.nameRu : input.code);
  const add = (): void =>
    onChange([
      ...cases,
      { key: nextKey(cases), name: "", inputs: cases.at(-1)?.inputs ?? {}, expected: undefined },
    ]);
  return (
    <section className={styles.cases} aria-label={t("formulas.cases")}>
      <div className={styles.casesHead}>
        <h2>
          {t("formulas.cases")} <span className="label t3">{t("formulas.casesHow")}</span>
        </h2>
        <Button icon={<IconPlus size={16} aria-hidden />} onClick={add}>
          {t("formulas.caseAdd")}
        </Button>
      </div>
      {cases.length === 0 ? (
        <p className="t2">{t("formulas.casesNone")}</p>
      ) : (
        <div className={styles.wide}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t("formulas.caseName")}</th>
                {asked.map((input) => (
                  <th key={input.code} scope="col" className="num">
                    {nameOf(input)}
                    {input.unitText === "" ? "" : `, ${input.unitText}`}
                  </th>
                ))}
                <th scope="col" className="num">
                  {t("formulas.caseExpected")}
                </th>
                <th scope="col" className="num">
                  {t("formulas.caseFound")}
                </th>
                <th scope="col">{t("formulas.caseState")}</th>
                <th scope="col">
                  <span className="hidden">{t("formulas.caseDeeds")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {cases.map((one, index) => {
                const label = one.name.trim() === "" ? t("formulas.caseNo", { number: index + 1 }) : one.name;
                const result = results?.[index];
                return (
                  <tr key={one.key}>
                    <td className={styles.caseName}>
                      <TextInput
                        label={t("formulas.caseNameOf", { number: index + 1 })}
                        isLabelHidden
                        value={one.name}
                        onChange={(name) => put(one.key, { name })}
                        lengthMax={200}
                        required
                        autoFocus={one.name === "" && index === cases.length - 1}
                      />
                    </td>
                    {asked.map((input) => {
                      const value = one.inputs[input.code] ?? "0";
                      const write = (next: string): void =>
                        put(one.key, { inputs: { ...one.inputs, [input.code]: next } });
                      const name = `${label}: ${nameOf(input)}`;
                      return (
                        <td key={input.code}>
                          {input.kind === "yes_no" ? (
                            <Checkbox checked={value === YES} onChange={(yes) => write(yes ? YES : "0")}>
                              <span className="hidden">{name}</span>
                            </Checkbox>
                          ) : (
                            <QuantityInput
                              label={name}
                              isLabelHidden
                              digits={6}
                              isSigned={input.sign === "any"}
                              value={BigInt(value)}
                              onChange={(next) => write(String(next ?? 0n))}
                            />
                          )}
                        </td>
                      );
                    })}
                    <td>
                      <Expected
                        of={one}
                        gives={gives}
                        label={t("formulas.caseExpectedOf", { name: label })}
                        onChange={(expected) => put(one.key, { expected })}
                      />
                    </td>
                    <td className="num">
                      <Found result={result} gives={gives} unitText={unitText} />
                    </td>
                    <td>
                      <OutcomeChip of={one} result={result} />
                    </td>
                    <td className={styles.caseDeeds}>
                      <IconButton
                        label={t("formulas.caseCopy", { name: label })}
                        icon={<IconCopy size={16} aria-hidden />}
                        onClick={() =>
                          onChange([
                            ...cases.slice(0, index + 1),
                            {
                              ...one,
                              key: nextKey(cases),
                              name: t("formulas.caseCopyName", { name: one.name }),
                            },
                            ...cases.slice(index + 1),
                          ])
                        }
                      />
                      <IconButton
                        label={t("formulas.caseRemove", { name: label })}
                        icon={<IconTrash size={16} aria-hidden />}
                        onClick={() => onChange(cases.filter(({ key }) => key !== one.key))}
                      />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Expected({
  of,
  gives,
  label,
  onChange,
}: {
  of: DraftCase;
  gives: FormulaVersion["gives"];
  label: string;
  onChange: (expected: string | undefined) => void;
}) {
  const common = {
    label,
    isLabelHidden: true,
    required: true,
    value: of.expected === undefined ? undefined : BigInt(of.expected),
    onChange: (next: bigint | undefined) => onChange(next === undefined ? undefined : String(next)),
  };
  return gives === "money" ? <MoneyInput {...common} /> : <QuantityInput {...common} digits={6} isSigned />;
}

function Found({
  result,
  gives,
  unitText,
}: {
  result: CaseResult | undefined;
  gives: FormulaVersion["gives"];
  unitText: string;
}) {
  const formats = useFormats();
  if (!result) return <span className="t3">—</span>;
  return gives === "money" ? (
    <>{formats.money(result.found)} ₽</>
  ) : (
    <>
      {formats.quantity(result.found)} {unitText}
    </>
  );
}

const CHIPS = { passes: "ok", fails: "danger", unsaid: "mute" } as const;

function OutcomeChip({ of, result }: { of: DraftCase; result: CaseResult | undefined }) {
  const { t } = useWords();
  const outcome = outcomeOf(of, result);
  return outcome === undefined ? (
    <span className="t3">—</span>
  ) : (
    <Chip state={CHIPS[outcome]}>{t(`formulas.outcome.${outcome}`)}</Chip>
  );
}
