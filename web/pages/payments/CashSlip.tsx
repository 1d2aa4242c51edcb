import { useFormats } from "../../ui/formats.ts";
import { useT } from "../../words/words.ts";
import styles from "./cash.module.css";
import type { CashTaken } from "./cash-queries.ts";
import { usePaymentCard } from "./queries.ts";

/** What the payer takes along: a strip of 80 mm, seen on paper alone. It is no fiscal receipt, and says so. */
export function CashSlip({ of, given }: { of: CashTaken; given: bigint }) {
  const t = useT();
  const { money, instant, period } = useFormats();
  const card = usePaymentCard(`${of.building}-${of.payment}`);
  if (!card.data) return null;
  const { data } = card;
  return (
    <section className={`${styles["slip"]} onpaper`} aria-label={t("cash.slip")}>
      <h2>{t("cash.slip")}</h2>
      <p>{t("cash.slipNo", { payment: data.payment, at: instant(data.receivedAt) })}</p>
      <p>
        {t("payments.account")}: {data.number}
      </p>
      <p>{data.address}</p>
      <table>
        <tbody>
          {data.parts.map((part, at) => (
            <tr key={at}>
              <td>
                {part.name === "" ? t("cash.advance") : part.name}
                {part.chargedFor === undefined ? "" : `, ${period(part.chargedFor)}`}
              </td>
              <td className="num">{money(part.amount)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("cash.amount")}</th>
            <td className="num">{money(data.amount)}</td>
          </tr>
          <tr>
            <th scope="row">{t("cash.given")}</th>
            <td className="num">{money(given)}</td>
          </tr>
          <tr>
            <th scope="row">{t("cash.change")}</th>
            <td className="num">{money(given - BigInt(data.amount))}</td>
          </tr>
        </tfoot>
      </table>
      {data.recordedByName === undefined ? null : <p>{t("cash.cashier", { name: data.recordedByName })}</p>}
      <p>{t("cash.notFiscal")}</p>
    </section>
  );
}
