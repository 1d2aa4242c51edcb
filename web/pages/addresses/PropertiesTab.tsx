import { lazy, Suspense } from "react";
import { Offline, Problem } from "../../api/client.ts";
import { useFormats } from "../../ui/formats.ts";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useT, withLateSentences } from "../../words/words.ts";
import { BuildingFacts, useImprovement } from "./BuildingFacts.tsx";
import styles from "./BuildingPage.module.css";
import { type Building, type BuildingAccounts, useHistory } from "./queries.ts";

// Its sentences are of a page that is seldom opened.
const InGis = lazy(async () => ({ default: (await withLateSentences(import("./InGis.tsx"))).InGis }));

/** What the building is like now, and what was in force when. */
export function PropertiesTab({
  building,
  accounts,
}: {
  building: Building;
  accounts: BuildingAccounts | undefined;
}) {
  const t = useT();
  const formats = useFormats();
  const improvement = useImprovement();
  const history = useHistory(building.id);
  const { data, error } = history;
  const span = ({ from, to }: { readonly from: string; readonly to?: string | undefined }): string =>
    to === undefined
      ? t("addresses.from", { day: formats.day(from) })
      : `${formats.day(from)} – ${formats.day(to)}`;
  return (
    <div className={styles.properties}>
      <div>
        <section>
          <h2>{t("addresses.now")}</h2>
          <BuildingFacts building={building} accounts={accounts} />
        </section>
        <Suspense fallback={<LoadingRows rows={2} columns={2} />}>
          <InGis building={building.id} />
        </Suspense>
      </div>
      {error instanceof Problem || error instanceof Offline ? (
        <ErrorState of={error} onRetry={() => void history.refetch()} />
      ) : !data ? (
        <LoadingRows rows={4} columns={3} />
      ) : (
        <section>
          <h2>{t("addresses.manager")}</h2>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t("addresses.span")}</th>
                <th scope="col">{t("addresses.manager")}</th>
              </tr>
            </thead>
            <tbody>
              {data.managements.toReversed().map((one) => (
                <tr key={one.from}>
                  <td>{span(one)}</td>
                  <td>{one.name}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <h2>{t("addresses.states")}</h2>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t("addresses.span")}</th>
                <th scope="col">{t("addresses.kind")}</th>
                <th scope="col">{t("addresses.improvement")}</th>
                <th scope="col" className="num">
                  {t("addresses.commonAreaM2")}
                </th>
                <th scope="col">{t("addresses.hotWater")}</th>
                <th scope="col">{t("addresses.dilapidated")}</th>
              </tr>
            </thead>
            <tbody>
              {data.states.toReversed().map((one) => (
                <tr key={one.from}>
                  <td>{span(one)}</td>
                  <td>{t(`addresses.kind.${one.kind}`)}</td>
                  <td>{improvement(one.improvement)}</td>
                  <td className="num">{formats.quantity(one.commonPropertyArea, 2)}</td>
                  <td>{t(one.centralHotWater ? "addresses.hotWater.central" : "addresses.hotWater.own")}</td>
                  <td>{t(one.dilapidated ? "addresses.yes" : "addresses.no")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}
