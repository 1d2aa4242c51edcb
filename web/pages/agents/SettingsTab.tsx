import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Note } from "../../ui/Note.tsx";
import { Refusal } from "../../ui/Refusal.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import styles from "./agents.module.css";
import { differencesOf, FIELDS } from "./draft.ts";
import { type AgentCard, type Settings, useDecide, type Version } from "./queries.ts";
import { SettingsForm } from "./SettingsForm.tsx";
import { useSettingText } from "./SettingValue.tsx";

/** What was agreed: in force, waiting for a second person, and before. */
export function SettingsTab({ card }: { card: AgentCard }) {
  const t = useT();
  const { may } = useWork();
  const { query, set } = useAddress();
  const textOf = useSettingText();
  const waiting = card.versions.find((one) => one.approved === undefined);
  const mayNot = !may("agents.set")
    ? t("agents.mayNotSet")
    : waiting
      ? t("agents.decideFirst", { version: waiting.version })
      : card.closedAt === undefined
        ? undefined
        : t("agents.state.closed");
  if (query["edit"] === "yes" && mayNot === undefined)
    return <SettingsForm card={card} onDone={() => set({ edit: undefined })} />;
  return (
    <div className={styles["settings"]}>
      <div className={styles["work"]}>
        {waiting ? <Waiting card={card} waiting={waiting} /> : null}
        <section aria-labelledby="agent-in-force">
          <div className={styles["head"]}>
            <h2 id="agent-in-force">{t("agents.inForce")}</h2>
            <Button
              icon={<IconPencil size={16} aria-hidden />}
              disabledReason={mayNot}
              onClick={() => set({ edit: "yes" }, "push")}
            >
              {t("agents.change")}
            </Button>
          </div>
          <dl className={styles["facts"]}>
            {FIELDS.map((field) => (
              <div key={field}>
                <dt>{t(`agents.field.${field}`)}</dt>
                <dd>{textOf(field, card.settings)}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
      <section className={styles["aside"]} aria-labelledby="agent-versions">
        <h2 id="agent-versions">{t("agents.versions")}</h2>
        {card.versions.length === 0 ? <p className="t2">{t("agents.noVersions")}</p> : null}
        <ol className={styles["versions"]}>
          {card.versions.map((version, at) => (
            <VersionLine key={version.version} version={version} before={card.versions[at + 1]} />
          ))}
        </ol>
      </section>
    </div>
  );
}

/** What is proposed beside what is in force; decided by a second person, or taken back by the first. */
function Waiting({ card, waiting }: { card: AgentCard; waiting: Version }) {
  const t = useT();
  const { instant } = useFormats();
  const { may, signedIn } = useWork();
  const decide = useDecide(card.code);
  const [note, setNote] = useState("");
  const isMine = waiting.proposedBy === signedIn.user.id;
  const trouble = troubleOf(decide.error);
  const mayNot = may("agents.set") ? undefined : t("agents.mayNotSet");
  const say = (approved: boolean): void =>
    decide.mutate(
      { version: waiting.version, approved, note: note.trim() },
      {
        onSuccess: () =>
          toast({
            kind: "ok",
            text: t(approved ? "agents.approved" : "agents.declined", { version: waiting.version }),
          }),
      },
    );
  return (
    <section className={styles["waiting"]} aria-labelledby="agent-waiting">
      <div className="row">
        <h2 id="agent-waiting">{t("agents.waiting", { version: waiting.version })}</h2>
        <Chip state="warn">{t("agents.waits")}</Chip>
      </div>
      <p className="t2 label">
        {t("agents.proposedBy", { who: waiting.proposedByName ?? "", at: instant(waiting.proposedAt) })}
      </p>
      <Comparison was={card.settings} is={waiting.settings} />
      <TextInput label={t("agents.note")} name="note" lengthMax={500} value={note} onChange={setNote} />
      {isMine ? <Note state="info">{t("agents.ownProposal")}</Note> : null}
      {trouble ? <Refusal of={trouble} /> : null}
      <div className="row">
        <Button
          kind="primary"
          pending={decide.isPending}
          disabledReason={mayNot ?? (isMine ? t("agents.ownProposal") : undefined)}
          onClick={() => say(true)}
        >
          {t("agents.approve")}
        </Button>
        <Button pending={decide.isPending} disabledReason={mayNot} onClick={() => say(false)}>
          {t(isMine ? "agents.takeBack" : "agents.decline")}
        </Button>
      </div>
    </section>
  );
}

function Comparison({ was, is }: { was: Settings; is: Settings }) {
  const t = useT();
  const textOf = useSettingText();
  const differences = differencesOf(was, is);
  if (differences.length === 0) return <p className="t2">{t("agents.sameAs")}</p>;
  return (
    <div className={styles["wide"]}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{t("agents.setting")}</th>
            <th scope="col">{t("agents.was")}</th>
            <th scope="col">{t("agents.is")}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ field }) => (
            <tr key={field}>
              <th scope="row">{t(`agents.field.${field}`)}</th>
              <td className="t2">{textOf(field, was)}</td>
              <td className="strong">{textOf(field, is)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function VersionLine({ version, before }: { version: Version; before: Version | undefined }) {
  const t = useT();
  const { instant } = useFormats();
  const changed = before ? differencesOf(before.settings, version.settings) : [];
  return (
    <li>
      <span className="row">
        <b>{t("agents.versionNo", { version: version.version })}</b>
        {version.approved === undefined ? (
          <Chip state="warn">{t("agents.waits")}</Chip>
        ) : version.approved ? (
          <Chip state="ok">{t("agents.taken")}</Chip>
        ) : (
          <Chip state="mute">{t("agents.notTaken")}</Chip>
        )}
      </span>
      <span className="t2 label">
        {t("agents.proposedBy", { who: version.proposedByName ?? "", at: instant(version.proposedAt) })}
      </span>
      {version.needsSecond && version.decidedAt !== undefined ? (
        <span className="t2 label">
          {t("agents.decidedBy", { who: version.decidedByName ?? "", at: instant(version.decidedAt) })}
        </span>
      ) : null}
      {changed.length > 0 ? (
        <span className="label">{changed.map(({ field }) => t(`agents.field.${field}`)).join(", ")}</span>
      ) : null}
      {version.note === undefined || version.note === "" ? null : (
        <span className="label">{version.note}</span>
      )}
    </li>
  );
}
