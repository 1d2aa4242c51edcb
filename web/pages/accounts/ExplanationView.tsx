import { useMemo } from "react";
import { addMonths, type Period } from "#core/period";
import { Go } from "../../shell/Go.tsx";
import { paths } from "../../paths.ts";
import { Waterfall } from "../../ui/charts/Waterfall.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Segmented } from "../../ui/Segmented.tsx";
import { Tree } from "../../ui/tree/Tree.tsx";
import { useWords } from "../../words/words.ts";
import styles from "./account.module.css";
import { PaperLinks } from "../documents/PaperLinks.tsx";
import { usePapers } from "../documents/queries.ts";
import { basesOf, explanationTree, openAtFirst } from "./explanation-tree.ts";
import type { Compare, Comparison, ServiceExplained } from "./queries.ts";

/** Why an amount is what it is: a sentence, the change against another month, the tree of the workings. */
export function ExplanationView({
  service,
  account,
  period,
  building,
  compare,
  onCompare,
}: {
  service: ServiceExplained;
  /** The account's number. */
  account: string;
  period: string;
  /** The house that the account is in, where it is known. */
  building: number | undefined;
  compare: Compare;
  /** Undefined: there is nothing to compare with, as for a draft. */
  onCompare: ((compare: Compare) => void) | undefined;
}) {
  const words = useWords();
  const { t } = words;
  const formats = useFormats();
  const other = service.comparison?.with;
  const papers = usePapers({ account }, basesOf(service));
  const nodes = useMemo(
    () =>
      explanationTree(
        service,
        words,
        formats,
        other,
        building === undefined ? undefined : (
          <Go to={paths.building(building, { tab: "charges", period })}>{t("accounts.why.toHouse")}</Go>
        ),
        (citation, { act, clauses }) => (
          <Go key="law" className="linked" to={paths.law(act, { at: clauses.join(",") })}>
            {citation}
          </Go>
        ),
        (basis) =>
          papers.has(basis.trim()) ? <PaperLinks key="papers" papers={papers} title={basis} /> : undefined,
      ),
    [service, words, formats, other, building, period, t, papers],
  );
  return (
    <>
      <p className={styles["sentence"]}>{service.sentence}</p>
      {onCompare === undefined ? null : (
        <CompareSwitch period={period} value={compare} onChange={onCompare} />
      )}
      {service.comparison === undefined ? null : (
        <Change comparison={service.comparison} period={period} title={t("accounts.why.changed")} />
      )}
      <div className={styles["treebox"]}>
        <Tree
          key={service.service}
          label={t("accounts.why.workings")}
          nodes={nodes}
          expanded={openAtFirst(nodes)}
        />
      </div>
    </>
  );
}

/** The month before, or the same month a year ago. */
export function CompareSwitch({
  period,
  value,
  onChange,
}: {
  period: string;
  value: Compare;
  onChange: (compare: Compare) => void;
}) {
  const { t } = useWords();
  const formats = useFormats();
  return (
    <div className={`${styles["compare"]} noprint`}>
      <span className="label t2">{t("accounts.why.compareWith")}</span>
      <Segmented
        label={t("accounts.why.compareWith")}
        value={value}
        onChange={onChange}
        options={[
          { value: "previous", label: formats.period(addMonths(period as Period, -1)) },
          { value: "year", label: formats.period(addMonths(period as Period, -12)) },
        ]}
      />
    </div>
  );
}

/** The waterfall from the other month to this one; its steps come from the server and add up to the kopeck. */
export function Change({
  comparison,
  period,
  title,
}: {
  comparison: Comparison;
  period: string;
  title: string;
}) {
  const { t } = useWords();
  const { money, change, period: write } = useFormats();
  const difference = BigInt(comparison.after) - BigInt(comparison.before);
  return (
    <Waterfall
      title={title}
      summary={
        difference === 0n
          ? t("accounts.why.same", { month: write(comparison.with) })
          : t(difference > 0n ? "accounts.why.more" : "accounts.why.less", {
              month: write(comparison.with),
              amount: money(difference > 0n ? difference : -difference),
            })
      }
      first={{ label: write(comparison.with), amount: BigInt(comparison.before) }}
      steps={comparison.steps.map(({ cause, amount }) => ({
        label: t(`accounts.cause.${cause}`),
        amount: BigInt(amount),
      }))}
      last={{ label: write(period), amount: BigInt(comparison.after) }}
      write={money}
      writeChange={change}
    />
  );
}
