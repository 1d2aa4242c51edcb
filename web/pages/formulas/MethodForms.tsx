import { useState } from "react";
import { useWork } from "../../shell/context.ts";
import { DateInput } from "../../ui/DateInput.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { BasisField } from "../documents/BasisField.tsx";
import { useBasis } from "../documents/queries.ts";
import { type Owner, paperOwner } from "../tariffs/queries.ts";
import { SpanFields } from "../tariffs/SpanFields.tsx";
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
  const [owner, setOwner] = useState(first);
  const [choice, setChoice] = useState<MethodDraft>(AS_BY_LAW);
  const [from, setFrom] = useState<string | undefined>(firstFrom);
  const [to, setTo] = useState<string>();
  const basis = useBasis();
  const setting = useSetMethod();
  const touched = (): void => {
    onTouched();
    setting.reset();
  };
  const changed =
    <V,>(put: (value: V) => void) =>
    (next: V): void => {
      put(next);
      touched();
    };
  return (
    <Form
      pending={basis.isPending || setting.isPending}
      refusal={setting.error ?? basis.error}
      submitLabel={t("methods.set")}
      onCancel={onDone}
      onSubmit={() =>
        basis.keep(paperOwner(owner), () =>
          setting.mutate(
            {
              ...owner,
              ...choice,
              service,
              from: from ?? "",
              ...(to === undefined ? {} : { to }),
              basis: basis.title,
            },
            {
              onSuccess: () => {
                toast({ kind: "ok", text: t("methods.done", { day: formats.day(from ?? "") }) });
                onDone();
              },
            },
          ),
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
      <SpanFields
        from={from}
        to={to}
        onFrom={changed(setFrom)}
        onTo={changed(setTo)}
        toHint={t("methods.toHint")}
      />
      <BasisField basis={basis} label={t("methods.basis")} onTouched={touched} />
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
  const basis = useBasis();
  const ending = useEndMethod();
  return (
    <Form
      pending={basis.isPending || ending.isPending}
      refusal={ending.error ?? basis.error}
      submitLabel={t("methods.return")}
      onCancel={onDone}
      onSubmit={() =>
        basis.keep(paperOwner(owner), () =>
          ending.mutate(
            { ...owner, service, on: on ?? "", basis: basis.title },
            {
              onSuccess: () => {
                toast({ kind: "ok", text: t("methods.returned", { day: formats.day(on ?? "") }) });
                onDone();
              },
            },
          ),
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
      <BasisField basis={basis} label={t("methods.basis")} onTouched={onTouched} />
    </Form>
  );
}
