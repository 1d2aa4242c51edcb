import { troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { ErrorState } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import { useSubsidyPayments } from "../benefits/subsidy-queries.ts";
import styles from "./account.module.css";
import type { CardAddress } from "./card-address.ts";
import { type Card, useSubsidies } from "./queries.ts";

/** Subsidies that the account has and had, with what they are reckoned from. */
export function Subsidies({ card, address }: { card: Card; address: CardAddress }) {
  const t = useT();
  const { day, money, quantity, count } = useFormats();
  const { may, today } = useWork();
  const subsidies = useSubsidies(card.number);
  const trouble = troubleOf(subsidies.error);
  if (trouble) return <ErrorState of={trouble} onRetry={() => void subsidies.refetch()} />;
  if (!subsidies.data) return null;
  const list = subsidies.data.subsidies;
  return (
    <div className={styles["section"]}>
      <div className={styles["compare"]}>
        <h3>{t("benefits.subsidy.title")}</h3>
        <Button
          onClick={() => address.set({ panel: "subsidy" }, "push")}
          disabledReason={may("benefits.grant") ? undefined : t("benefits.right.mayNot")}
        >
          {t("benefits.subsidy.add")}
        </Button>
      </div>
      {list.length === 0 ? (
        <p className="t2">{t("benefits.subsidy.none")}</p>
      ) : (
        <table className={styles["table"]} aria-label={t("benefits.subsidy.title")}>
          <thead>
            <tr>
              <th scope="col">{t("benefits.subsidy.days")}</th>
              <th scope="col" className={styles["n"]}>
                {t("benefits.subsidy.familySize")}
              </th>
              <th scope="col" className={styles["n"]}>
                {t("benefits.subsidy.standard")}
              </th>
              <th scope="col" className={styles["n"]}>
                {t("benefits.subsidy.income")}
              </th>
              <th scope="col" className={styles["n"]}>
                {t("benefits.subsidy.share")}
              </th>
              <th scope="col">{t("benefits.subsidy.document")}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {list.toReversed().map((one) => (
              <tr key={one.from}>
                <th scope="row">
                  {day(one.from)} – {day(one.to)}
                </th>
                <td className={styles["n"]}>{count(one.familySize)}</td>
                <td className={styles["n"]}>{money(one.standard)}</td>
                <td className={styles["n"]}>{money(one.income)}</td>
                <td className={styles["n"]}>{quantity(one.maxShare)} %</td>
                <td>
                  {one.document}
                  {one.ended ? (
                    <div className="label t3">
                      {t("benefits.subsidy.endedBy", {
                        day: day(one.ended.grantedUntil),
                        document: one.ended.document,
                      })}
                    </div>
                  ) : null}
                </td>
                <td className={styles["n"]}>
                  {one.to > today && may("benefits.grant") ? (
                    <Button
                      kind="ghost"
                      onClick={() => address.set({ panel: `subsidy:${one.from}` }, "push")}
                    >
                      {t("benefits.subsidy.endButton")}
                    </Button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <SubsidiesPaid card={card} />
    </div>
  );
}

const PAID_SHOWN = 12;

/** What the social office says that it paid for the account; nothing where it said nothing. */
function SubsidiesPaid({ card }: { card: Card }) {
  const t = useT();
  const { day, money, period } = useFormats();
  const payments = useSubsidyPayments(card.number);
  const trouble = troubleOf(payments.error);
  if (trouble) return <ErrorState of={trouble} onRetry={() => void payments.refetch()} />;
  if (!payments.data || payments.data.length === 0) return null;
  return (
    <table className={styles["table"]} aria-label={t("subsidies.paid")}>
      <caption>{t("subsidies.paid")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("subsidies.month")}</th>
          <th scope="col">{t("subsidies.paidOn")}</th>
          <th scope="col" className={styles["n"]}>
            {t("subsidies.sum")}
          </th>
        </tr>
      </thead>
      <tbody>
        {payments.data.slice(0, PAID_SHOWN).map((one) => (
          <tr key={`${one.month}|${one.paidOn}|${one.amount}`}>
            <th scope="row">{period(one.month)}</th>
            <td>{day(one.paidOn)}</td>
            <td className={styles["n"]}>{money(one.amount)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
