import { Go } from "../../shell/Go.tsx";
import { paths } from "../../paths.ts";
import { AgeBar } from "../../ui/charts/AgeBar.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import { useT } from "../../words/words.ts";
import styles from "./account.module.css";
import { AGE_NAMES } from "./ages.ts";
import type { CardAddress } from "./card-address.ts";
import type { Card } from "./queries.ts";

/** The account's money on the day; every figure leads to its rows. */
export function MoneyBand({
  card,
  address,
  isNarrow,
}: {
  card: Card;
  address: CardAddress;
  /** A panel stands over the right side: ages without a debt give way. */
  isNarrow: boolean;
}) {
  const t = useT();
  const { money: write, day, period } = useFormats();
  const { money } = card;
  const amount = BigInt(money.amount);
  const charged = [money.charged, money.recalculated, money.benefits, money.penalties].reduce(
    (sum, one) => sum + BigInt(one),
    0n,
  );
  const tab = (name: string): string => {
    const { panel: _panel, why: _why, copy: _copy, ...query } = address.query;
    return paths.account(card.number, { ...query, tab: name, period: money.period });
  };
  /** The months that are overdue, all or of one age, beside the card. */
  const debts = (age?: string): string => {
    const { panel: _panel, why: _why, copy: _copy, ...query } = address.query;
    return paths.account(card.number, { ...query, panel: "debts", age });
  };
  return (
    <section className={styles["money"]} aria-label={t("accounts.money")}>
      <div className={styles["figure"]}>
        <div className={styles["figurelabel"]}>
          {address.on === undefined ? t("accounts.balance") : t("accounts.balanceOn", { day: day(card.on) })}
          {amount > 0n ? <Chip state="danger">{t("accounts.debt")}</Chip> : null}
          {amount < 0n ? <Chip state="ok">{t("accounts.overpaid")}</Chip> : null}
        </div>
        <Go
          to={tab("statement")}
          className={`${styles["amount"]} ${styles["balance"]} ${amount > 0n ? styles["debt"] : amount < 0n ? styles["ahead"] : ""}`}
        >
          {write(amount < 0n ? -amount : amount)} ₽
        </Go>
        <div className={styles["context"]}>
          {money.nextDue === undefined
            ? t("accounts.nothingDue")
            : t("accounts.due", { day: day(money.nextDue.day), amount: write(money.nextDue.amount) })}
        </div>
      </div>
      <div className={styles["figure"]}>
        <div className={styles["figurelabel"]}>{t("accounts.charged")}</div>
        <Go to={tab("charges")} className={styles["amount"]}>
          {write(charged)}
        </Go>
        <div className={styles["context"]}>
          {period(money.period)}
          {BigInt(money.penalties) === 0n ? null : (
            <>
              {", "}
              <Go to={tab("charges")} className={styles["quiet"]}>
                {t("accounts.ofThemPenalties", { amount: write(money.penalties) })}
              </Go>
            </>
          )}
        </div>
      </div>
      <div className={styles["figure"]}>
        <div className={styles["figurelabel"]}>{t("accounts.paid")}</div>
        <Go to={tab("payments")} className={styles["amount"]}>
          {write(-BigInt(money.paid))}
        </Go>
        <div className={styles["context"]}>
          {money.lastPaid === undefined
            ? t("accounts.neverPaid")
            : t("accounts.lastPaid", { day: day(money.lastPaid.day) })}
        </div>
      </div>
      <div className={`${styles["figure"]} ${styles["overdue"]}`}>
        {BigInt(money.overdue) === 0n ? (
          <>
            <div className={styles["figurelabel"]}>{t("accounts.overdue")}</div>
            <span className={`${styles["amount"]} ${styles["zero"]}`}>{write("0")}</span>
            <div className={styles["context"]}>{t("accounts.notOverdue")}</div>
          </>
        ) : (
          <AgeBar
            title={t("accounts.overdue")}
            write={write}
            linkOf={(to, words) => <Go to={to}>{words}</Go>}
            href={debts()}
            ages={money.ages
              .map((age, index) => ({
                id: AGE_NAMES[index] ?? "older",
                label: t(`accounts.age.${AGE_NAMES[index] ?? "older"}`),
                amount: BigInt(age),
                ...(age === "0" ? {} : { href: debts(AGE_NAMES[index] ?? "older") }),
              }))
              .filter(({ amount: age }) => !isNarrow || age !== 0n)}
          />
        )}
      </div>
    </section>
  );
}
