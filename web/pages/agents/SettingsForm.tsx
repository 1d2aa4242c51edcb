import { useState } from "react";
import { newKey, troubleOf } from "../../api/client.ts";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { Form } from "../../ui/Form.tsx";
import { MoneyInput } from "../../ui/MoneyInput.tsx";
import { Note } from "../../ui/Note.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { EXTRAS, MEANS } from "./agent-words.ts";
import styles from "./agents.module.css";
import { CodesTable } from "./CodesTable.tsx";
import { type Draft, draftOf, settingsIn } from "./draft.ts";
import { type AgentCard, usePropose } from "./queries.ts";

/** A new version of an agent's settings, begun with those in force. */
export function SettingsForm({ card, onDone }: { card: AgentCard; onDone: () => void }) {
  const t = useT();
  const propose = usePropose(card.code);
  const [key] = useState(newKey);
  const [draft, setDraft] = useState(() => draftOf(card.settings));
  const put =
    <K extends keyof Draft>(name: K) =>
    (value: Draft[K]): void =>
      setDraft((former) => ({ ...former, [name]: value }));
  const turn = <V extends string>(list: readonly V[], one: V, isOn: boolean): V[] =>
    isOn ? [...list, one] : list.filter((other) => other !== one);
  const settings = settingsIn(draft);
  const { signature } = draft;
  return (
    <div className={styles["form"]}>
      <Form
        pending={propose.isPending}
        refusal={troubleOf(propose.error)}
        submitLabel={t("agents.propose")}
        submitDisabledReason={
          settings === undefined
            ? t("agents.numberWrong")
            : draft.signIn.length === 0
              ? t("agents.meansNeeded")
              : undefined
        }
        onCancel={onDone}
        onSubmit={() =>
          settings &&
          propose.mutate(
            { key, settings },
            {
              onSuccess: ({ version, inForce }) => {
                toast({ kind: "ok", text: t(inForce ? "agents.setNow" : "agents.setLater", { version }) });
                onDone();
              },
            },
          )
        }
      >
        <Note state="info">{t("agents.secondAbout")}</Note>
        <fieldset className={styles["group"]}>
          <legend>{t("agents.group.speech")}</legend>
          <Select
            label={t("agents.field.language")}
            name="language"
            value={draft.language}
            onChange={(value) => put("language")(value ?? "ru")}
            options={(["ru", "en"] as const).map((value) => ({
              value,
              label: t(`agents.language.${value}`),
            }))}
          />
          <TextInput
            label={t("agents.field.timeZone")}
            name="timeZone"
            required
            lengthMax={60}
            value={draft.timeZone}
            onChange={put("timeZone")}
          />
          <TextInput
            label={t("agents.field.deadlineMs")}
            name="deadlineMs"
            required
            hint={t("agents.deadlineHint")}
            value={draft.deadlineMs}
            onChange={put("deadlineMs")}
          />
          <TextInput
            label={t("agents.field.accountPattern")}
            name="accountPattern"
            required
            lengthMax={100}
            value={draft.accountPattern}
            onChange={put("accountPattern")}
          />
        </fieldset>
        <fieldset className={styles["group"]}>
          <legend>{t("agents.group.limits")}</legend>
          <MoneyInput
            label={t("agents.field.amountMin")}
            name="amountMin"
            required
            value={draft.amountMin}
            onChange={put("amountMin")}
          />
          <MoneyInput
            label={t("agents.field.amountMax")}
            name="amountMax"
            required
            value={draft.amountMax}
            onChange={put("amountMax")}
          />
          <MoneyInput
            label={t("agents.field.dayTotalMax")}
            name="dayTotalMax"
            hint={t("agents.unlimitedHint")}
            value={draft.dayTotalMax}
            onChange={put("dayTotalMax")}
          />
          <TextInput
            label={t("agents.field.messagesPerMinuteMax")}
            name="messagesPerMinuteMax"
            required
            value={draft.messagesPerMinuteMax}
            onChange={put("messagesPerMinuteMax")}
          />
        </fieldset>
        <fieldset className={styles["group"]}>
          <legend>{t("agents.group.signIn")}</legend>
          <div className={styles["checks"]}>
            {MEANS.map((means) => (
              <Checkbox
                key={means}
                checked={draft.signIn.includes(means)}
                onChange={(isOn) => put("signIn")(turn(draft.signIn, means, isOn))}
              >
                {t(`agents.means.${means}`)}
              </Checkbox>
            ))}
          </div>
          <TextInput
            label={t("agents.field.addresses")}
            name="addresses"
            rows={3}
            hint={t("agents.addressesHint")}
            value={draft.addresses}
            onChange={put("addresses")}
          />
          {draft.signIn.includes("certificate") ? (
            <TextInput
              label={t("agents.field.certificates")}
              name="certificates"
              rows={2}
              hint={t("agents.certificatesHint")}
              value={draft.certificates}
              onChange={put("certificates")}
            />
          ) : null}
          {draft.signIn.includes("signature") ? (
            <>
              <TextInput
                label={t("agents.field.publicKeys")}
                name="publicKeys"
                rows={5}
                value={draft.publicKeys}
                onChange={put("publicKeys")}
              />
              <Select
                label={t("agents.signature.algorithm")}
                name="algorithm"
                value={signature.algorithm}
                onChange={(value) => value && put("signature")({ ...signature, algorithm: value })}
                options={(["RSA-SHA256", "RSA-SHA512", "RSA-SHA1"] as const).map((value) => ({
                  value,
                  label: value,
                }))}
              />
              <Select
                label={t("agents.signature.encoding")}
                name="encoding"
                value={signature.encoding}
                onChange={(value) => value && put("signature")({ ...signature, encoding: value })}
                options={(["base64", "hex"] as const).map((value) => ({ value, label: value }))}
              />
              <Select
                label={t("agents.signature.place")}
                name="place"
                value={signature.place}
                onChange={(value) => value && put("signature")({ ...signature, place: value })}
                options={(["header", "parameter"] as const).map((value) => ({
                  value,
                  label: t(`agents.place.${value}`),
                }))}
              />
              <TextInput
                label={t("agents.signature.name")}
                name="signatureName"
                value={signature.name}
                onChange={(name) => put("signature")({ ...signature, name })}
              />
              <TextInput
                label={t("agents.signature.answerKey")}
                name="answerKey"
                hint={t("agents.signature.answerKeyHint")}
                value={signature.answerKey ?? ""}
                onChange={(text) => {
                  const { answerKey: _former, ...rest } = signature;
                  put("signature")(text === "" ? rest : { ...rest, answerKey: text });
                }}
              />
            </>
          ) : null}
        </fieldset>
        <fieldset className={styles["group"]}>
          <legend>{t("agents.group.rights")}</legend>
          <div className={styles["checks"]}>
            {EXTRAS.map((extra) => (
              <Checkbox
                key={extra}
                checked={draft.extras.includes(extra)}
                onChange={(isOn) => put("extras")(turn(draft.extras, extra, isOn))}
              >
                {t(`agents.may.${extra}`)}
              </Checkbox>
            ))}
            <Checkbox
              checked={draft.cancelAfterClose === "open_month"}
              onChange={(isOn) => put("cancelAfterClose")(isOn ? "open_month" : "refused")}
            >
              {t("agents.may.cancelAfterClose")}
            </Checkbox>
            <Checkbox
              checked={draft.maskName === "initials"}
              onChange={(isOn) => put("maskName")(isOn ? "initials" : "hidden")}
            >
              {t("agents.may.seeName")}
            </Checkbox>
            <Checkbox
              checked={draft.maskAddress === "premises"}
              onChange={(isOn) => put("maskAddress")(isOn ? "premises" : "hidden")}
            >
              {t("agents.may.seeAddress")}
            </Checkbox>
            <Checkbox checked={draft.tellsDebt} onChange={put("tellsDebt")}>
              {t("agents.may.seeDebt")}
            </Checkbox>
          </div>
        </fieldset>
        <fieldset className={styles["group"]}>
          <legend>{t("agents.group.words")}</legend>
          <TextInput
            label={t("agents.field.names")}
            name="names"
            rows={3}
            hint={t("agents.namesHint")}
            value={draft.names}
            onChange={put("names")}
          />
          <CodesTable card={card} codes={draft.codes} onChange={put("codes")} />
        </fieldset>
      </Form>
    </div>
  );
}
