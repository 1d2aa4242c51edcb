import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import { useT } from "../../words/words.ts";
import type { Read, Tried } from "./queries.ts";
import styles from "./registers.module.css";

const REFUSALS_SHOWN = 12;

/** What is made of the sample: its lines as they stand, refusals, totals, the first rows as read. */
export function Preview({
  tried,
  hasSample,
  isCurrent,
}: {
  tried: Tried | undefined;
  hasSample: boolean;
  /** False while the answer is about what stood there a moment ago. */
  isCurrent: boolean;
}) {
  const t = useT();
  const faults = tried?.faults ?? [];
  const read = tried?.read;
  return (
    <div className={styles.preview} aria-busy={!isCurrent || undefined}>
      <div role="status">
        {faults.length > 0 ? (
          <Chip state="warn">{t("registers.faulty", { count: faults.length })}</Chip>
        ) : read === undefined ? (
          <p className="t2">{t(hasSample ? "registers.reading" : "registers.sampleHow")}</p>
        ) : read.refusals.length === 0 ? (
          <Chip state="ok">{t("registers.reads", { count: read.counted.count ?? 0 })}</Chip>
        ) : (
          <Chip state="danger">{t("registers.refusals", { count: read.refusals.length })}</Chip>
        )}
      </div>
      {faults.length > 0 && (
        <ul className={styles.refusals}>
          {faults.map((fault) => (
            <li key={`${fault.path} ${fault.problem}`}>
              {fault.path === "" ? "" : <code>{fault.path}</code>} {fault.sentence}
            </li>
          ))}
        </ul>
      )}
      {read && read.refusals.length > 0 && (
        <ul className={styles.refusals}>
          {read.refusals.slice(0, REFUSALS_SHOWN).map((one, index) => (
            <li key={index}>{one.sentence}</li>
          ))}
          {read.refusals.length > REFUSALS_SHOWN && (
            <li className="t2">
              {t("registers.moreRefusals", { count: read.refusals.length - REFUSALS_SHOWN })}
            </li>
          )}
        </ul>
      )}
      {tried?.lines && tried.lines.some((line) => line !== "") && (
        <figure className={styles.lines}>
          <figcaption className="label t2">{t("registers.lines")}</figcaption>
          <pre tabIndex={0}>{tried.lines.join("\n")}</pre>
        </figure>
      )}
      {read && <Totals read={read} />}
      {read && read.rows.length > 0 && <Rows read={read} />}
    </div>
  );
}

function Totals({ read }: { read: Read }) {
  const t = useT();
  const { money, count, day } = useFormats();
  const { counted, declared, order } = read;
  const sums = (["total", "net", "fee"] as const).filter(
    (sum) => counted[sum] !== undefined || declared[sum] !== undefined,
  );
  return (
    <table className={styles.totals}>
      <thead>
        <tr>
          <th scope="col">
            {read.encoding}
            {read.mark ? ` ${t("registers.withMark")}` : ""}
          </th>
          <th scope="col" className="num">
            {t("registers.declared")}
          </th>
          <th scope="col" className="num">
            {t("registers.counted")}
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{t("registers.rowCount")}</th>
          <td className="num">{declared.count === undefined ? "—" : count(declared.count)}</td>
          <td className="num">{count(counted.count ?? 0)}</td>
        </tr>
        {sums.map((sum) => (
          <tr key={sum}>
            <th scope="row">{t(`registers.sum.${sum}`)}</th>
            <td className="num">{declared[sum] === undefined ? "—" : money(declared[sum])}</td>
            <td className="num">{counted[sum] === undefined ? "—" : money(counted[sum])}</td>
          </tr>
        ))}
        {order && (
          <tr>
            <th scope="row">{t("registers.order")}</th>
            <td colSpan={2} className="num">
              № {order.number}
              {order.date === undefined ? "" : ` ${t("registers.ofDay", { day: day(order.date) })}`}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Rows({ read }: { read: Read }) {
  const t = useT();
  const { money, day } = useFormats();
  return (
    <div className={styles.wide} tabIndex={0} role="region" aria-label={t("registers.rows")}>
      <table className={styles.rows}>
        <caption className="label t2">{t("registers.rows")}</caption>
        <thead>
          <tr>
            <th scope="col" className="num">
              {t("registers.line")}
            </th>
            <th scope="col">{t("registers.paidOn")}</th>
            <th scope="col">{t("registers.account")}</th>
            <th scope="col" className="num">
              {t("registers.amount")}
            </th>
            <th scope="col">{t("registers.operation")}</th>
            <th scope="col">{t("registers.payer")}</th>
            <th scope="col" className="num">
              {t("registers.readings")}
            </th>
          </tr>
        </thead>
        <tbody>
          {read.rows.map((row) => (
            <tr key={row.line}>
              <td className="num t2">{row.line}</td>
              <td>
                {day(row.paidOn)} {row.paidAt ?? ""}
              </td>
              <td>{row.account}</td>
              <td className="num">{money(row.amount)}</td>
              <td>{row.operation}</td>
              <td>{row.payerName ?? "—"}</td>
              <td className="num">{row.readings === 0 ? "—" : row.readings}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
