import { type Period, next } from "#core/period";
import type { ReactNode } from "react";
import { Offline, Problem } from "../../api/client.ts";
import { Go } from "../../shell/Go.tsx";
import { paths } from "../../paths.ts";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Page } from "../../ui/Page.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import { type PenaltyRules, usePenaltyRules } from "./queries.ts";
import styles from "./TariffsPage.module.css";

/** What penalties are reckoned by, to be read: policies, key rates, caps, moratoria, last days to pay. */
export function PenaltyRulesPage() {
  const t = useT();
  const rules = usePenaltyRules();
  const { data, error } = rules;
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
        <div className={styles.rules}>
          <Policies policies={data.policies} />
          <KeyRates rates={data.keyRates} caps={data.caps} />
          <Moratoria moratoria={data.moratoria} />
          <DueDays days={data.dueDays} />
        </div>
      ) : (
        <LoadingRows rows={12} columns={3} />
      )}
    </Page>
  );
}

function Policies({ policies }: { policies: PenaltyRules["policies"] }) {
  const t = useT();
  return (
    <section className={styles.section}>
      <h2>{t("tariffs.penaltyPolicies")}</h2>
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

function KeyRates({ rates, caps }: { rates: PenaltyRules["keyRates"]; caps: PenaltyRules["caps"] }) {
  const t = useT();
  const { quantity, day } = useFormats();
  return (
    <section className={styles.section}>
      <h2>{t("tariffs.keyRates")}</h2>
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

function Moratoria({ moratoria }: { moratoria: PenaltyRules["moratoria"] }) {
  const t = useT();
  const { day } = useFormats();
  return (
    <section className={styles.section}>
      <h2>{t("tariffs.moratoria")}</h2>
      <Table
        head={["inForce", "ofDebts", "state", "document"]}
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
          ],
        }))}
      />
    </section>
  );
}

function DueDays({ days }: { days: PenaltyRules["dueDays"] }) {
  const t = useT();
  const { period } = useFormats();
  return (
    <section className={styles.section}>
      <h2>{t("tariffs.dueDays")}</h2>
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
  | "lastDay";

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
