import { IconAlertCircle, IconPencil, IconTrash } from "@tabler/icons-react";
import { paths } from "../../paths.ts";
import { Go } from "../../shell/Go.tsx";
import { IconButton } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { useT } from "../../words/words.ts";
import { type Batch, type BatchRow, sumOfRows } from "./batch.ts";
import { Owing } from "./Owing.tsx";
import styles from "./entry.module.css";
import { shortAddress } from "./short-address.ts";

/** The papers entered so far, or what they were booked as. */
export function BatchRows({
  batch,
  refused,
  editing,
  onEdit,
  onRemove,
}: {
  batch: Batch;
  /** Rows that the server named, counted from 0. */
  refused: ReadonlySet<number>;
  /** The row that stands in the line above. */
  editing: number | undefined;
  onEdit: (row: BatchRow) => void;
  onRemove: (row: BatchRow) => void;
}) {
  const t = useT();
  const { money, count } = useFormats();
  const { posted } = batch;
  return (
    <table className={styles["rows"]}>
      <caption className="hidden">{t("payments.entry.rows")}</caption>
      <thead>
        <tr>
          <th scope="col" className="num">
            {t("payments.entry.no")}
          </th>
          <th scope="col">{t("payments.account")}</th>
          <th scope="col">{t("payments.holder")}</th>
          <th scope="col" className={styles["wide"]}>
            {t("payments.address")}
          </th>
          <th scope="col">{t("payments.entry.owed")}</th>
          <th scope="col" className="num">
            {t("payments.amount")}
          </th>
          <th scope="col">{t("payments.document")}</th>
          <th scope="col">
            {posted ? t("payments.number") : <span className="hidden">{t("payments.entry.deeds")}</span>}
          </th>
        </tr>
      </thead>
      <tbody>
        {batch.rows.map((row, index) => {
          const payment = posted?.payments[index];
          return (
            <tr
              key={row.id}
              aria-invalid={refused.has(index) || undefined}
              aria-current={editing === row.id || undefined}
            >
              <td className="num t3">
                {refused.has(index) ? (
                  <IconAlertCircle size={14} className="danger" aria-label={t("payments.entry.refusedRow")} />
                ) : null}{" "}
                {index + 1}
              </td>
              <th scope="row">
                <Go to={paths.account(row.account)}>{row.account}</Go>
              </th>
              <td className="cut">{row.holder}</td>
              <td className={`cut ${styles["wide"]}`}>{shortAddress(row.address)}</td>
              <td>
                <Owing balance={row.balance} />
              </td>
              <td className="num strong">{money(row.amount)}</td>
              <td className="cut">{row.document === "" ? <span className="t3">—</span> : row.document}</td>
              <td className={styles["deeds"]}>
                {payment ? (
                  <Go
                    className="num"
                    to={paths.payments({
                      from: batch.paidOn,
                      to: batch.paidOn,
                      q: payment.payment,
                      payment: `${payment.building}-${payment.payment}`,
                    })}
                  >
                    {payment.payment}
                  </Go>
                ) : (
                  <>
                    <IconButton
                      label={t("payments.entry.edit", { row: index + 1 })}
                      icon={<IconPencil size={16} />}
                      onClick={() => onEdit(row)}
                    />
                    <IconButton
                      label={t("payments.entry.remove", { row: index + 1 })}
                      icon={<IconTrash size={16} />}
                      onClick={() => onRemove(row)}
                    />
                  </>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={3}>
            {t("payments.entry.entered", { count: batch.rows.length, shown: count(batch.rows.length) })}
          </th>
          <td className={styles["wide"]} />
          <td />
          <td className="num">{money(sumOfRows(batch))}</td>
          <td />
          <td />
        </tr>
      </tfoot>
    </table>
  );
}
