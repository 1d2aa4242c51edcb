import { useState } from "react";
import { useWork } from "../../shell/context.ts";
import { DateInput } from "../../ui/DateInput.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import type { Owner } from "../tariffs/queries.ts";
import styles from "./formulas.module.css";
import { AS_BY_LAW, type MethodDraft } from "./method-draft.ts";
import { MethodFields } from "./MethodFields.tsx";
import { OwnerFields } from "./OwnerFields.tsx";
import { type Unit, useEndMethod, useSetMethod } from "./queries.ts";

/** From a day on a service is calculated so, by a document. */
export function MethodForm({
  service,
  unit,
  isMetered,
  owner: first,
  from: firstFrom,
  onTouched,
  onDone,
}: {
  service: string;
  unit: Unit;
  isMetered: boolean;
  owner: Owner;
  from: string | undefined;
  onTouched: () => void;
  onDone: () => void;
}) {
  const t = useT();
  const formats = useFormats();
  const { today, period } = useWork();
  const [owner, setOwner] = useState(first);
  const [choice, setChoice] = useState<MethodDraft>(AS_BY_LAW);
  const [from, setFrom] = useState<string | undefined>(firstFrom);
  const [to, setTo] = useState<string>();
  const [basis, setBasis] = useState("");
  const setting = useSetMethod();
  const changed =
    <V,>(put: (value: V) => void) =>
    (next: V): void => {
      put(next);
      onTouched();
      setting.reset();
    };
  return (
    <Form
      pending={setting.isPending}
      refusal={setting.error ?? undefined}
      submitLabel={t("methods.set")}
      onCancel={onDone}
      onSubmit={() =>
        setting.mutate(
          { ...owner, ...choice, service, from: from ?? "", ...(to === undefined ? {} : { to }), basis },
          {
            onSuccess: () => {
              toast({ kind: "ok", text: t("methods.done", { day: formats.day(from ?? "") }) });
              onDone();
            },
          },
        )
      }
    >
      <OwnerFields value={owner} onChange={changed(setOwner)} />
      <MethodFields
        value={choice}
        onChange={changed(setChoice)}
        unit={unit}
        isMetered={isMetered}
        takes="approved"
      />
      <div className={styles.pair}>
        <DateInput
          label={t("tariffs.fromDay")}
          name="from"
          value={from}
          today={today}
          period={period}
          onChange={changed(setFrom)}
          required
        />
        <DateInput
          label={t("tariffs.toDay")}
          name="to"
          value={to}
          today={today}
          period={period}
          onChange={changed(setTo)}
          hint={t("methods.toHint")}
        />
      </div>
      <TextInput
        label={t("methods.basis")}
        name="basis"
        value={basis}
        onChange={changed(setBasis)}
        lengthMax={300}
        rows={2}
        required
        hint={t("tariffs.basisHint")}
      />
    </Form>
  );
}

/** From a day on what is decided above holds again. */
export function EndMethodForm({
  service,
  owner,
  onTouched,
  onDone,
}: {
  service: string;
  owner: Owner;
  onTouched: () => void;
  onDone: () => void;
}) {
  const t = useT();
  const formats = useFormats();
  const { today, period } = useWork();
  const [on, setOn] = useState<string>();
  const [basis, setBasis] = useState("");
  const ending = useEndMethod();
  return (
    <Form
      pending={ending.isPending}
      refusal={ending.error ?? undefined}
      submitLabel={t("methods.return")}
      onCancel={onDone}
      onSubmit={() =>
        ending.mutate(
          { ...owner, service, on: on ?? "", basis },
          {
            onSuccess: () => {
              toast({ kind: "ok", text: t("methods.returned", { day: formats.day(on ?? "") }) });
              onDone();
            },
          },
        )
      }
    >
      <p className="t2">{t("methods.returnHow")}</p>
      <DateInput
        label={t("methods.returnOn")}
        name="on"
        value={on}
        today={today}
        period={period}
        onChange={(day) => {
          setOn(day);
          onTouched();
        }}
        required
        autoFocus
      />
      <TextInput
        label={t("methods.basis")}
        name="basis"
        value={basis}
        onChange={(text) => {
          setBasis(text);
          onTouched();
        }}
        lengthMax={300}
        rows={2}
        required
        hint={t("tariffs.basisHint")}
      />
    </Form>
  );
}
