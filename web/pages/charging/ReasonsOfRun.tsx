import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import { Change } from "./Change.tsx";
import { type BuildingReasons, type Run, type Totals, useLargestChanges, useReasons } from "./queries.ts";
import styles from "./reasons.module.css";

/** Why a month is charged again, before anybody approves it: what came late, of whom, and where it changes most. */
export function ReasonsOfRun({ run, totals }: { run: Run; totals: Totals | undefined }) {
  const t = useT();
  const formats = useFormats();
  const reasons = useReasons(run.id);
  const trouble = troubleOf(reasons.error);
  const buildings = reasons.data?.pages.flatMap((page) => page.buildings) ?? [];
  return (
    <div className={styles.reasons}>
      <section aria-label={t("recalculation.why")}>
        <h2>{t("recalculation.why")}</h2>
        <p className="t2">
          {t("recalculation.whyHow", {
            period: formats.period(run.chargedFor),
            booked: formats.period(run.bookedIn),
          })}{" "}
          {totals
            ? t("recalculation.summary", { buildings: totals.buildings.length, changed: totals.all.changed })
            : null}
        </p>
        {trouble ? <ErrorState of={trouble} onRetry={() => void reasons.refetch()} /> : null}
        {reasons.isPending ? <LoadingRows rows={4} columns={2} /> : null}
        {buildings.map((one) => (
          <Building key={one.building} run={run} of={one} />
        ))}
        {reasons.hasNextPage ? (
          <Button pending={reasons.isFetchingNextPage} onClick={() => void reasons.fetchNextPage()}>
            {t("recalculation.more")}
          </Button>
        ) : null}
      </section>
      <Largest run={run} />
    </div>
  );
}

function Building({ run, of }: { run: Run; of: BuildingReasons }) {
  const t = useT();
  const formats = useFormats();
  return (
    <article className={styles.building}>
      <h3>
        <Go to={paths.run(run.id, { view: "accounts", house: of.building })}>{of.address}</Go>
      </h3>
      {of.reasons.length === 0 ? <p className="t2">{t("recalculation.ofBefore")}</p> : null}
      <ul>
        {of.reasons.map((reason, index) => (
          // Two of them may read alike: their order is the server's and does not change.
          <li key={`${index} ${reason.sentence}`}>
            <span className="strong">{startingLarge(reason.sentence)}</span>
            <small className="t2">
              {reason.place === undefined ? t("recalculation.wholeHouse") : partOf(reason.place, of.address)}
              {reason.accounts.map((number) => (
                <span key={number}>
                  {" · "}
                  <Go to={paths.account(number, { tab: "charges", period: run.chargedFor })}>{number}</Go>
                </span>
              ))}
            </small>
            {reason.recorded.map((one) => (
              <small key={`${one.source} ${one.at}`} className="t2">
                {t("recalculation.recorded", {
                  source: t(`charging.late.${one.source}`),
                  from: formats.day(one.from),
                  at: formats.instant(one.at),
                  by: one.by ?? t("recalculation.byProgram"),
                })}
              </small>
            ))}
          </li>
        ))}
      </ul>
    </article>
  );
}

/** "кв. 12" of an address that stands under its house. */
const partOf = (place: string, house: string): string =>
  place.startsWith(house) ? place.slice(house.length).replace(/^,\s*/, "") : place;

const startingLarge = (sentence: string): string => sentence.slice(0, 1).toUpperCase() + sentence.slice(1);

function Largest({ run }: { run: Run }) {
  const t = useT();
  const formats = useFormats();
  const { before } = useAddress().query;
  const largest = useLargestChanges(run.id, before);
  const trouble = troubleOf(largest.error);
  const rows = largest.data?.changes ?? [];
  return (
    <section aria-label={t("recalculation.largest")}>
      <h2>{t("recalculation.largest")}</h2>
      {trouble ? <ErrorState of={trouble} onRetry={() => void largest.refetch()} /> : null}
      {largest.isPending ? <LoadingRows rows={6} columns={4} /> : null}
      {largest.data && rows.length === 0 ? <p className="t2">{t("recalculation.noChange")}</p> : null}
      {rows.length === 0 ? null : (
        <>
          <p className="t2">{t("recalculation.largestHow")}</p>
          <div className={styles.wide} tabIndex={0} role="group" aria-label={t("recalculation.largest")}>
            <table className={styles.largest}>
              <thead>
                <tr>
                  <th scope="col">{t("charging.column.account")}</th>
                  <th scope="col">{t("charging.column.address")}</th>
                  <th scope="col">{t("recalculation.service")}</th>
                  <th scope="col" className="num">
                    {t("charging.column.was")}
                  </th>
                  <th scope="col" className="num">
                    {t("charging.column.became")}
                  </th>
                  <th scope="col" className="num">
                    {t("charging.column.change")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={`${row.number} ${row.service.code}`}>
                    <td>
                      <Go to={paths.account(row.number, { tab: "charges", period: run.chargedFor })}>
                        {row.number}
                      </Go>
                    </td>
                    <td className="cut" title={row.address}>
                      {row.address.replace(/^[^,]*, /, "")}
                    </td>
                    <td>{row.service.name}</td>
                    <td className="num">{formats.money(row.was)}</td>
                    <td className="num">
                      <Go
                        to={paths.explanation(row.number, run.chargedFor, row.service.code, { run: run.id })}
                      >
                        {formats.money(row.became)}
                      </Go>
                    </td>
                    <td className="num">
                      <Change {...row} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}
