import { paths } from "../../paths.ts";
import { Go } from "../../shell/Go.tsx";
import { useFormats } from "../../ui/formats.ts";
import { useT } from "../../words/words.ts";
import styles from "./reconcile.module.css";
import type { DayCard, Difference } from "./reconcile-queries.ts";

/** What each of the three legs says, and the fee between two of them. */
export function Legs({ card }: { card: DayCard }) {
  const t = useT();
  const { money, count } = useFormats();
  return (
    <table className={styles["parts"]}>
      <thead>
        <tr>
          <th scope="col">{t("reconcile.leg")}</th>
          <th scope="col" className="num">
            {t("reconcile.operations")}
          </th>
          <th scope="col" className="num">
            {t("reconcile.sum")}
          </th>
        </tr>
      </thead>
      <tbody>
        {card.isOnline ? (
          <tr>
            <th scope="row">{t("reconcile.online")}</th>
            <td className="num">{count(card.online.count)}</td>
            <td className="num">{money(card.online.total)}</td>
          </tr>
        ) : null}
        <tr>
          <th scope="row">{t("reconcile.registry")}</th>
          <td className="num">{count(card.registry.count)}</td>
          <td className="num">{money(card.registry.total)}</td>
        </tr>
        <tr>
          <th scope="row">{t("reconcile.fee")}</th>
          <td />
          <td className="num">{money(card.fee)}</td>
        </tr>
        <tr>
          <th scope="row">{t("reconcile.net")}</th>
          <td />
          <td className="num">{money(card.net)}</td>
        </tr>
        <tr>
          <th scope="row">{t("reconcile.received")}</th>
          <td />
          <td className="num">{money(card.received)}</td>
        </tr>
      </tbody>
    </table>
  );
}

/** Each difference by its kind, with what the legs say of it. */
export function Differences({ card }: { card: DayCard }) {
  const t = useT();
  if (card.differences.length === 0)
    return <p className={`t2 ${styles["section"]}`}>{t("reconcile.noDifferences")}</p>;
  return (
    <>
      <h3 className={styles["section"]}>{t("reconcile.differences", { count: card.differences.length })}</h3>
      <ul className={styles["differences"]}>
        {card.differences.map((one) => (
          <li key={`${one.kind} ${one.transaction ?? ""} ${one.registry ?? ""}`}>
            <div className="strong">{t(`reconcile.kind.${one.kind}`)}</div>
            <DifferenceFacts of={one} card={card} />
          </li>
        ))}
      </ul>
    </>
  );
}

function DifferenceFacts({ of, card }: { of: Difference; card: DayCard }) {
  const t = useT();
  const { money } = useFormats();
  const registry = card.registries.find((one) => one.registry === of.registry);
  const sums = (
    [
      ["reconcile.online", of.online],
      ["reconcile.registry", of.inRegistry],
      ["reconcile.received", of.received],
    ] as const
  ).flatMap(([name, amount]) => (amount === undefined ? [] : [`${t(name)}: ${money(amount)}`]));
  return (
    <div className="t2">
      {of.transaction === undefined ? null : `${t("reconcile.operation", { number: of.transaction })} · `}
      {of.account === undefined ? null : (
        <>
          <Go to={paths.account(of.account, { tab: "payments" })}>{of.account}</Go>
          {" · "}
        </>
      )}
      {registry === undefined ? null : `${registry.document} · `}
      {sums.join(" · ")}
    </div>
  );
}

/** The registries of the day, and the bank's lines that brought the money of each. */
export function Registries({ card }: { card: DayCard }) {
  const t = useT();
  const { money, day } = useFormats();
  if (card.registries.length === 0) return null;
  return (
    <>
      <h3 className={styles["section"]}>{t("reconcile.registriesOfDay")}</h3>
      <ul className={styles["differences"]}>
        {card.registries.map((one) => (
          <li key={one.registry}>
            <div className={styles["pair"]}>
              <span className="strong">{one.document}</span>
              <span className="num">{money(one.total)}</span>
            </div>
            {one.money.length === 0 ? (
              <div className="t2">{t("reconcile.noMoney")}</div>
            ) : (
              one.money.map((line) => (
                <div key={line.line} className={styles["pair"]}>
                  <Go to={paths.statement(line.statement, { line: line.line })}>
                    {t("reconcile.lineOf", { day: day(line.bookedOn), number: line.number })}
                  </Go>
                  <span className="num">{money(line.amount)}</span>
                </div>
              ))
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
