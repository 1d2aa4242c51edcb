import { IconCheck, IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { Fragment, useState } from "react";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Button, IconButton } from "../../ui/Button.tsx";
import { Histogram } from "../../ui/charts/Histogram.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Note } from "../../ui/Note.tsx";
import { useT } from "../../words/words.ts";
import { Change, ChangeShare } from "../charging/Change.tsx";
import { ApplyDialog } from "./ApplyDialog.tsx";
import styles from "./formulas.module.css";
import { binsOf, isWithin } from "./trial-bins.ts";
import type { Trial } from "./trial-queries.ts";

/** What a change would do: how many, how much, by service, by size; the largest with their workings. */
export function TrialResult({ trial }: { trial: Trial }) {
  const t = useT();
  const formats = useFormats();
  const { may } = useWork();
  const { query, set } = useAddress();
  const [isApplying, setApplying] = useState(false);
  const bin = query["bin"];
  const largest = trial.largest.filter((one) => isWithin(bin, one));
  const mayNot = may("methods.set") ? undefined : t("formulas.notAllowed");
  return (
    <section className={styles.result} aria-label={t("trial.result")}>
      <div className={styles.band}>
        <dl>
          <Figure
            label={t("trial.affected")}
            note={t("trial.of", { accounts: formats.count(trial.accounts), buildings: trial.buildings })}
          >
            {formats.count(trial.affected)}
          </Figure>
          <Figure label={t("trial.before")} note={formats.period(trial.period)}>
            {formats.money(trial.before)} <small>₽</small>
          </Figure>
          <Figure label={t("trial.after")} note={<ChangeShare was={trial.before} became={trial.after} />}>
            {formats.money(trial.after)} <small>₽</small>
          </Figure>
          <Figure label={t("trial.difference")}>
            <Change was={trial.before} became={trial.after} /> <small>₽</small>
          </Figure>
        </dl>
        <div className={styles.resultDeeds}>
          <Button
            kind="primary"
            icon={<IconCheck size={16} aria-hidden />}
            disabledReason={mayNot}
            onClick={() => setApplying(true)}
          >
            {t("trial.apply")}
          </Button>
          {may("jobs.files") && (
            <a className="linked" href={`/api/jobs/${trial.job}/file`} download>
              {t("trial.file")}
            </a>
          )}
        </div>
      </div>
      {trial.warnings.length > 0 && (
        <Note state="warn">
          {t("trial.warnings")}
          <ul>
            {trial.warnings.map(({ code, sentence, buildings }) => (
              <li key={code}>{t("trial.warning", { sentence, buildings })}</li>
            ))}
          </ul>
        </Note>
      )}
      {trial.affected === 0 ? (
        <p className={styles.nothing}>{t("trial.nobody")}</p>
      ) : (
        <>
          <div className={styles.beside}>
            <Services trial={trial} />
            <div className={styles.chart}>
              <Histogram
                title={t("trial.distribution")}
                summary={t("trial.distributionSays", {
                  less: countOf(trial, "less"),
                  more: countOf(trial, "more"),
                })}
                bins={binsOf(trial.distribution, t, formats)}
                chosenId={bin}
                writeCount={formats.count}
                counted={t("trial.accounts")}
                onChoose={(id) => set({ bin: id })}
              />
            </div>
          </div>
          <Largest of={largest} period={trial.period} isNarrowed={bin !== undefined} />
        </>
      )}
      <ApplyDialog trial={trial} isOpen={isApplying} onClose={() => setApplying(false)} />
    </section>
  );
}

const countOf = (trial: Trial, side: "less" | "more"): number =>
  trial.distribution
    .filter(({ upTo }) => (upTo !== undefined && BigInt(upTo) <= 0n) === (side === "less"))
    .reduce((sum, { accounts }) => sum + accounts, 0);

function Figure({
  label,
  note,
  children,
}: {
  label: string;
  note?: React.ReactNode;
  children: React.ReactNode;
}) {
  return (
    <div className={styles.figure}>
      <dt>{label}</dt>
      <dd>{children}</dd>
      {note !== undefined && <dd className={styles.figureNote}>{note}</dd>}
    </div>
  );
}

function Services({ trial }: { trial: Trial }) {
  const t = useT();
  const formats = useFormats();
  return (
    <div className={styles.wide} tabIndex={0} role="group" aria-label={t("trial.services")}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("tariffs.service")}</th>
            <th scope="col" className="num">
              {t("trial.accounts")}
            </th>
            <th scope="col" className="num">
              {t("trial.before")}
            </th>
            <th scope="col" className="num">
              {t("trial.after")}
            </th>
            <th scope="col" className="num">
              {t("trial.difference")}
            </th>
          </tr>
        </thead>
        <tbody>
          {trial.services.map((one) => (
            <tr key={one.service}>
              <td>{one.name}</td>
              <td className="num">{formats.count(one.accounts)}</td>
              <td className="num">{formats.money(one.before)}</td>
              <td className="num">{formats.money(one.after)}</td>
              <td className="num">
                <Change was={one.before} became={one.after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Largest({ of, period, isNarrowed }: { of: Trial["largest"]; period: string; isNarrowed: boolean }) {
  const t = useT();
  const formats = useFormats();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const turn = (number: string): void => {
    const next = new Set(open);
    if (!next.delete(number)) next.add(number);
    setOpen(next);
  };
  return (
    <div className={styles.largest}>
      <h2>
        {t("trial.largest")}{" "}
        <span className="label t3">{isNarrowed ? t("trial.narrowed") : t("trial.largestHow")}</span>
      </h2>
      {of.length === 0 ? (
        <p className="t2">{t("trial.noneHere")}</p>
      ) : (
        <div className={styles.wide} tabIndex={0} role="group" aria-label={t("trial.largest")}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">
                  <span className="hidden">{t("trial.workings")}</span>
                </th>
                <th scope="col">{t("trial.account")}</th>
                <th scope="col">{t("trial.address")}</th>
                <th scope="col" className="num">
                  {t("trial.before")}
                </th>
                <th scope="col" className="num">
                  {t("trial.after")}
                </th>
                <th scope="col" className="num">
                  {t("trial.difference")}
                </th>
              </tr>
            </thead>
            <tbody>
              {of.map((one) => (
                <Fragment key={one.number}>
                  <tr>
                    <td className={styles.turn}>
                      {one.explained && (
                        <IconButton
                          label={t("trial.why", { number: one.number })}
                          aria-expanded={open.has(one.number)}
                          icon={
                            open.has(one.number) ? (
                              <IconChevronDown size={16} aria-hidden />
                            ) : (
                              <IconChevronRight size={16} aria-hidden />
                            )
                          }
                          onClick={() => turn(one.number)}
                        />
                      )}
                    </td>
                    <td>
                      <Go to={paths.account(one.number, { tab: "charges", period })}>{one.number}</Go>
                    </td>
                    <td>{one.address}</td>
                    <td className="num">{formats.money(one.before)}</td>
                    <td className="num">{formats.money(one.after)}</td>
                    <td className="num">
                      <Change was={one.before} became={one.after} />
                    </td>
                  </tr>
                  {one.explained && open.has(one.number) && (
                    <tr>
                      <td />
                      <td colSpan={5}>
                        <dl className={styles.explained}>
                          <div>
                            <dt>{t("trial.before")}</dt>
                            <dd>{one.explained.before || t("trial.nothingOwed")}</dd>
                          </div>
                          <div>
                            <dt>{t("trial.after")}</dt>
                            <dd>{one.explained.after || t("trial.nothingOwed")}</dd>
                          </div>
                        </dl>
                        {one.explained.workings !== "" && (
                          <pre className={styles.workings}>{one.explained.workings}</pre>
                        )}
                      </td>
                    </tr>
                  )}
                </Fragment>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
