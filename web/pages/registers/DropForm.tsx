import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { Form } from "../../ui/Form.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { type DropRow, type Drops, type DropSettings, useSaveDrop } from "./drop-queries.ts";

const BEGIN: DropSettings = {
  kind: "sftp",
  host: "",
  port: 22,
  user: "",
  security: "tls",
  hostKey: "",
  folder: "/",
  doneFolder: "done",
  outFolder: "",
  senders: [],
  mask: "",
  minutes: 10,
  isActive: true,
};
const PORTS = { sftp: 22, tls: 993, starttls: 143, none: 143 } as const;
const INTERVALS = [1, 5, 10, 30, 60, 240, 1_440] as const;

/** What is agreed about a drop. The secret is written, and never shown; left empty, the one before stays. */
export function DropForm({
  of,
  lists,
  onDone,
  onCancel,
}: {
  of: DropRow | undefined;
  lists: Drops;
  onDone: (drop: number) => void;
  onCancel: () => void;
}) {
  const t = useT();
  const saving = useSaveDrop();
  const [agent, setAgent] = useState<string | undefined>(of?.agent);
  const [secret, setSecret] = useState("");
  const [values, setValues] = useState<DropSettings>(of?.settings ?? BEGIN);
  const [port, setPort] = useState(String(values.port));
  const [senders, setSenders] = useState(values.senders.join(", "));
  const put = (change: Partial<DropSettings>): void => setValues((before) => ({ ...before, ...change }));
  const isMail = values.kind === "mail";
  const intervals = [...new Set([...INTERVALS, values.minutes])].toSorted((one, other) => one - other);
  return (
    <Form
      pending={saving.isPending}
      refusal={troubleOf(saving.error)}
      submitLabel={t("drops.save")}
      onCancel={onCancel}
      onSubmit={() => {
        if (agent === undefined) return;
        const settings = {
          ...values,
          port: Number(port),
          senders: isMail ? senders.split(/[\s,;]+/).filter((sender) => sender !== "") : [],
        };
        saving.mutate(
          {
            drop: of?.drop,
            settings,
            ...(of === undefined ? { agent } : {}),
            ...(secret === "" ? {} : { secret }),
          },
          {
            onSuccess: ({ drop }) => {
              toast({ kind: "ok", text: t("drops.saved") });
              onDone(drop);
            },
          },
        );
      }}
    >
      {of === undefined ? (
        <Select
          label={t("files.agent")}
          name="agent"
          required
          value={agent}
          onChange={setAgent}
          options={lists.agents.map(({ code, name }) => ({ value: code, label: name }))}
        />
      ) : null}
      <Select
        label={t("drops.kind")}
        name="kind"
        value={values.kind}
        onChange={(kind = "sftp") => {
          put(
            kind === "mail"
              ? { kind, folder: "INBOX", doneFolder: "", outFolder: "", hostKey: "" }
              : { kind, folder: "/", doneFolder: "done" },
          );
          setPort(String(kind === "mail" ? PORTS[values.security] : PORTS.sftp));
        }}
        options={(["sftp", "mail"] as const).map((value) => ({ value, label: t(`drops.kind.${value}`) }))}
      />
      <TextInput
        label={t("drops.host")}
        name="host"
        required
        lengthMax={253}
        value={values.host}
        onChange={(host) => put({ host })}
      />
      {isMail ? (
        <Select
          label={t("drops.security")}
          name="security"
          value={values.security}
          onChange={(security = "tls") => {
            put({ security });
            setPort(String(PORTS[security]));
          }}
          options={(["tls", "starttls", "none"] as const).map((value) => ({
            value,
            label: t(`drops.security.${value}`),
          }))}
        />
      ) : null}
      <TextInput label={t("drops.port")} name="port" required lengthMax={5} value={port} onChange={setPort} />
      <TextInput
        label={t("drops.user")}
        name="user"
        required
        lengthMax={200}
        value={values.user}
        onChange={(user) => put({ user })}
      />
      <TextInput
        label={t(isMail ? "drops.password" : "drops.secret")}
        name="secret"
        type={isMail ? "password" : "text"}
        rows={isMail ? 1 : 2}
        required={of === undefined}
        hint={of === undefined ? t("drops.secretOnce") : t("drops.secretStays")}
        autoComplete="new-password"
        value={secret}
        onChange={setSecret}
      />
      {isMail ? null : (
        <TextInput
          label={t("drops.hostKey")}
          name="hostKey"
          hint={t("drops.hostKeyHow")}
          lengthMax={60}
          value={values.hostKey}
          onChange={(hostKey) => put({ hostKey })}
        />
      )}
      <TextInput
        label={t(isMail ? "drops.mailbox" : "drops.folder")}
        name="folder"
        required
        lengthMax={300}
        value={values.folder}
        onChange={(folder) => put({ folder })}
      />
      <TextInput
        label={t(isMail ? "drops.doneMailbox" : "drops.doneFolder")}
        name="doneFolder"
        hint={t(isMail ? "drops.doneMailboxHow" : "drops.doneFolderHow")}
        lengthMax={300}
        value={values.doneFolder}
        onChange={(doneFolder) => put({ doneFolder })}
      />
      {isMail ? (
        <TextInput
          label={t("drops.senders")}
          name="senders"
          required
          hint={t("drops.sendersHow")}
          value={senders}
          onChange={setSenders}
        />
      ) : (
        <TextInput
          label={t("drops.outFolder")}
          name="outFolder"
          hint={t("drops.outFolderHow")}
          lengthMax={300}
          value={values.outFolder}
          onChange={(outFolder) => put({ outFolder })}
        />
      )}
      <TextInput
        label={t("drops.mask")}
        name="mask"
        hint={t("drops.maskHow")}
        lengthMax={200}
        value={values.mask}
        onChange={(mask) => put({ mask })}
      />
      <Select
        label={t("files.profile")}
        name="profile"
        placeholder={t("files.profileFound")}
        value={values.profile}
        onChange={(profile) =>
          setValues(({ profile: _before, ...rest }) => (profile === undefined ? rest : { ...rest, profile }))
        }
        options={lists.profiles.map((value) => ({ value, label: value }))}
      />
      <Select
        label={t("drops.minutes")}
        name="minutes"
        value={String(values.minutes)}
        onChange={(minutes) => put({ minutes: Number(minutes ?? 10) })}
        options={intervals.map((value) => ({
          value: String(value),
          label: t("drops.everyMinutes", { minutes: value }),
        }))}
      />
    </Form>
  );
}
