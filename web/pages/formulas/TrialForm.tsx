import { useMemo } from "react";
import { useWork } from "../../shell/context.ts";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { PeriodPicker } from "../../ui/PeriodPicker.tsx";
import { Picker } from "../../ui/Picker.tsx";
import type { Trouble } from "../../ui/problem-text.ts";
import { QuantityInput } from "../../ui/QuantityInput.tsx";
import { Segmented } from "../../ui/Segmented.tsx";
import { Select } from "../../ui/Select.tsx";
import { useWords } from "../../words/words.ts";
import { useServices } from "../addresses/queries.ts";
import { measureOf } from "../tariffs/measure.ts";
import { type Owner, type Parameter, type Timeline, useMatrix, useTimeline } from "../tariffs/queries.ts";
import { kindsOf } from "../tariffs/ValueForm.tsx";
import styles from "./formulas.module.css";
import { isInForce } from "./method-draft.ts";
import { MethodFields } from "./MethodFields.tsx";
import { findHouses, OwnerFields, usePickedHouse } from "./OwnerFields.tsx";
import { type Unit, useFormula } from "./queries.ts";
import type { TrialDraft } from "./trial-draft.ts";

/** What is changed, for whom, in which month. */
export function TrialForm({
  value: of,
  onChange,
  pending,
  refusal,
  onSubmit,
  disabledReason,
}: {
  value: TrialDraft;
  onChange: (of: TrialDraft) => void;
  pending: boolean;
  refusal: Trouble | undefined;
  onSubmit: () => void;
  disabledReason: string | undefined;
}) {
  const { t, language } = useWords();
  const { organizations, period, choosePeriod } = useWork();
  const services = useServices();
  const formula = useFormula(of.kind === "method" ? of.choice.formula?.code : undefined);
  const house = usePickedHouse(of.scope === "building" ? of.within : undefined);
  const all = services.data?.services ?? [];
  const service = all.find(({ code }) => code === of.service);
  const unitOfFormula = formula.data?.versions[0]?.unit;
  // A link from a formula names no service yet: those of its unit are meant.
  const offered = all
    .filter(({ unit }) => service !== undefined || unitOfFormula === undefined || unit === unitOfFormula)
    .toSorted((a, b) => a.position - b.position);
  const put = (changes: Partial<TrialDraft>): void => onChange({ ...of, ...changes });
  return (
    <Form
      pending={pending}
      refusal={refusal}
      onSubmit={onSubmit}
      submitLabel={t("trial.start")}
      submitDisabledReason={disabledReason}
    >
      <div className={styles.field}>
        <span className={styles.label}>{t("trial.kind")}</span>
        <Segmented
          label={t("trial.kind")}
          value={of.kind}
          options={(["value", "method"] as const).map((kind) => ({
            value: kind,
            label: t(`trial.kind.${kind}`),
          }))}
          onChange={(kind) => put({ kind })}
        />
      </div>
      <Select
        label={t("tariffs.service")}
        name="service"
        value={of.service}
        options={offered.map(({ code, nameRu, nameEn }) => ({
          value: code,
          label: language === "ru" ? nameRu : nameEn,
        }))}
        onChange={(code) => put({ service: code, part: "|0|0" })}
        required
      />
      <OwnerFields value={of.owner} onChange={(owner) => put({ owner })} />
      {of.kind === "value" ? (
        of.service === undefined ? null : (
          <ValueFields of={of} service={of.service} put={put} period={period} />
        )
      ) : (
        <MethodFields
          value={of.choice}
          onChange={(choice) => put({ choice })}
          unit={(service?.unit ?? unitOfFormula) as Unit | undefined}
          isMetered={service?.resource !== undefined}
          takes="any"
        />
      )}
      <div className={styles.field}>
        <span className={styles.label}>{t("trial.scope")}</span>
        <Segmented
          label={t("trial.scope")}
          value={of.scope}
          options={(["concerned", "organization", "building"] as const).map((scope) => ({
            value: scope,
            label: t(`trial.scope.${scope}`),
          }))}
          onChange={(scope) => put({ scope, within: undefined })}
        />
      </div>
      {of.scope === "organization" && (
        <Select
          label={t("methods.organization")}
          value={of.within === undefined ? undefined : String(of.within)}
          options={organizations.map(({ id, name }) => ({ value: String(id), label: name }))}
          onChange={(id) => put({ within: id === undefined ? undefined : Number(id) })}
          required
        />
      )}
      {of.scope === "building" && (
        <Picker
          label={t("methods.building")}
          value={house}
          search={findHouses}
          onChange={(picked) => put({ within: picked === undefined ? undefined : Number(picked.id) })}
          required
        />
      )}
      <div className={styles.field}>
        <span className={styles.label}>{t("trial.month")}</span>
        <PeriodPicker label={t("trial.month")} value={period} onChange={choosePeriod} />
      </div>
    </Form>
  );
}

/** A tariff or a norm: which one of the service's, and what it would be instead of what it is. */
function ValueFields({
  of,
  service,
  put,
  period,
}: {
  of: TrialDraft;
  service: string;
  put: (changes: Partial<TrialDraft>) => void;
  period: string;
}) {
  const { t } = useWords();
  const formats = useFormats();
  const on = `${period}-01`;
  const common = { on, organization: undefined, building: undefined } as const;
  const rates = useMatrix({ kind: "rates", ...common });
  const norms = useMatrix({ kind: "norms", ...common });
  const columns = [...(rates.data?.columns ?? []), ...(norms.data?.columns ?? [])].filter(
    (column) => column.service === service,
  );
  const parameters = [...new Set(columns.map(({ parameter }) => parameter))];
  const timeline = useTimeline({ ...asked(of.owner), service, parameter: of.parameter });
  const kinds = useMemo(() => (timeline.data ? kindsOf(timeline.data) : []), [timeline.data]);
  const unit = columns[0]?.unit ?? timeline.data?.unit ?? "";
  const present = timeline.data && presentIn(timeline.data, of.part, on);
  return (
    <>
      <Select<Parameter>
        label={t("trial.parameter")}
        name="parameter"
        value={of.parameter}
        options={(parameters.includes(of.parameter) ? parameters : [of.parameter, ...parameters]).map(
          (parameter) => ({ value: parameter, label: t.of("tariffs.parameter", parameter) }),
        )}
        onChange={(parameter) => put({ parameter: parameter ?? "rate", part: "|0|0" })}
      />
      {kinds.length > 1 && (
        <Select
          label={t("tariffs.kind")}
          value={of.part}
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
          onChange={(part) => put({ part: part ?? "|0|0" })}
        />
      )}
      <QuantityInput
        label={t("trial.value")}
        name="value"
        digits={6}
        value={of.value}
        onChange={(value) => put({ value })}
        hint={
          present === undefined
            ? measureOf(t, of.parameter, unit)
            : t("trial.present", {
                value: formats.quantity(present, 2),
                measure: measureOf(t, of.parameter, unit),
              })
        }
        required
      />
    </>
  );
}

/** Until its object is chosen an owner is asked about as the city. */
const asked = (owner: Owner): Owner =>
  (owner.level === "organization" && owner.organization === undefined) ||
  (owner.level === "building" && owner.building === undefined) ||
  owner.level === "account"
    ? { level: "city" }
    : owner;

/** The nearest level's value that is in force: what the tried one stands instead of. */
function presentIn(timeline: Timeline, part: string, on: string): string | undefined {
  const values = timeline.levels.flatMap((level) =>
    level.values.filter(
      (value) => `${value.variant}|${value.zone}|${value.above}` === part && isInForce(value, on),
    ),
  );
  return values.at(-1)?.value;
}
