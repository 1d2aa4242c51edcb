import type { UseQueryResult } from "@tanstack/react-query";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { Go } from "../../shell/Go.tsx";
import { useFormats } from "../../ui/formats.ts";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import { Change, ChangeShare } from "./Change.tsx";
import styles from "./charging.module.css";
import { hundredthsOf, magnitudeOf } from "./compare.ts";
import type { Run, Totals } from "./queries.ts";

/** What each service came to beside the month before, of the same accounts. */
export function ServiceTotals({ run, totals }: { run: Run; totals: UseQueryResult<Totals> }) {
  const t = useT();
  const formats = useFormats();
  const trouble = troubleOf(totals.error);
  const { data } = totals;
  const { before } = useAddress().query;
  /** The accounts that a service's sum is made of. */
  const rowsOf = (service: string): string => paths.run(run.id, { view: "accounts", service, before });
  const longest = (data?.services ?? []).reduce((most, one) => {
    const change = magnitudeOf(BigInt(one.became) - BigInt(one.was));
    return change > most ? change : most;
  }, 0n);
  if (run.state === "calculating")
    return (
      <section className={styles.box}>
        <h2>{t("charging.totals.title")}</h2>
        <p className="t2">{t("charging.totals.later")}</p>
      </section>
    );
  if (run.state === "discarded" || run.state === "cancelled")
    return (
      <section className={styles.box}>
        <h2>{t("charging.totals.title")}</h2>
        <p className="t2">{t("charging.totals.givenUp")}</p>
      </section>
    );
  return (
    <section className={styles.box}>
      <h2>
        {data
          ? t("charging.totals.against", { period: formats.period(data.before) })
          : t("charging.totals.title")}
        <small className="t2"> {t("charging.totals.same")}</small>
      </h2>
      {trouble ? <ErrorState of={trouble} onRetry={() => void totals.refetch()} /> : null}
      {totals.isPending ? <LoadingRows rows={6} columns={3} /> : null}
      {data ? (
        <table className={styles.totals}>
          <thead>
            <tr>
              <th scope="col">{t("charging.column.service")}</th>
              <th scope="col" className="num">
                {formats.period(data.period).split(" ")[0]}, ₽
              </th>
              <th scope="col" className={styles.barHead}>
                {t("charging.totals.bars")}
              </th>
              <th scope="col" className="num">
                {t("charging.column.change")}
              </th>
              <th scope="col" className="num">
                %
              </th>
            </tr>
          </thead>
          <tbody>
            {data.services.map((one) => (
              <tr key={one.code}>
                <th scope="row" className="cut" title={one.name}>
                  {one.name}
                </th>
                <td className="num">
                  <Go to={rowsOf(one.code)}>{formats.money(one.became)}</Go>
                </td>
                <td>
                  <Bar change={BigInt(one.became) - BigInt(one.was)} longest={longest} />
                </td>
                <td className="num">
                  <Go to={rowsOf(one.code)}>
                    <Change {...one} isWhole />
                  </Go>
                </td>
                <td className="num">
                  <ChangeShare {...one} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  );
}

/** To the right of the middle more, to the left less: told apart by the side and not only by the colour. */
function Bar({ change, longest }: { change: bigint; longest: bigint }) {
  const half = Math.round(hundredthsOf(change, longest) / 4);
  const length = change === 0n ? 0 : Math.max(1, half);
  return (
    <svg className={styles.bar} width="50" height="12" aria-hidden>
      <line x1="25" x2="25" y1="0" y2="12" className={styles.axis} />
      <rect
        x={change > 0n ? 25 : 25 - length}
        y="2"
        width={length}
        height="8"
        className={change > 0n ? styles.more : styles.less}
      />
    </svg>
  );
}
