import { type ReactNode, useState } from "react";
import { addMonths, type Period } from "#core/period";
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
import { type PenaltyChange, type PenaltyRules, type RuleChange, useSetPenaltyRule } from "./queries.ts";
import { RuleProposalPanel } from "./RuleProposalPanel.tsx";
import styles from "./TariffsPage.module.css";

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
  if (panel === "cap") return <CapForm onClose={onClose} />;
  if (panel === "due") return <DueDayForm onClose={onClose} />;
  if (panel === "moratorium") return <NewMoratoriumForm onClose={onClose} />;
  if (moratorium) return <MoratoriumForm moratorium={moratorium} onClose={onClose} />;
  if (panel.startsWith("proposal:"))
    return <RuleProposalPanel proposal={Number(panel.slice("proposal:".length))} onClose={onClose} />;
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
  isProposal = true,
  children,
  onClose,
}: {
  title: string;
  /** What decides it, where the form asks for that. */
  basis?: Basis;
  /** Absent: the city's. */
  owner?: PaperOwner;
  /** A row of the law waits for a second person. */
  isProposal?: boolean;
  /** Undefined while something is still missing: the fields themselves say what. */
  change: () => PenaltyChange | undefined;
  children: ReactNode;
  onClose: () => void;
}) {
  const t = useT();
  const setting = useSetPenaltyRule();
  const submit = t(isProposal ? "penaltyRules.propose" : "tariffs.record");
  return (
    <SidePanel title={title} keys={[["Ctrl+Enter", submit]]} onClose={onClose}>
      <Form
        pending={setting.isPending || basis?.isPending === true}
        refusal={setting.error ?? basis?.error}
        submitLabel={submit}
        onCancel={onClose}
        onSubmit={() => {
          const asked = change();
          if (!asked) return;
          const record = (): void =>
            setting.mutate(asked, {
              onSuccess: () => {
                toast({
                  kind: "ok",
                  text: t(isProposal ? "penaltyRules.proposed" : "tariffs.penaltyRecorded"),
                });
                onClose();
              },
            });
          if (basis) basis.keep(owner, record);
          else record();
        }}
      >
        <p className="t2">{t(isProposal ? "penaltyRules.about" : "tariffs.penaltyReach")}</p>
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
          : proposed({ kind: "key_rate", from, percent: String(percent) }, basis)
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
      isProposal={false}
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
          : proposed({ kind: "calendar_day", day, working: kind === "worked" }, basis)
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

/** Begins to be applied, or is applied no longer, by a decision of the center. */
function MoratoriumForm({
  moratorium,
  onClose,
}: {
  moratorium: PenaltyRules["moratoria"][number];
  onClose: () => void;
}) {
  const t = useT();
  const { day } = useFormats();
  const { from, through, applied } = moratorium;
  const basis = useBasis();
  return (
    <RuleForm
      title={t(applied ? "tariffs.stopApplying" : "tariffs.apply")}
      basis={basis}
      onClose={onClose}
      change={() => proposed({ kind: "moratorium_applied", from, applied: !applied }, basis)}
    >
      <p>
        {day(from)} – {through === undefined ? "…" : day(through)}. {moratorium.basis}
      </p>
      <BasisField basis={basis} />
    </RuleForm>
  );
}

const proposed = (change: RuleChange, basis: Basis): PenaltyChange => ({
  kind: "proposals",
  body: { change, basis: basis.title.trim() },
});

function NewMoratoriumForm({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { today } = useWork();
  const [from, setFrom] = useState<string>();
  const [through, setThrough] = useState<string>();
  const [dueBefore, setDueBefore] = useState<string>();
  const basis = useBasis();
  return (
    <RuleForm
      title={t("penaltyRules.moratorium")}
      basis={basis}
      onClose={onClose}
      change={() =>
        from === undefined
          ? undefined
          : proposed({ kind: "moratorium", from, ...given({ through, dueBefore }) }, basis)
      }
    >
      <Days {...{ from, through, today, setFrom, setThrough }} />
      <DateInput
        label={t("penaltyRules.dueBefore")}
        name="dueBefore"
        today={today}
        value={dueBefore}
        onChange={setDueBefore}
        hint={t("penaltyRules.dueBeforeHint")}
      />
      <BasisField basis={basis} />
    </RuleForm>
  );
}

function CapForm({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { today } = useWork();
  const [percent, setPercent] = useState<bigint>();
  const [from, setFrom] = useState<string>();
  const [through, setThrough] = useState<string>();
  const basis = useBasis();
  return (
    <RuleForm
      title={t("penaltyRules.cap")}
      basis={basis}
      onClose={onClose}
      change={() =>
        percent === undefined || from === undefined
          ? undefined
          : proposed({ kind: "cap", from, percent: String(percent), ...given({ through }) }, basis)
      }
    >
      <QuantityInput
        label={t("penaltyRules.capPercent")}
        name="percent"
        required
        autoFocus
        digits={2}
        unit="%"
        value={percent}
        onChange={setPercent}
      />
      <Days {...{ from, through, today, setFrom, setThrough }} />
      <BasisField basis={basis} />
    </RuleForm>
  );
}

function DueDayForm({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { period } = useWork();
  const { period: write } = useFormats();
  const [from, setFrom] = useState<string | undefined>(period);
  const [day, setDay] = useState<string | undefined>();
  const basis = useBasis();
  const months = Array.from({ length: 25 }, (_, index) => addMonths(period as Period, 12 - index));
  return (
    <RuleForm
      title={t("tariffs.dueDays")}
      basis={basis}
      onClose={onClose}
      change={() =>
        from === undefined || day === undefined
          ? undefined
          : proposed({ kind: "due_day", from, day: Number(day) }, basis)
      }
    >
      <Select
        label={t("tariffs.penalty.chargedSince")}
        name="from"
        required
        value={from}
        onChange={setFrom}
        options={months.map((one) => ({ value: one, label: write(one) }))}
      />
      <Select
        label={t("penaltyRules.dayOfMonth")}
        name="day"
        required
        value={day}
        onChange={setDay}
        options={Array.from({ length: 28 }, (_, index) => ({
          value: String(index + 1),
          label: String(index + 1),
        }))}
      />
      <BasisField basis={basis} />
    </RuleForm>
  );
}

/** From the first day to the last; without a last one it runs on. */
function Days({
  from,
  through,
  today,
  setFrom,
  setThrough,
}: {
  from: string | undefined;
  through: string | undefined;
  today: string;
  setFrom: (day: string | undefined) => void;
  setThrough: (day: string | undefined) => void;
}) {
  const t = useT();
  return (
    <div className={styles.pair}>
      <DateInput
        label={t("tariffs.fromDay")}
        name="from"
        required
        today={today}
        value={from}
        onChange={setFrom}
      />
      <DateInput
        label={t("penaltyRules.through")}
        name="through"
        today={today}
        value={through}
        onChange={setThrough}
        hint={t("penaltyRules.throughHint")}
      />
    </div>
  );
}

/** Without what was left empty. */
const given = <K extends string>(of: Readonly<Record<K, string | undefined>>): Partial<Record<K, string>> =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as Partial<
    Record<K, string>
  >;
