import { lazy, Suspense } from "react";
import { Offline, Problem } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { useAddress } from "../../shell/address.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Page } from "../../ui/Page.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import { type AllocationPolicy, useAllocationPolicies } from "./queries.ts";
import styles from "./rules.module.css";

/** With its form and the trial: fetched when a rule is to be written. */
const AllocationRulePanel = lazy(async () => ({
  default: (await import("./AllocationRulePanel.tsx")).AllocationRulePanel,
}));

/** By which rules payments are divided among debts: the law's order, and what organizations have decided beside it. */
export function AllocationRulesPage() {
  const t = useT();
  const { may } = useWork();
  const { query, set } = useAddress();
  const policies = useAllocationPolicies();
  const { data, error } = policies;
  return (
    <Page
      title={t("payments.rules.title")}
      subtitle={t("payments.rules.about")}
      crumbs={<Go to={paths.payments()}>{t("payments.title")}</Go>}
      actions={
        <Button
          kind="primary"
          onClick={() => set({ panel: "new" }, "push")}
          disabledReason={may("payments.rules") ? undefined : t("payments.rules.mayNot")}
        >
          {t("payments.rules.new")}
        </Button>
      }
    >
      {error instanceof Problem || error instanceof Offline ? (
        <ErrorState of={error} onRetry={() => void policies.refetch()} />
      ) : data ? (
        <div className={styles["rules"]}>
          <section className={styles["section"]}>
            <h2>{t("payments.rules.law")}</h2>
            <ol className={styles["order"]}>
              <li>{t("payments.rules.law1")}</li>
              <li>{t("payments.rules.law2")}</li>
              <li>{t("payments.rules.law3")}</li>
              <li>{t("payments.rules.law4")}</li>
              <li>{t("payments.rules.law5")}</li>
            </ol>
          </section>
          <section className={styles["section"]}>
            <h2>{t("payments.rules.own")}</h2>
            {data.policies.length === 0 ? (
              <p className="t2">{t("payments.rules.none")}</p>
            ) : (
              <Policies policies={data.policies} />
            )}
          </section>
          {query["panel"] !== undefined && (
            <Suspense>
              <AllocationRulePanel onClose={() => set({ panel: undefined }, "push")} />
            </Suspense>
          )}
        </div>
      ) : (
        <LoadingRows rows={8} columns={4} />
      )}
    </Page>
  );
}

function Policies({ policies }: { policies: readonly AllocationPolicy[] }) {
  const t = useT();
  const { day } = useFormats();
  const { organizations, today } = useWork();
  const nameOf = (id: number): string =>
    id === 0 ? t("payments.rules.center") : (organizations.find((one) => one.id === id)?.name ?? String(id));
  return (
    <div className={styles["wide"]}>
      <table className={styles["values"]}>
        <thead>
          <tr>
            <th scope="col">{t("payments.rules.organization")}</th>
            <th scope="col">{t("payments.rules.inForce")}</th>
            <th scope="col">{t("payments.rules.rule")}</th>
            <th scope="col">{t("payments.rules.basis")}</th>
          </tr>
        </thead>
        <tbody>
          {policies.map((one) => (
            <tr key={`${one.organization}|${one.from}`}>
              <td>{nameOf(one.organization)}</td>
              <td>
                {one.to === undefined
                  ? t("payments.rules.since", { day: day(one.from) })
                  : t("payments.rules.until", { from: day(one.from), to: day(one.to) })}{" "}
                {one.from <= today && (one.to === undefined || today < one.to) ? (
                  <Chip state="ok">{t("payments.rules.now")}</Chip>
                ) : null}
              </td>
              <td>
                <ul className={styles["says"]}>
                  <li>{t(`payments.rules.penalties.${one.penalties}`)}</li>
                  {one.wholeMonth && <li>{t("payments.rules.wholeMonth")}</li>}
                  <li>{t(`payments.rules.barred.${one.barred}`)}</li>
                </ul>
              </td>
              <td>{one.basis}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
