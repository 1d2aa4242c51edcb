import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { DateInput } from "../../ui/DateInput.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Select } from "../../ui/Select.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import {
  type Text,
  TEXT_KINDS,
  TEXT_STATES,
  useRewrite,
  useVersions,
  useWrite,
  type Versions,
} from "./queries.ts";
import styles from "./site.module.css";

interface PanelProps {
  readonly organization: number;
  /** Absent: a new one. */
  readonly of: Text | undefined;
  readonly disabledReason: string | undefined;
  readonly onClose: () => void;
}

/** One text: what it says now, what it said before, how the portal would show it. */
export function TextPanel(props: PanelProps) {
  const t = useT();
  const { of, onClose } = props;
  const versions = useVersions(of?.text);
  const trouble = troubleOf(versions.error);
  return (
    <SidePanel title={of?.title ?? t("company.newText")} onClose={onClose}>
      {of === undefined ? (
        <NewText {...props} />
      ) : trouble ? (
        <ErrorState of={trouble} onRetry={() => void versions.refetch()} />
      ) : versions.data ? (
        <ChangedText
          {...props}
          key={versions.data.versions[0]?.version}
          of={of}
          versions={versions.data.versions}
        />
      ) : (
        <LoadingRows rows={6} columns={1} />
      )}
    </SidePanel>
  );
}

interface Draft {
  readonly title: string;
  readonly body: string;
  readonly state: Text["state"];
  readonly shownFrom: string | undefined;
}

function NewText({ organization, disabledReason, onClose }: PanelProps) {
  const t = useT();
  const { today } = useWork();
  const write = useWrite();
  const [kind, setKind] = useState<Text["kind"]>("news");
  const [draft, setDraft] = useState<Draft>({ title: "", body: "", state: "published", shownFrom: today });
  return (
    <Form
      pending={write.isPending}
      refusal={troubleOf(write.error)}
      submitLabel={t("company.save")}
      submitDisabledReason={disabledReason}
      onCancel={onClose}
      onSubmit={() =>
        write.mutate(
          { organization, kind, ...draft, shownFrom: draft.shownFrom ?? today },
          {
            onSuccess: () => {
              toast({ kind: "ok", text: t("company.saved") });
              onClose();
            },
          },
        )
      }
    >
      <Select
        label={t("company.kind")}
        name="kind"
        required
        value={kind}
        onChange={(value) => setKind(value ?? "news")}
        options={TEXT_KINDS.map((value) => ({ value, label: t(`company.kind.${value}`) }))}
      />
      <Fields draft={draft} onChange={setDraft} states={["published", "draft"]} />
    </Form>
  );
}

function ChangedText({
  of,
  versions,
  disabledReason,
  onClose,
}: PanelProps & { readonly of: Text; readonly versions: Versions }) {
  const t = useT();
  const { day, instant } = useFormats();
  const { today } = useWork();
  const rewrite = useRewrite(of.text);
  const [last] = versions;
  const [draft, setDraft] = useState<Draft>({
    title: last?.title ?? "",
    body: last?.body ?? "",
    state: last?.state ?? "draft",
    shownFrom: today,
  });
  return (
    <>
      <Form
        pending={rewrite.isPending}
        refusal={troubleOf(rewrite.error)}
        submitLabel={t("company.saveVersion")}
        submitDisabledReason={disabledReason}
        onCancel={onClose}
        onSubmit={() =>
          rewrite.mutate(
            { ...draft, shownFrom: draft.shownFrom ?? today, basedOn: last?.version ?? 1 },
            { onSuccess: () => toast({ kind: "ok", text: t("company.saved") }) },
          )
        }
      >
        <Fields draft={draft} onChange={setDraft} states={TEXT_STATES} />
      </Form>
      <h3 className={styles["part"]}>{t("company.versions")}</h3>
      <ul className={styles["versions"]}>
        {versions.map((one) => (
          <li key={one.version}>
            <a
              href={`/api/site/texts/${of.text}/preview?version=${one.version}`}
              target="_blank"
              rel="noreferrer"
            >
              {t("company.version", { number: one.version })}
            </a>
            <span>
              {[
                t(`company.state.${one.state}`),
                t("company.fromDay", { day: day(one.shownFrom) }),
                t("company.savedAt", { at: instant(one.savedAt) }),
              ].join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Fields({
  draft,
  onChange,
  states,
}: {
  draft: Draft;
  onChange: (draft: Draft) => void;
  states: readonly Text["state"][];
}) {
  const t = useT();
  const { today } = useWork();
  return (
    <>
      <TextInput
        label={t("company.textTitle")}
        name="title"
        required
        lengthMax={200}
        value={draft.title}
        onChange={(title) => onChange({ ...draft, title })}
      />
      <TextInput
        label={t("company.body")}
        name="body"
        rows={12}
        lengthMax={100_000}
        hint={t("company.bodyHint")}
        value={draft.body}
        onChange={(body) => onChange({ ...draft, body })}
      />
      <Select
        label={t("company.state")}
        name="state"
        required
        value={draft.state}
        onChange={(state) => onChange({ ...draft, state: state ?? "draft" })}
        options={states.map((value) => ({ value, label: t(`company.state.${value}`) }))}
      />
      {draft.state === "draft" ? null : (
        <DateInput
          label={t("company.from")}
          name="shownFrom"
          required
          today={today}
          value={draft.shownFrom}
          onChange={(shownFrom) => onChange({ ...draft, shownFrom })}
        />
      )}
    </>
  );
}
