import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { DateInput } from "../../ui/DateInput.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { MoneyInput } from "../../ui/MoneyInput.tsx";
import { QuantityInput } from "../../ui/QuantityInput.tsx";
import { Select } from "../../ui/Select.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { type Limits, type Thresholds, useSetLimits } from "./limits-queries.ts";

const ALL = "all";
/** Millionths of a percent in a tenth of one. */
const PERMILLE = 100_000n;

/** New limits from a day on; the fields begin with what is in force for the chosen company. */
export function LimitsForm({ of, today, onDone }: { of: Limits; today: string; onDone: () => void }) {
  const t = useT();
  const formats = useFormats();
  const { organizations, period } = useWork();
  const [organization, setOrganization] = useState<string>(ALL);
  const [from, setFrom] = useState<string | undefined>(firstOfNext(today));
  const [values, setValues] = useState(() => valuesOf(inForce(of, undefined, today)));
  const setting = useSetLimits();
  const put =
    <K extends keyof typeof values>(name: K) =>
    (value: bigint | undefined): void =>
      setValues((former) => ({ ...former, [name]: value }));
  const choose = (next: string | undefined): void => {
    setOrganization(next ?? ALL);
    setValues(valuesOf(inForce(of, next === undefined || next === ALL ? undefined : Number(next), today)));
  };
  return (
    <Form
      pending={setting.isPending}
      refusal={troubleOf(setting.error)}
      submitLabel={t("charging.limits.set")}
      onCancel={onDone}
      onSubmit={() => {
        const { share, jumpAmount, groupAmount, ownRunAmount } = values;
        if (from === undefined || share === undefined) return;
        if (jumpAmount === undefined || groupAmount === undefined || ownRunAmount === undefined) return;
        setting.mutate(
          {
            organization: organization === ALL ? undefined : Number(organization),
            from,
            jumpPermille: Number(share / PERMILLE),
            jumpAmount: String(jumpAmount),
            groupAmount: String(groupAmount),
            ownRunAmount: String(ownRunAmount),
          },
          {
            onSuccess: () => {
              toast({ kind: "ok", text: t("charging.limits.done", { day: formats.day(from) }) });
              onDone();
            },
          },
        );
      }}
    >
      <Select
        label={t("charging.limits.for")}
        name="organization"
        value={organization}
        onChange={choose}
        options={[
          { value: ALL, label: t("charging.limits.all") },
          ...organizations.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
      />
      <DateInput
        label={t("charging.limits.from")}
        name="from"
        required
        today={today}
        period={period}
        value={from}
        onChange={setFrom}
        hint={t("charging.limits.fromHint")}
      />
      <QuantityInput
        label={t("charging.limits.jumpShare")}
        name="jumpPermille"
        required
        digits={1}
        unit="%"
        value={values.share}
        onChange={put("share")}
        hint={t("charging.limits.jumpHint")}
      />
      <MoneyInput
        label={t("charging.limits.jumpAmount")}
        name="jumpAmount"
        required
        min={0n}
        value={values.jumpAmount}
        onChange={put("jumpAmount")}
      />
      <MoneyInput
        label={t("charging.limits.groupAmount")}
        name="groupAmount"
        required
        min={0n}
        value={values.groupAmount}
        onChange={put("groupAmount")}
        hint={t("charging.limits.groupHint")}
      />
      <MoneyInput
        label={t("charging.limits.ownRunAmount")}
        name="ownRunAmount"
        required
        min={0n}
        value={values.ownRunAmount}
        onChange={put("ownRunAmount")}
        hint={t("charging.limits.ownRunHint")}
      />
    </Form>
  );
}

/** What a run of today would be judged by: the company's own, else the center's, else the ordinary ones. */
function inForce(of: Limits, organization: number | undefined, today: string): Thresholds {
  const on = of.limits.filter(({ from, to }) => from <= today && (to === undefined || today < to));
  return (
    on.find((one) => one.organization === organization) ??
    on.find((one) => one.organization === undefined) ??
    of.ordinary
  );
}

const valuesOf = (
  of: Thresholds,
): Record<"share" | "jumpAmount" | "groupAmount" | "ownRunAmount", bigint | undefined> => ({
  share: BigInt(of.jumpPermille) * PERMILLE,
  jumpAmount: BigInt(of.jumpAmount),
  groupAmount: BigInt(of.groupAmount),
  ownRunAmount: BigInt(of.ownRunAmount),
});

/** Limits are judged on the last day of a run's month, so that a new month is their natural beginning. */
function firstOfNext(today: string): string {
  const [year = 0, month = 1] = today.split("-").map(Number);
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, "0")}-01`;
}
