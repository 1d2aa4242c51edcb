import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { DateInput } from "../../ui/DateInput.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { MoneyInput } from "../../ui/MoneyInput.tsx";
import { QuantityInput } from "../../ui/QuantityInput.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { type Terms, useProviders, useSetTerms } from "./queries.ts";
import styles from "./settlements.module.css";

const CENTER = "center";

/** New terms from a day on; the fields begin with those that are changed. */
export function TermsForm({ begin, onDone }: { begin: Terms | undefined; onDone: () => void }) {
  const t = useT();
  const formats = useFormats();
  const { today, period, organizations } = useWork();
  const providers = useProviders();
  const setting = useSetTerms();
  const [values, setValues] = useState(() => ({
    provider: begin === undefined ? undefined : String(begin.provider),
    organization: begin?.organization === undefined ? CENTER : String(begin.organization),
    contract: begin?.contract ?? "",
    basis: "",
    commission: begin?.commission ?? ("percent" as Terms["commission"]),
    percent: begin ? BigInt(begin.percent) : undefined,
    fixed: begin ? BigInt(begin.fixed) : undefined,
    tiers: (begin?.tiers ?? []).map((tier) => ({
      from: BigInt(tier.from),
      percent: BigInt(tier.percent),
    })) as Tier[],
    least: begin?.least === undefined ? undefined : BigInt(begin.least),
    most: begin?.most === undefined ? undefined : BigInt(begin.most),
    bearer: begin?.bearer ?? ("provider" as Terms["bearer"]),
    schedule: begin?.schedule ?? ("monthly" as Terms["schedule"]),
    scheduleDay: String(begin?.scheduleDay ?? 5),
    from: today as string | undefined,
  }));
  const put =
    <K extends keyof typeof values>(name: K) =>
    (value: (typeof values)[K]): void =>
      setValues((former) => ({ ...former, [name]: value }));
  const { commission, schedule } = values;
  const days = schedule === "weekly" ? 7 : 28;
  return (
    <Form
      pending={setting.isPending}
      refusal={troubleOf(setting.error)}
      submitLabel={t("settlements.terms.set")}
      onCancel={onDone}
      onSubmit={() => {
        const { provider, from, organization, tiers, percent, fixed, least, most, scheduleDay, ...rest } =
          values;
        if (provider === undefined || from === undefined) return;
        setting.mutate(
          {
            ...rest,
            provider: Number(provider),
            ...(organization === CENTER ? {} : { organization: Number(organization) }),
            from,
            percent: String(commission === "percent" ? (percent ?? 0n) : 0n),
            fixed: String(commission === "fixed" ? (fixed ?? 0n) : 0n),
            tiers:
              commission === "tiers"
                ? tiers.map((tier) => ({
                    from: String(tier.from ?? 0n),
                    percent: String(tier.percent ?? 0n),
                  }))
                : [],
            ...(least === undefined ? {} : { least: String(least) }),
            ...(most === undefined ? {} : { most: String(most) }),
            scheduleDay: schedule === "daily" ? 1 : Math.min(Number(scheduleDay), days),
          },
          {
            onSuccess: () => {
              toast({ kind: "ok", text: t("settlements.terms.done", { day: formats.day(from) }) });
              onDone();
            },
          },
        );
      }}
    >
      {begin === undefined ? (
        <Select
          label={t("settlements.provider")}
          name="provider"
          required
          value={values.provider}
          onChange={put("provider")}
          options={(providers.data ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
        />
      ) : null}
      <Select
        label={t("settlements.terms.whose")}
        name="organization"
        value={values.organization}
        onChange={(value) => put("organization")(value ?? CENTER)}
        options={[
          { value: CENTER, label: t("settlements.terms.center") },
          ...organizations.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
      />
      <DateInput
        label={t("settlements.terms.from")}
        name="from"
        required
        today={today}
        period={period}
        value={values.from}
        onChange={put("from")}
      />
      <TextInput
        label={t("settlements.terms.contract")}
        name="contract"
        required
        lengthMax={60}
        value={values.contract}
        onChange={put("contract")}
      />
      <TextInput
        label={t("settlements.terms.basis")}
        name="basis"
        required
        lengthMax={200}
        value={values.basis}
        onChange={put("basis")}
        hint={t("settlements.terms.basisHint")}
      />
      <Select
        label={t("settlements.commission")}
        name="commission"
        value={commission}
        onChange={(value) => put("commission")((value ?? "none") as Terms["commission"])}
        options={(["none", "percent", "fixed", "tiers"] as const).map((value) => ({
          value,
          label: t(`settlements.commission.${value}`),
        }))}
      />
      {commission === "percent" ? (
        <QuantityInput
          label={t("settlements.terms.percent")}
          name="percent"
          required
          digits={6}
          unit="%"
          value={values.percent}
          onChange={put("percent")}
        />
      ) : null}
      {commission === "fixed" ? (
        <MoneyInput
          label={t("settlements.terms.fixed")}
          name="fixed"
          required
          min={0n}
          value={values.fixed}
          onChange={put("fixed")}
        />
      ) : null}
      {commission === "tiers" ? <Tiers of={values.tiers} onChange={put("tiers")} /> : null}
      {commission === "percent" || commission === "tiers" ? (
        <>
          <MoneyInput
            label={t("settlements.terms.least")}
            name="least"
            min={0n}
            value={values.least}
            onChange={put("least")}
          />
          <MoneyInput
            label={t("settlements.terms.most")}
            name="most"
            min={0n}
            value={values.most}
            onChange={put("most")}
          />
        </>
      ) : null}
      <Select
        label={t("settlements.terms.bearer")}
        name="bearer"
        value={values.bearer}
        onChange={(value) => put("bearer")((value ?? "provider") as Terms["bearer"])}
        options={(["provider", "company", "payer"] as const).map((value) => ({
          value,
          label: t(`settlements.bearer.${value}`),
        }))}
      />
      <Select
        label={t("settlements.terms.schedule")}
        name="schedule"
        value={schedule}
        onChange={(value) => put("schedule")((value ?? "monthly") as Terms["schedule"])}
        options={(["daily", "weekly", "monthly"] as const).map((value) => ({
          value,
          label: t(`settlements.schedule.${value}`),
        }))}
      />
      {schedule === "daily" ? null : (
        <Select
          label={t(`settlements.terms.day.${schedule}`)}
          name="scheduleDay"
          value={values.scheduleDay}
          onChange={(value) => put("scheduleDay")(value ?? "1")}
          options={Array.from({ length: days }, (_, at) => ({
            value: String(at + 1),
            label: String(at + 1),
          }))}
        />
      )}
    </Form>
  );
}

interface Tier {
  readonly from: bigint | undefined;
  readonly percent: bigint | undefined;
}

/** By the sum of one payment; the first is from nothing. */
function Tiers({ of, onChange }: { of: readonly Tier[]; onChange: (tiers: Tier[]) => void }) {
  const t = useT();
  const shown: readonly Tier[] = of.length === 0 ? [{ from: 0n, percent: undefined }] : of;
  const change = (at: number, with_: Partial<Tier>): void =>
    onChange(shown.map((tier, index) => (index === at ? { ...tier, ...with_ } : tier)));
  return (
    <fieldset className={styles["tiers"]}>
      <legend className="label t2">{t("settlements.commission.tiers")}</legend>
      {shown.map((tier, at) => (
        // A tier has no other name than its place.
        <div key={at} className={styles["tier"]}>
          <MoneyInput
            label={t("settlements.terms.tierFrom", { at: at + 1 })}
            name={`from${at}`}
            required
            min={0n}
            value={tier.from}
            onChange={(from) => change(at, { from })}
          />
          <QuantityInput
            label={t("settlements.terms.percent")}
            name={`percent${at}`}
            required
            digits={6}
            unit="%"
            value={tier.percent}
            onChange={(percent) => change(at, { percent })}
          />
        </div>
      ))}
      <Button onClick={() => onChange([...shown, { from: undefined, percent: undefined }])}>
        {t("settlements.terms.addTier")}
      </Button>
    </fieldset>
  );
}
