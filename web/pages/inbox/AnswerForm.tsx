import { useState } from "react";
import { api, troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { Form } from "../../ui/Form.tsx";
import { Note } from "../../ui/Note.tsx";
import { Segmented } from "../../ui/Segmented.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import styles from "./inbox.module.css";
import { type CaseCard, type Template, useDeed, useTemplates } from "./queries.ts";

const WHAT = ["answer", "note"] as const;

/** Writing to the applicant, or a note for colleagues; an answer may be begun from a template, and kept as one. */
export function AnswerForm({ of }: { of: CaseCard }) {
  const t = useT();
  const { may } = useWork();
  const [what, setWhat] = useState<(typeof WHAT)[number]>("answer");
  const [text, setText] = useState("");
  const send = useDeed((body: { text: string; isNote: boolean }) =>
    api.post<unknown>(`/api/inbox/${of.number}/texts`, { body }),
  );
  if (of.state === "closed") return <Note state="info">{t("inbox.isClosed")}</Note>;
  if (!may("messages.answer")) return <Note state="info">{t("inbox.mayNot")}</Note>;
  const isNote = what === "note";
  return (
    <section className={styles["answer"]} aria-label={t("inbox.write")}>
      <div className={styles["bar"]}>
        <Segmented
          label={t("inbox.write")}
          value={what}
          onChange={setWhat}
          options={WHAT.map((value) => ({ value, label: t(`inbox.write.${value}`) }))}
        />
        {isNote ? null : <Templates of={of} text={text} onChoose={setText} />}
      </div>
      <Form
        pending={send.isPending}
        refusal={troubleOf(send.error)}
        submitLabel={t(isNote ? "inbox.leaveNote" : "inbox.send")}
        draft={undefined}
        onSubmit={() =>
          send.mutate(
            { text, isNote },
            {
              onSuccess: () => {
                setText("");
                toast({ kind: "ok", text: t(isNote ? "inbox.noted" : "inbox.sent") });
              },
            },
          )
        }
      >
        <TextInput
          label={t(isNote ? "inbox.note" : "inbox.answer")}
          name="text"
          required
          rows={6}
          lengthMax={8000}
          value={text}
          onChange={setText}
        />
      </Form>
    </section>
  );
}

function Templates({ of, text, onChoose }: { of: CaseCard; text: string; onChoose: (text: string) => void }) {
  const t = useT();
  const templates = useTemplates();
  const [title, setTitle] = useState<string>();
  const keep = useDeed((body: { number: number; title: string; text: string }) =>
    api.post<Template>("/api/inbox/templates", { body }),
  );
  const remove = useDeed((id: number) => api.delete<unknown>(`/api/inbox/templates/${id}`));
  const [chosen, setChosen] = useState<string>();
  const all = templates.data?.templates ?? [];
  const present = all.find(({ id }) => String(id) === chosen);
  return (
    <>
      {all.length > 0 ? (
        <div className={styles["choice"]}>
          <Select
            label={t("inbox.template")}
            name="template"
            placeholder={t("inbox.noTemplate")}
            value={present === undefined ? undefined : chosen}
            onChange={(value) => {
              setChosen(value);
              const found = all.find(({ id }) => String(id) === value);
              if (found) onChoose(found.text);
            }}
            options={all.map(({ id, title: label }) => ({ value: String(id), label }))}
          />
        </div>
      ) : null}
      {present ? (
        <Button kind="ghost" pending={remove.isPending} onClick={() => remove.mutate(present.id)}>
          {t("inbox.removeTemplate")}
        </Button>
      ) : title === undefined ? (
        <Button
          kind="ghost"
          disabledReason={text.trim() === "" ? t("inbox.writeFirst") : undefined}
          onClick={() => setTitle("")}
        >
          {t("inbox.keepTemplate")}
        </Button>
      ) : (
        <div className={styles["choice"]}>
          <Form
            pending={keep.isPending}
            refusal={troubleOf(keep.error)}
            submitLabel={t("inbox.keep")}
            onCancel={() => setTitle(undefined)}
            onSubmit={() =>
              keep.mutate({ number: of.number, title, text }, { onSuccess: () => setTitle(undefined) })
            }
          >
            <TextInput
              label={t("inbox.templateTitle")}
              name="title"
              required
              lengthMax={100}
              value={title}
              onChange={setTitle}
            />
          </Form>
        </div>
      )}
    </>
  );
}
