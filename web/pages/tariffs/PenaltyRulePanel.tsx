import { type ReactNode, useState } from "react";
import { useWork } from "../../shell/context.ts";
import { DateInput } from "../../ui/DateInput.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { QuantityInput } from "../../ui/QuantityInput.tsx";
import { Select } from "../../ui/Select.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { BasisField } from "../documents/BasisField.tsx";
import { type Basis, type PaperOwner, useBasis } from "../documents/queries.ts";
import { type PenaltyChange, type PenaltyRules, useSetPenaltyRule } from "./queries.ts";

type Mode = "PAYMENT_DATE" | "BY_DAY" | "none";
type Steps = "none" | "resident" | "sector" | "sector_130";

/** A rate, a policy, a day off by its document, or a moratorium that is applied or no longer. */
export function PenaltyRulePanel({
  panel,
  rules,
  onClose,
}: {
  panel: string;
  rules: PenaltyRules;
  onClose: () => void;
}) {
  const t = useT();
  const moratorium = panel.startsWith("moratorium:")
    ? rules.moratoria.find(({ from }) => from === panel.slice("moratorium:".length))
    : undefined;
  if (panel === "rate") return <RateForm onClose={onClose} />;
  if (panel === "policy") return <PolicyForm onClose={onClose} />;
  if (panel === "day") return <DayForm onClose={onClose} />;
  if (moratorium) return <MoratoriumForm moratorium={moratorium} onClose={onClose} />;
  return (
    <SidePanel title={t("tariffs.moratoria")} onClose={onClose}>
      <p>{t("tariffs.noSuchRule")}</p>
    </SidePanel>
  );
}

/** What all of them share: they say whom the change reaches, record it, and say that it is done. */
function RuleForm({
  title,
  change,
  basis,
  owner = {},
  children,
  onClose,
}: {
  title: string;
  /** What decides it, where the form asks for that. */
  basis?: Basis;
  /** Absent: the city's. */
  owner?: PaperOwner;
  /** Undefined while something is still missing: the fields themselves say what. */
  change: () => PenaltyChange | undefined;
  children: ReactNode;
  onClose: () => void;
}) {
  const t = useT();
  const setting = useSetPenaltyRule();
  return (
    <SidePanel title={title} keys={[["Ctrl+Enter", t("tariffs.record")]]} onClose={onClose}>
      <Form
        pending={setting.isPending || basis?.isPending === true}
        refusal={setting.error ?? basis?.error}
        submitLabel={t("tariffs.record")}
        onCancel={onClose}
        onSubmit={() => {
          const asked = change();
          if (!asked) return;
          const record = (): void =>
            setting.mutate(asked, {
              onSuccess: () => {
                toast({ kind: "ok", text: t("tariffs.penaltyRecorded") });
                onClose();
              },
            });
          if (basis) basis.keep(owner, record);
          else record();
        }}
      >
        <p className="t2">{t("tariffs.penaltyReach")}</p>
        {children}
      </Form>
    </SidePanel>
  );
}

function RateForm({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { today } = useWork();
  const [percent, setPercent] = useState<bigint>();
  const [from, setFrom] = useState<string>();
  const basis = useBasis();
  return (
    <RuleForm
      title={t("tariffs.rateTitle")}
      basis={basis}
      onClose={onClose}
      change={() =>
        percent === undefined || from === undefined
          ? undefined
          : { kind: "key-rates", body: { from, percent: String(percent), basis: basis.title.trim() } }
      }
    >
      <QuantityInput
        label={t("tariffs.penalty.percent")}
        name="percent"
        required
        autoFocus
        digits={2}
        unit="%"
        value={percent}
        onChange={setPercent}
      />
      <DateInput
        label={t("tariffs.fromDay")}
        name="from"
        required
        today={today}
        value={from}
        onChange={setFrom}
      />
      <BasisField basis={basis} />
    </RuleForm>
  );
}

function PolicyForm({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { today, organizations, organization } = useWork();
  const [of, setOf] = useState<string | undefined>(organization && String(organization.id));
  const [from, setFrom] = useState<string>();
  const [mode, setMode] = useState<Mode>("PAYMENT_DATE");
  const [steps, setSteps] = useState<Steps>("none");
  const basis = useBasis();
  const steppedBy = steps === "none" ? {} : { legalSteps: steps };
  return (
    <RuleForm
      title={t("tariffs.policyTitle")}
      basis={basis}
      owner={{ organization: of === undefined ? undefined : Number(of) }}
      onClose={onClose}
      change={() =>
        of === undefined || from === undefined
          ? undefined
          : {
              kind: "policies",
              body: {
                organization: Number(of),
                from,
                ...(mode === "none" ? {} : { mode, ...steppedBy }),
                basis: basis.title.trim(),
              },
            }
      }
    >
      <Select
        label={t("tariffs.penalty.organization")}
        name="organization"
        required
        value={of}
        onChange={setOf}
        options={organizations.map(({ id, name }) => ({ value: String(id), label: name }))}
      />
      <DateInput
        label={t("tariffs.fromDay")}
        name="from"
        required
        today={today}
        value={from}
        onChange={setFrom}
      />
      <Select
        label={t("tariffs.penalty.mode")}
        name="mode"
        required
        value={mode}
        onChange={(next) => setMode(next ?? "PAYMENT_DATE")}
        options={[
          { value: "PAYMENT_DATE", label: t("tariffs.mode.PAYMENT_DATE") },
          { value: "BY_DAY", label: t("tariffs.mode.BY_DAY") },
          { value: "none", label: t("tariffs.noPenalties") },
        ]}
      />
      {mode !== "none" && (
        <Select
          label={t("tariffs.penalty.ofFirms")}
          name="legalSteps"
          required
          value={steps}
          onChange={(next) => setSteps(next ?? "none")}
          options={[
            { value: "none", label: t("tariffs.notAsked") },
            ...(["resident", "sector", "sector_130"] as const).map((value) => ({
              value,
              label: t(`tariffs.steps.${value}`),
            })),
          ]}
        />
      )}
      <BasisField basis={basis} />
    </RuleForm>
  );
}

function DayForm({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { today } = useWork();
  const [day, setDay] = useState<string>();
  const [kind, setKind] = useState<"off" | "worked">("off");
  const basis = useBasis();
  return (
    <RuleForm
      title={t("tariffs.dayTitle")}
      basis={basis}
      onClose={onClose}
      change={() =>
        day === undefined
          ? undefined
          : { kind: "calendar-days", body: { day, working: kind === "worked", basis: basis.title.trim() } }
      }
    >
      <DateInput
        label={t("tariffs.penalty.day")}
        name="day"
        required
        today={today}
        value={day}
        onChange={setDay}
      />
      <Select
        label={t("tariffs.penalty.dayKind")}
        name="working"
        required
        value={kind}
        onChange={(next) => setKind(next ?? "off")}
        options={[
          { value: "off", label: t("tariffs.dayOff") },
          { value: "worked", label: t("tariffs.worked") },
        ]}
      />
      <BasisField basis={basis} />
    </RuleForm>
  );
}

function MoratoriumForm({
  moratorium,
  onClose,
}: {
  moratorium: PenaltyRules["moratoria"][number];
  onClose: () => void;
}) {
  const t = useT();
  const { day } = useFormats();
  const { from, through, applied, basis } = moratorium;
  return (
    <RuleForm
      title={t(applied ? "tariffs.stopApplying" : "tariffs.apply")}
      onClose={onClose}
      change={() => ({ kind: "moratoria", body: { from, applied: !applied } })}
    >
      <p>
        {day(from)} – {through === undefined ? "…" : day(through)}. {basis}
      </p>
    </RuleForm>
  );
}
