import { useState } from "react";
import { IconFlask } from "@tabler/icons-react";
import { Problem } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { useGo } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Note } from "../../ui/Note.tsx";
import { QuantityInput } from "../../ui/QuantityInput.tsx";
import { Select } from "../../ui/Select.tsx";
import { toast } from "../../ui/toast.ts";
import { useWords } from "../../words/words.ts";
import { BasisField } from "../documents/BasisField.tsx";
import { useBasis } from "../documents/queries.ts";
import {
  type Impact,
  type OwnValue,
  type Owner,
  type SetValue,
  paperOwner,
  type Timeline,
  useImpact,
  useSetValue,
} from "./queries.ts";
import { measureOf } from "./measure.ts";
import { SpanFields } from "./SpanFields.tsx";

/** A new value from a day on: tried first, with whom it concerns; then set. */
export function ValueForm({
  timeline,
  owner,
  onTouched,
  onDone,
  onCorrect,
}: {
  timeline: Timeline;
  owner: Owner;
  onTouched: () => void;
  onDone: () => void;
  /** What is recorded from the very day was an error. */
  onCorrect: (recorded: OwnValue) => void;
}) {
  const { t } = useWords();
  const formats = useFormats();
  const go = useGo();
  const { may } = useWork();
  const [value, setValue] = useState<bigint>();
  const [from, setFrom] = useState<string>();
  const [to, setTo] = useState<string>();
  const basis = useBasis();
  const kinds = kindsOf(timeline);
  const [kind, setKind] = useState<string>(kinds[0]?.key ?? "|0|0");
  const impact = useImpact();
  const setting = useSetValue();
  const tried = impact.data;
  const refusal = setting.error ?? basis.error ?? impact.error ?? undefined;
  const untried = (): void => {
    onTouched();
    impact.reset();
    setting.reset();
  };
  const changed =
    <V,>(put: (value: V) => void) =>
    (next: V): void => {
      put(next);
      untried();
    };
  const body = (): SetValue => {
    const [variant = "", zone = "0", above = "0"] = kind.split("|");
    return {
      ...owner,
      service: timeline.service,
      parameter: timeline.parameter,
      variant,
      zone: Number(zone),
      above,
      value: String(value),
      from: from ?? "",
      ...(to === undefined ? {} : { to }),
      basis: basis.title,
    };
  };
  const submit = (): void => {
    if (!tried) return impact.mutate(body());
    basis.keep(paperOwner(owner), () =>
      setting.mutate(body(), {
        onSuccess: () => {
          toast({ kind: "ok", text: t("tariffs.done", { day: formats.day(from ?? "") }) });
          onDone();
        },
      }),
    );
  };
  // The later value stands: the new one may hold until it begins.
  const recordedFrom =
    refusal instanceof Problem && refusal.code === "tariffs.value_contradicts"
      ? refusal.data["recordedFrom"]
      : undefined;
  const until =
    typeof recordedFrom === "string" && from !== undefined && recordedFrom > from ? recordedFrom : undefined;
  const wrong =
    recordedFrom === from
      ? timeline.levels
          .at(-1)
          ?.values.find((at) => at.from === from && `${at.variant}|${at.zone}|${at.above}` === kind)
      : undefined;
  return (
    <Form
      pending={impact.isPending || basis.isPending || setting.isPending}
      refusal={refusal}
      onSubmit={submit}
      onCancel={onDone}
      submitLabel={tried ? t("tariffs.set") : t("tariffs.try")}
    >
      <p className="t2">{t("tariffs.setFor", { name: timeline.levels.at(-1)?.name || t("tariffs.city") })}</p>
      {kinds.length > 1 && (
        <Select
          label={t("tariffs.kind")}
          value={kind}
          options={kinds.map(({ key, variant, zone, above }) => ({
            value: key,
            label:
              [
                variant === "" ? "" : t("tariffs.variantOf", { variant }),
                zone === 0 ? "" : t.of("metering.zone", zone),
                above === "0" ? "" : t("tariffs.above", { volume: formats.quantity(above) }),
              ]
                .filter(Boolean)
                .join(", ") || t("tariffs.ordinary"),
          }))}
          onChange={(next) => changed(setKind)(next ?? "|0|0")}
        />
      )}
      <QuantityInput
        label={t("tariffs.value")}
        name="value"
        digits={6}
        hint={measureOf(t, timeline.parameter, timeline.unit)}
        value={value}
        onChange={changed(setValue)}
        required
        autoFocus
      />
      <SpanFields
        from={from}
        to={to}
        onFrom={changed(setFrom)}
        onTo={changed(setTo)}
        toHint={t("tariffs.toHint")}
      />
      <BasisField basis={basis} onTouched={untried} />
      {until !== undefined && (
        <Button onClick={() => changed(setTo)(until)}>
          {t("tariffs.until", { day: formats.day(until) })}
        </Button>
      )}
      {wrong && <Button onClick={() => onCorrect(wrong)}>{t("tariffCorrections.open")}</Button>}
      {tried && <ImpactNote impact={tried} />}
      {may("what_if.try") && (
        <Button
          icon={<IconFlask size={16} />}
          disabledReason={value === undefined ? t("tariffs.valueFirst") : undefined}
          onClick={() => {
            const { level, organization, building, account } = owner;
            const { service, parameter } = timeline;
            go(
              paths.trial({
                kind: "value",
                service,
                parameter,
                level,
                of: organization,
                building,
                account,
                part: kind === "|0|0" ? undefined : kind,
                value: String(value),
              }),
            );
          }}
        >
          {t("tariffs.inRoubles")}
        </Button>
      )}
    </Form>
  );
}

function ImpactNote({ impact }: { impact: Impact }) {
  const { t } = useWords();
  return (
    <Note state={impact.pastMonths > 0 ? "warn" : "info"} isAlert>
      <p>{t("tariffs.impact", { accounts: impact.accounts, buildings: impact.buildings })}</p>
      {impact.overridden > 0 && <p>{t("tariffs.impactKept", { count: impact.overridden })}</p>}
      {impact.pastMonths > 0 && <p>{t("tariffs.impactPast", { count: impact.pastMonths })}</p>}
    </Note>
  );
}

/** Zones, ranges and variants that are recorded: a new value is one of them. The ordinary one first. */
export function kindsOf(timeline: Timeline) {
  const all = timeline.levels.flatMap(({ values }) => values);
  const kinds = new Map(
    all.map(({ variant, zone, above }) => {
      const key = `${variant}|${zone}|${above}`;
      return [key, { key, variant, zone, above }] as const;
    }),
  );
  return [...kinds.values()].sort((a, b) =>
    a.key === "|0|0" ? -1 : b.key === "|0|0" ? 1 : a.key < b.key ? -1 : 1,
  );
}
