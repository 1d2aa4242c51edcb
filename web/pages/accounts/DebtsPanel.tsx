import { Go } from "../../shell/Go.tsx";
import { paths } from "../../paths.ts";
import { Segmented } from "../../ui/Segmented.tsx";
import { useFormats } from "../../ui/formats.ts";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { useT } from "../../words/words.ts";
import styles from "./account.module.css";
import { AGE_NAMES, ageOf } from "./ages.ts";
import type { CardAddress } from "./card-address.ts";
import type { Card } from "./queries.ts";

/** What is owed month by month, the oldest first: the rows behind the ages of the money band. */
export function DebtsPanel({
  card,
  address,
  onClose,
}: {
  card: Card;
  address: CardAddress;
  onClose: () => void;
}) {
  const t = useT();
  const { money, day, period } = useFormats();
  const age = AGE_NAMES.find((one) => one === address.query["age"]);
  const overdue = card.money.debts.filter(({ late }) => late > 0);
  const shown = age === undefined ? overdue : overdue.filter(({ late }) => ageOf(late) === age);
  const sum = shown.reduce((total, { amount }) => total + BigInt(amount), 0n);
  const present = AGE_NAMES.filter((one) => overdue.some(({ late }) => ageOf(late) === one));
  const chargesOf = (month: string): string => {
    const { panel: _panel, age: _age, why: _why, copy: _copy, ...query } = address.query;
    return paths.account(card.number, { ...query, tab: "charges", period: month });
  };
  return (
    <SidePanel
      title={t("accounts.debts.title")}
      subtitle={t("accounts.debts.on", { day: day(card.on) })}
      onClose={onClose}
      footer={`${t("accounts.together")} ${money(sum)} ₽`}
    >
      {present.length > 1 ? (
        <div className={styles["compare"]}>
          <Segmented
            label={t("accounts.overdue")}
            value={age ?? "all"}
            onChange={(next) => address.set({ age: next === "all" ? undefined : next })}
            options={[
              { value: "all", label: t("accounts.debts.all") },
              ...present.map((value) => ({ value, label: t(`accounts.age.${value}`) })),
            ]}
          />
        </div>
      ) : null}
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{t("accounts.chargedFor")}</th>
            <th scope="col">{t("accounts.debts.due")}</th>
            <th scope="col" className={styles["n"]}>
              {t("accounts.debts.late")}
            </th>
            <th scope="col" className={styles["n"]}>
              {t("accounts.debts.left")}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ chargedFor, due, late, amount }) => (
            <tr key={chargedFor}>
              <th scope="row">
                <Go to={chargesOf(chargedFor)}>{period(chargedFor)}</Go>
              </th>
              <td className="nowrap">{day(due)}</td>
              <td className={styles["n"]}>{t("accounts.debts.days", { days: late })}</td>
              <td className={styles["n"]}>{money(amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={`${styles["section"] ?? ""} t2`}>{t("accounts.debts.how")}</p>
    </SidePanel>
  );
}
