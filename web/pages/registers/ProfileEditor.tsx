import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useWork } from "../../shell/context.ts";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { DateInput } from "../../ui/DateInput.tsx";
import { Form } from "../../ui/Form.tsx";
import { Segmented } from "../../ui/Segmented.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useWords } from "../../words/words.ts";
import { type Definition, definitionOf } from "./draft.ts";
import { FieldsOfFile } from "./FieldsOfFile.tsx";
import { FilePick } from "./FilePick.tsx";
import { Preview } from "./Preview.tsx";
import { type SampleFile, type Tried, useSaveProfile, useTried } from "./queries.ts";
import styles from "./registers.module.css";

/** How long a person has stopped typing before the sample is read again. */
const PAUSE_MS = 400;
const CODE = /^[a-z][a-z0-9-]{1,39}$/;

/** What a profile says at the left, what it makes of a sample at the right; saved is the next version. */
export function ProfileEditor({
  code,
  initial,
  disabledReason,
  onSaved,
  aside,
}: {
  /** Undefined: the profile is a new one, and is named here. */
  code: string | undefined;
  initial: Definition;
  disabledReason: string | undefined;
  onSaved: (code: string, version: number) => void;
  /** What stands under the preview. */
  aside?: ReactNode;
}) {
  const { t, language } = useWords();
  const { today } = useWork();
  const [definition, setDefinition] = useState(initial);
  const [text, setText] = useState<string>();
  const [newCode, setNewCode] = useState("");
  const [sample, setSample] = useState<SampleFile>();
  const [companion, setCompanion] = useState<SampleFile>();
  const [validFrom, setValidFrom] = useState<string | undefined>(today);
  const [note, setNote] = useState("");
  const [isChanged, setChanged] = useState(false);
  const saving = useSaveProfile();
  const isText = text !== undefined;
  const isTextWrong = isText && definitionOf(text) === undefined;
  const { tried, isCurrent } = useLiveTry({ definition, sample, companion }, language);
  const put = (next: Definition): void => {
    setDefinition(next);
    saving.reset();
  };
  const named = code ?? newCode.trim();
  const isCodeWrong = code === undefined && newCode !== "" && !CODE.test(named);
  const reason =
    disabledReason ??
    (isTextWrong
      ? t("registers.textWrong")
      : sample === undefined
        ? t("registers.sampleFirst")
        : isCurrent && tried !== undefined && !isRead(tried)
          ? t("registers.sampleRefused")
          : undefined);
  const submit = (): void => {
    if (sample === undefined || validFrom === undefined || isCodeWrong) return;
    saving.mutate(
      {
        code: named,
        body: {
          definition: { ...definition },
          note: note.trim(),
          validFrom,
          layoutChanged: isChanged,
          sample,
          ...(companion ? { companion } : {}),
        },
      },
      { onSuccess: ({ version }) => onSaved(named, version) },
    );
  };
  return (
    <div className={styles.editor}>
      <div className={styles.work}>
        <Form
          pending={saving.isPending}
          refusal={saving.error ?? undefined}
          onSubmit={submit}
          submitLabel={t("registers.save")}
          submitDisabledReason={reason}
        >
          <div className={styles.fields}>
            {code === undefined && (
              <TextInput
                label={t("registers.code")}
                name="code"
                value={newCode}
                onChange={setNewCode}
                lengthMax={40}
                required
                autoFocus
                hint={t("registers.codeHint")}
                error={isCodeWrong ? t("registers.codeWrong") : undefined}
              />
            )}
            <TextInput
              label={t("registers.name")}
              name="title"
              value={definition.title}
              onChange={(title) => put({ ...definition, title })}
              lengthMax={200}
              required
              disabledReason={isText ? t("registers.inText") : undefined}
            />
            <div className={styles.as}>
              <Segmented
                label={t("registers.as")}
                value={isText ? "text" : "form"}
                onChange={(as) => setText(as === "text" ? JSON.stringify(definition, null, 2) : undefined)}
                options={[
                  { value: "form", label: t("registers.asForm") },
                  { value: "text", label: t("registers.asText") },
                ]}
              />
            </div>
          </div>
          {isText ? (
            <TextInput
              label={t("registers.text")}
              value={text}
              rows={28}
              onChange={(next) => {
                setText(next);
                const read = definitionOf(next);
                if (read) put(read);
              }}
              error={isTextWrong ? t("registers.textWrong") : undefined}
            />
          ) : (
            <FieldsOfFile definition={definition} onChange={put} faults={tried?.faults ?? []} />
          )}
          <div className={styles.fields}>
            <DateInput
              label={t("registers.from")}
              name="validFrom"
              value={validFrom}
              onChange={setValidFrom}
              today={today}
              required
            />
            <TextInput
              label={t("registers.note")}
              name="note"
              value={note}
              onChange={setNote}
              lengthMax={500}
              hint={t("registers.noteHint")}
            />
          </div>
          {code !== undefined && (
            <Checkbox checked={isChanged} onChange={setChanged} name="layoutChanged">
              {t("registers.layoutChanged")}
            </Checkbox>
          )}
        </Form>
      </div>
      <div className={styles.aside}>
        <section className={styles.sample} aria-label={t("registers.sample")}>
          <h2>{t("registers.sample")}</h2>
          <FilePick label={t("registers.pick")} name={sample?.name} onPick={setSample} />
          {definition.companion !== undefined && (
            <FilePick label={t("registers.pickCompanion")} name={companion?.name} onPick={setCompanion} />
          )}
          <Preview tried={tried} hasSample={sample !== undefined} isCurrent={isCurrent} />
        </section>
        {aside}
      </div>
    </div>
  );
}

const isRead = (tried: Tried): boolean =>
  tried.faults.length === 0 && tried.read !== undefined && tried.read.refusals.length === 0;

/** What the server makes of the definition and the sample, a moment after the last change. */
function useLiveTry(
  of: {
    readonly definition: Definition;
    readonly sample: SampleFile | undefined;
    readonly companion: SampleFile | undefined;
  },
  language: string,
): { readonly tried: Tried | undefined; readonly isCurrent: boolean } {
  const { definition, sample, companion } = of;
  const [asked, setAsked] = useState(of);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return undefined;
    }
    const timer = setTimeout(() => setAsked({ definition, sample, companion }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [definition, sample, companion]);
  // A profile is tried before it has a name.
  const named = useMemo(
    () => ({ ...asked, definition: { ...asked.definition, title: asked.definition.title.trim() || "—" } }),
    [asked],
  );
  const { data, isPlaceholderData } = useTried(named, language);
  const isCurrent =
    data !== undefined &&
    !isPlaceholderData &&
    asked.definition === definition &&
    asked.sample === sample &&
    asked.companion === companion;
  return { tried: data, isCurrent };
}
