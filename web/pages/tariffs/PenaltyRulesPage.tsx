import { type Period, next } from "#core/period";
import { lazy, type ReactNode, Suspense } from "react";
import { Offline, Problem, troubleOf } from "../../api/client.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { paths } from "../../paths.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Page } from "../../ui/Page.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import { type PenaltyRules, usePenaltyRules, useRuleProposals } from "./queries.ts";
import { useRuleWords } from "./rule-words.ts";
import styles from "./TariffsPage.module.css";

/** With its forms: fetched when something is to be recorded. */
const PenaltyRulePanel = lazy(async () => ({
  default: (await import("./PenaltyRulePanel.tsx")).PenaltyRulePanel,
}));

type Panel =
  | "rate"
  | "cap"
  | "policy"
  | "day"
  | "due"
  | "moratorium"
  | `moratorium:${string}`
  | `proposal:${number}`;
interface Deeds {
  readonly mayNot: string | undefined;
  readonly open: (panel: Panel) => void;
}

/** What penalties are reckoned by: policies, key rates, caps, moratoria, last days to pay, days off. */
export function PenaltyRulesPage() {
  const t = useT();
  const rules = usePenaltyRules();
  const { data, error } = rules;
  const { query, set } = useAddress();
  const { may } = useWork();
  const panel = query["panel"];
  const deeds: Deeds = {
    mayNot: may("tariffs.set") ? undefined : t("tariffs.penaltyMayNot"),
    open: (value) => set({ panel: value }, "push"),
  };
  return (
    <Page
      title={t("tariffs.penalties")}
      subtitle={t("tariffs.penaltiesAbout")}
      actions={
        <nav className={styles.kinds} aria-label={t("tariffs.kinds")}>
          <Go to={paths.tariffs()}>{t("tariffs.title")}</Go>
          <Go to={paths.norms()}>{t("tariffs.norms")}</Go>
          <Go to={paths.penaltyRules()} aria-current="page">
            {t("tariffs.penalties")}
          </Go>
        </nav>
      }
    >
      {error instanceof Problem || error instanceof Offline ? (
        <ErrorState of={error} onRetry={() => void rules.refetch()} />
      ) : data ? (
        <div className={styles.body} data-open={panel === undefined ? undefined : true}>
          <div className={`${styles.rules} ${styles.grid}`}>
            <Proposals deeds={deeds} />
            <Policies policies={data.policies} deeds={deeds} />
            <KeyRates rates={data.keyRates} caps={data.caps} deeds={deeds} />
            <Moratoria moratoria={data.moratoria} deeds={deeds} />
            <DueDays days={data.dueDays} deeds={deeds} />
            <DaysOff days={data.calendar} deeds={deeds} />
          </div>
          {panel !== undefined && (
            <Suspense>
              <PenaltyRulePanel
                key={panel}
                panel={panel}
                rules={data}
                onClose={() => set({ panel: undefined }, "push")}
              />
            </Suspense>
          )}
        </div>
      ) : (
        <LoadingRows rows={12} columns={3} />
      )}
    </Page>
  );
}

const DECIDED_SHOWN = 5;

/** Rows that wait for a second person, and the last ones that were decided. */
function Proposals({ deeds }: { deeds: Deeds }) {
  const t = useT();
  const { instant } = useFormats();
  const words = useRuleWords();
  const proposals = useRuleProposals();
  const trouble = troubleOf(proposals.error);
  if (trouble) return <ErrorState of={trouble} onRetry={() => void proposals.refetch()} />;
  const all = proposals.data ?? [];
  const waiting = all.filter(({ decision }) => !decision);
  const shown = [...waiting, ...all.filter(({ decision }) => decision).slice(0, DECIDED_SHOWN)];
  return (
    <section className={styles.section}>
      <h2>{t("penaltyRules.title")}</h2>
      {shown.length === 0 ? (
        <p className="t2">{t("penaltyRules.none")}</p>
      ) : (
        <Table
          head={["rule", "document", "proposedBy", "state", "deed"]}
          rows={shown.map((one) => ({
            key: String(one.proposal),
            cells: [
              words(one.change),
              one.basis,
              `${one.proposedBy ?? "—"}, ${instant(one.proposedAt)}`,
              <Chip
                key="state"
                state={one.decision ? (one.decision.decision === "approved" ? "ok" : "mute") : "warn"}
              >
                {t(`penaltyRules.${one.decision?.decision ?? "waits"}`)}
              </Chip>,
              <Button key="deed" kind="ghost" onClick={() => deeds.open(`proposal:${one.proposal}`)}>
                {t(one.decision ? "penaltyRules.look" : "penaltyRules.decide")}
              </Button>,
            ],
          }))}
        />
      )}
    </section>
  );
}

function Policies({ policies, deeds }: { policies: PenaltyRules["policies"]; deeds: Deeds }) {
  const t = useT();
  return (
    <section className={styles.section}>
      <Heading
        title={t("tariffs.penaltyPolicies")}
        deed={t("tariffs.newPolicy")}
        panel="policy"
        deeds={deeds}
      />
      {policies.length === 0 ? (
        <p className="t2">{t("tariffs.noPolicies")}</p>
      ) : (
        <Table
          head={["organization", "inForce", "mode", "ofFirms", "document"]}
          rows={policies.map((one) => ({
            key: `${one.organization}|${one.from}`,
            cells: [
              one.name,
              <Days key="days" from={one.from} through={one.through} />,
              t(`tariffs.mode.${one.mode}`),
              one.legalSteps === undefined ? t("tariffs.notAsked") : t(`tariffs.steps.${one.legalSteps}`),
              one.basis,
            ],
          }))}
        />
      )}
    </section>
  );
}

function KeyRates({
  rates,
  caps,
  deeds,
}: {
  rates: PenaltyRules["keyRates"];
  caps: PenaltyRules["caps"];
  deeds: Deeds;
}) {
  const t = useT();
  const { quantity, day } = useFormats();
  return (
    <section className={styles.section}>
      <Heading title={t("tariffs.keyRates")} deed={t("tariffs.newRate")} panel="rate" deeds={deeds} />
      <p className="row">
        <Button disabledReason={deeds.mayNot} onClick={() => deeds.open("cap")}>
          {t("penaltyRules.newCap")}
        </Button>
      </p>
      {caps.map((cap) => (
        <p key={cap.from}>
          {t("tariffs.cap", {
            from: day(cap.from),
            through: cap.through === undefined ? "…" : day(cap.through),
            percent: quantity(cap.percent, 2),
            document: cap.basis,
          })}
        </p>
      ))}
      <Table
        head={["since", "percent", "document"]}
        rows={rates.map((one) => ({
          key: one.from,
          cells: [day(one.from), `${quantity(one.percent, 2)} %`, one.basis],
        }))}
      />
    </section>
  );
}

function Moratoria({ moratoria, deeds }: { moratoria: PenaltyRules["moratoria"]; deeds: Deeds }) {
  const t = useT();
  const { day } = useFormats();
  return (
    <section className={styles.section}>
      <Heading
        title={t("tariffs.moratoria")}
        deed={t("penaltyRules.newMoratorium")}
        panel="moratorium"
        deeds={deeds}
      />
      <Table
        head={["inForce", "ofDebts", "state", "document", "deed"]}
        rows={moratoria.map((one) => ({
          key: one.from,
          cells: [
            <Days key="days" from={one.from} through={one.through} />,
            one.dueBefore === undefined
              ? t("tariffs.allDebts")
              : t("tariffs.dueBefore", { day: day(one.dueBefore) }),
            one.applied ? (
              <Chip key="state" state="ok">
                {t("tariffs.applied")}
              </Chip>
            ) : (
              <Chip key="state" state="mute">
                {t("tariffs.notApplied")}
              </Chip>
            ),
            one.basis,
            <Button
              key="deed"
              kind="ghost"
              disabledReason={deeds.mayNot}
              onClick={() => deeds.open(`moratorium:${one.from}`)}
            >
              {t(one.applied ? "tariffs.stopApplying" : "tariffs.apply")}
            </Button>,
          ],
        }))}
      />
    </section>
  );
}

/** A last day to pay that falls on one of these moves to the next working day. */
function DaysOff({ days, deeds }: { days: PenaltyRules["calendar"]; deeds: Deeds }) {
  const t = useT();
  const { day } = useFormats();
  return (
    <section className={styles.section}>
      <Heading title={t("tariffs.daysOff")} deed={t("tariffs.newDayOff")} panel="day" deeds={deeds} />
      {days.length === 0 ? (
        <p className="t2">{t("tariffs.noDaysOff")}</p>
      ) : (
        <Table
          head={["day", "dayKind", "document"]}
          rows={days.map((one) => ({
            key: one.day,
            cells: [day(one.day), t(one.working ? "tariffs.worked" : "tariffs.dayOff"), one.basis],
          }))}
        />
      )}
    </section>
  );
}

function Heading({ title, deed, panel, deeds }: { title: string; deed: string; panel: Panel; deeds: Deeds }) {
  return (
    <div className="row">
      <h2>{title}</h2>
      <span className="spread" />
      <Button disabledReason={deeds.mayNot} onClick={() => deeds.open(panel)}>
        {deed}
      </Button>
    </div>
  );
}

function DueDays({ days, deeds }: { days: PenaltyRules["dueDays"]; deeds: Deeds }) {
  const t = useT();
  const { period } = useFormats();
  return (
    <section className={styles.section}>
      <Heading title={t("tariffs.dueDays")} deed={t("penaltyRules.newDueDay")} panel="due" deeds={deeds} />
      <Table
        head={["chargedSince", "lastDay", "document"]}
        rows={days.map((one) => ({
          key: one.from,
          cells: [
            period(one.from),
            t("tariffs.dayOfNext", { day: one.day, example: period(next(one.from as Period)) }),
            one.basis,
          ],
        }))}
      />
    </section>
  );
}

type Head =
  | "organization"
  | "inForce"
  | "mode"
  | "ofFirms"
  | "document"
  | "since"
  | "percent"
  | "ofDebts"
  | "state"
  | "chargedSince"
  | "lastDay"
  | "day"
  | "dayKind"
  | "deed"
  | "rule"
  | "proposedBy";

function Table({
  head,
  rows,
}: {
  head: readonly Head[];
  rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}) {
  const t = useT();
  return (
    <div className={styles.wide}>
      <table className={styles.values}>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {t(`tariffs.penalty.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, index) => (
                <td key={head[index]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** From the first day to the last; an open end is said in words. */
function Days({ from, through }: { from: string; through: string | undefined }) {
  const t = useT();
  const { day } = useFormats();
  if (through === undefined) return t("tariffs.sinceDay", { day: day(from) });
  return from === through ? day(from) : `${day(from)} – ${day(through)}`;
}
