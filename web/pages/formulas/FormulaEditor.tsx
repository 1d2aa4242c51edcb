import { useEffect, useMemo, useRef, useState } from "react";
import { Problem } from "../../api/client.ts";
import { Form } from "../../ui/Form.tsx";
import { dropDraft } from "../../ui/form-draft.ts";
import { Select } from "../../ui/Select.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useWords } from "../../words/words.ts";
import { CasesTable } from "./CasesTable.tsx";
import { Catalogue } from "./Catalogue.tsx";
import { checkOf, type Draft, type DraftCase, writeOf } from "./draft.ts";
import styles from "./formulas.module.css";
import { FormulaText, select } from "./FormulaText.tsx";
import { nameBetween } from "./marks.ts";
import { type Fault, UNITS, useCatalogue, useCheck, useWriteFormula } from "./queries.ts";

/** How long a person has stopped typing before the text is read. */
const PAUSE_MS = 300;

const CODE = /^[a-z][a-z0-9_]{1,39}$/;

/** The text with its catalogue and its cases; what is saved is the next version, a draft. */
export function FormulaEditor({
  code,
  initial,
  draftKey,
  disabledReason,
  onSaved,
  aside,
}: {
  /** Undefined: the formula is a new one, and is named here. */
  code: string | undefined;
  initial: Draft;
  /** Under which what is written is kept through a lost page. */
  draftKey: string;
  disabledReason: string | undefined;
  onSaved: (code: string, version: number) => void;
  /** What stands under the catalogue. */
  aside?: React.ReactNode;
}) {
  const { t, language } = useWords();
  const [draft, setDraft] = useState(initial);
  const [newCode, setNewCode] = useState("");
  const area = useRef<HTMLTextAreaElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const { asked, check, isCurrent, isTried } = useLiveCheck(draft);
  const catalogue = useCatalogue(draft.unit, language);
  const writing = useWriteFormula();
  const put = (changes: Partial<Draft>): void => {
    setDraft((before) => ({ ...before, ...changes }));
    writing.reset();
  };
  const named = code ?? newCode.trim();
  const isCodeWrong = code === undefined && newCode !== "" && !CODE.test(named);
  const refused = faultsIn(writing.error);
  // A field that nobody has written in yet is empty, not wrong; the server refuses it when it is saved.
  const faults = draft.text.trim() === "" ? refused : isCurrent && check ? check.faults : refused;
  const unitText = t.of("tariffs.unit", draft.unit);
  const submit = (): void => {
    const [first] = faults;
    if (isCurrent && first) return select(area.current, first);
    if (isCodeWrong) return;
    writing.mutate(
      { code: named, body: writeOf(draft, asked) },
      {
        onSuccess: ({ version }) => {
          dropDraft(sessionStorage, draftKey);
          onSaved(named, version);
        },
        onError: (error) => {
          const [place] = faultsIn(error);
          if (place) select(area.current, place);
        },
      },
    );
  };
  const insert = (name: string): void => {
    const text = area.current;
    if (!text) return;
    const { selectionStart: from, selectionEnd: to, value } = text;
    text.setRangeText(nameBetween(name, value.slice(0, from), value.slice(to)), from, to, "end");
    // The field's own event: the text is changed as if it had been typed.
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus();
  };
  return (
    <div className={styles.editor}>
      <div className={styles.work}>
        <Form
          pending={writing.isPending}
          refusal={writing.error ?? undefined}
          onSubmit={submit}
          submitLabel={t("formulas.save")}
          submitDisabledReason={disabledReason}
          draft={{
            draftKey,
            values: { draft, newCode },
            onRestore: (kept: { draft: Draft; newCode: string }) => {
              setDraft(kept.draft);
              setNewCode(kept.newCode);
            },
            onDiscard: () => {
              setDraft(initial);
              setNewCode("");
            },
          }}
        >
          <div className={styles.fields}>
            {code === undefined && (
              <TextInput
                label={t("formulas.code")}
                name="code"
                value={newCode}
                onChange={setNewCode}
                lengthMax={40}
                required
                autoFocus
                hint={t("formulas.codeHint")}
                error={isCodeWrong ? t("formulas.codeWrong") : undefined}
              />
            )}
            <TextInput
              label={t("formulas.name")}
              name="title"
              value={draft.title}
              onChange={(title) => put({ title })}
              lengthMax={200}
              required
            />
            <Select
              label={t("formulas.unit")}
              name="unit"
              value={draft.unit}
              options={UNITS.map((unit) => ({ value: unit, label: t.of("tariffs.unit", unit) }))}
              onChange={(unit) => put({ unit: unit ?? "m3" })}
            />
            <Select
              label={t("formulas.gives")}
              name="gives"
              value={draft.gives}
              options={(["money", "volume"] as const).map((one) => ({
                value: one,
                label: t(`formulas.gives.${one}`, { unit: unitText }),
              }))}
              onChange={(gives) => put({ gives: gives ?? "money" })}
            />
          </div>
          <FormulaText
            value={draft.text}
            onChange={(text) => put({ text })}
            faults={faults}
            isCurrent={isCurrent || refused.length > 0}
            result={t("formulas.good", { unit: draft.gives === "money" ? "₽" : unitText })}
            area={area}
            onCatalogue={() => search.current?.focus()}
          />
          {check && check.faults.length === 0 && (
            <dl className={styles.languages}>
              <div>
                <dt>{t("formulas.inRussian")}</dt>
                <dd lang="ru">
                  <code>{check.textRu}</code>
                </dd>
              </div>
              <div>
                <dt>{t("formulas.inEnglish")}</dt>
                <dd lang="en">
                  <code>{check.textEn}</code>
                </dd>
              </div>
            </dl>
          )}
          <CasesTable
            cases={draft.cases}
            onChange={(cases: readonly DraftCase[]) => put({ cases })}
            asked={asked.flatMap((one) => catalogue.data?.inputs.find((input) => input.code === one) ?? [])}
            gives={draft.gives}
            unitText={unitText}
            results={isTried && check?.faults.length === 0 ? check.cases : undefined}
          />
          <TextInput
            label={t("formulas.note")}
            name="note"
            value={draft.note}
            onChange={(note) => put({ note })}
            lengthMax={500}
            hint={t("formulas.noteHint")}
          />
        </Form>
      </div>
      <aside className={styles.aside}>
        <Catalogue unit={draft.unit} field={search} onInsert={insert} onLeave={() => area.current?.focus()} />
        {aside}
      </aside>
    </div>
  );
}

/** Where the server stopped at a text that was sent before it was read here. */
function faultsIn(error: unknown): readonly Fault[] {
  if (!(error instanceof Problem) || error.code !== "formulas.text_faulty") return [];
  const { faults } = error.data;
  return Array.isArray(faults)
    ? faults.map((fault: { code: string; at: number; length: number }) => ({
        ...fault,
        sentence: error.message,
      }))
    : [];
}

/** The text is read after each pause; what it asks for is remembered while it has faults. */
function useLiveCheck(draft: Draft) {
  const { language } = useWords();
  const [asked, setAsked] = useState<readonly string[]>(() => [
    ...new Set(draft.cases.flatMap(({ inputs }) => Object.keys(inputs))),
  ]);
  const paused = usePaused(draft);
  const body = useMemo(() => checkOf(paused, asked), [paused, asked]);
  const checked = useCheck(body, language);
  const { data } = checked;
  useEffect(() => {
    if (!data || data.said.faults.length > 0) return;
    setAsked((before) => (before.join() === data.said.inputs.join() ? before : data.said.inputs));
  }, [data]);
  const now = checkOf(draft, asked);
  const isCurrent = data?.of.text === now.text && data.of.unit === now.unit && data.of.gives === now.gives;
  const isTried = isCurrent && JSON.stringify(data.of.cases) === JSON.stringify(now.cases);
  return { asked, check: data?.said, isCurrent, isTried };
}

function usePaused<V>(value: V): V {
  const [paused, setPaused] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return paused;
}
