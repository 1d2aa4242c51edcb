import { useDeferredValue, useRef, useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { Button } from "../../ui/Button.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Note } from "../../ui/Note.tsx";
import { useProblemText } from "../../ui/problem-text.ts";
import { Segmented } from "../../ui/Segmented.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import styles from "./notices.module.css";
import {
  type NoticeWords,
  useSaveWords,
  useShownWords,
  useTestWords,
  type WordsLanguage,
  type WordsRow,
} from "./word-queries.ts";

type Places = NoticeWords["events"][number]["places"];

/** The words of an event by a channel: written, seen as the reader will, tested on oneself, taken back. */
export function WordsPanel({
  organization,
  of,
  places,
  onClose,
}: {
  organization: number;
  /** Of each language. */
  of: readonly WordsRow[];
  places: Places;
  onClose: () => void;
}) {
  const t = useT();
  const [language, setLanguage] = useState<WordsLanguage>("ru");
  const row = of.find((one) => one.language === language);
  const [first] = of;
  if (row === undefined || first === undefined) return null;
  return (
    <SidePanel
      title={t("notices.wordsTitle", {
        event: t(`notices.event.${first.event}`),
        channel: t(`notices.channel.${first.channel}`),
      })}
      onClose={onClose}
    >
      <div className={styles["languages"]}>
        <Segmented
          label={t("notices.language")}
          value={language}
          onChange={setLanguage}
          options={[
            { value: "ru", label: "Русский" },
            { value: "en", label: "English" },
          ]}
        />
      </div>
      <Editor
        key={`${language} ${row.version}`}
        organization={organization}
        row={row}
        places={places}
        onClose={onClose}
      />
    </SidePanel>
  );
}

function Editor({
  organization,
  row,
  places,
  onClose,
}: {
  organization: number;
  row: WordsRow;
  places: Places;
  onClose: () => void;
}) {
  const t = useT();
  const { instant } = useFormats();
  const { event, channel, language, version } = row;
  const [subject, setSubject] = useState((row.own ?? row.usual).subject);
  const [body, setBody] = useState((row.own ?? row.usual).body);
  const form = useRef<HTMLDivElement>(null);
  const saving = useSaveWords();
  const place = { event, channel, language };
  const save = (words: { subject: string; body: string }, said: string): void =>
    saving.mutate(
      { organization, ...place, ...words, version },
      { onSuccess: () => toast({ kind: "ok", text: said }) },
    );
  // Into the place of the cursor, so that the text reads on.
  const insert = (name: string): void => {
    const area = form.current?.querySelector<HTMLTextAreaElement>("textarea");
    const at = area?.selectionStart ?? body.length;
    const to = area?.selectionEnd ?? at;
    const text = `{${name}}`;
    setBody(`${body.slice(0, at)}${text}${body.slice(to)}`);
    requestAnimationFrame(() => {
      area?.focus();
      area?.setSelectionRange(at + text.length, at + text.length);
    });
  };
  return (
    <div ref={form} className={styles["words"]}>
      <p className="t2">
        {row.own === undefined
          ? t("notices.wordsAreUsual")
          : t("notices.wordsAreOwn", {
              no: row.version,
              name: row.writtenByName ?? "—",
              at: row.writtenAt === undefined ? "—" : instant(row.writtenAt),
            })}
      </p>
      <Form
        pending={saving.isPending}
        refusal={troubleOf(saving.error)}
        submitLabel={t("notices.wordsSave")}
        onCancel={onClose}
        onSubmit={() => save({ subject, body }, t("notices.wordsSaved"))}
      >
        {channel === "sms" ? null : (
          <TextInput
            label={t(channel === "push" ? "notices.wordsTitleOf" : "notices.wordsSubject")}
            name="subject"
            required
            value={subject}
            onChange={setSubject}
            lengthMax={200}
          />
        )}
        <TextInput
          label={t("notices.wordsText")}
          name="body"
          required
          hint={t(channel === "email" ? "notices.wordsTextHow" : "notices.wordsShortHow")}
          value={body}
          onChange={setBody}
          rows={channel === "email" ? 8 : 3}
          lengthMax={4_000}
        />
        <div role="group" aria-label={t("notices.places")} className={styles["places"]}>
          <span className="t2">{t("notices.places")}</span>
          {places.map(({ name, isNeeded }) => (
            <Button key={name} onClick={() => insert(name)}>
              {t.of("notices.place", name)} <code>{`{${name}}`}</code>
              {isNeeded ? " *" : ""}
            </Button>
          ))}
          <span className="t2">{t("notices.placesNeeded")}</span>
        </div>
      </Form>
      <Sample of={{ ...place, subject, body }} />
      <TestMessage of={{ organization, ...place, subject, body }} />
      {row.own === undefined ? null : (
        <div className={styles["deeds"]}>
          <Button
            pending={saving.isPending}
            onClick={() => save({ subject: "", body: "" }, t("notices.wordsUsualBack"))}
          >
            {t("notices.wordsBack")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** What the reader will see, by an invented account. */
function Sample({ of }: { of: Parameters<typeof useShownWords>[0] }) {
  const t = useT();
  const { money } = useFormats();
  const shown = useShownWords(useDeferredValue(of, of));
  const trouble = useProblemText();
  const problem = troubleOf(shown.error);
  const { data } = shown;
  return (
    <section aria-labelledby="words-sample">
      <h3 id="words-sample">{t("notices.sample")}</h3>
      {problem ? <Note state="danger">{trouble(problem)}</Note> : null}
      {data?.fault === undefined ? null : <Note state="warn">{data.fault}</Note>}
      {data === undefined ? null : (
        <div className={styles["sample"]} lang={of.language}>
          {data.subject === "" ? null : <p className="strong">{data.subject}</p>}
          <p>{data.body}</p>
          {data.button === undefined ? null : <p className={styles["samplebutton"]}>{data.button}</p>}
        </div>
      )}
      {data?.parts === undefined ? null : (
        <p className="t2">{t("notices.sampleParts", { parts: data.parts, cost: money(data.cost ?? "0") })}</p>
      )}
    </section>
  );
}

/** The words as they are, to oneself, before anybody else gets them. */
function TestMessage({
  of,
}: {
  of: {
    readonly organization: number;
    readonly event: WordsRow["event"];
    readonly channel: WordsRow["channel"];
    readonly language: WordsLanguage;
    readonly subject: string;
    readonly body: string;
  };
}) {
  const t = useT();
  const testing = useTestWords();
  const [phone, setPhone] = useState("");
  const words = useProblemText();
  const trouble = troubleOf(testing.error);
  if (of.channel === "push") return <p className="t2">{t("notices.testPush")}</p>;
  return (
    <section aria-labelledby="words-test">
      <h3 id="words-test">{t("notices.test")}</h3>
      {of.channel === "sms" ? (
        <TextInput
          label={t("notices.testPhone")}
          name="phone"
          type="tel"
          placeholder="+7"
          value={phone}
          onChange={setPhone}
          lengthMax={20}
        />
      ) : null}
      <div className={styles["deeds"]}>
        <Button pending={testing.isPending} onClick={() => testing.mutate({ ...of, phone })}>
          {t(of.channel === "sms" ? "notices.testSms" : "notices.testLetter")}
        </Button>
      </div>
      {trouble ? (
        <Note state="danger" isAlert>
          {words(trouble)}
        </Note>
      ) : testing.data ? (
        <Note state="ok" isAlert>
          {t("notices.tested", { address: testing.data.address })}
        </Note>
      ) : null}
    </section>
  );
}
