import { paths } from "../../paths.ts";
import { Go } from "../../shell/Go.tsx";
import { useFormats } from "../../ui/formats.ts";
import { useT } from "../../words/words.ts";
import type { HeldCard } from "./unmatched-queries.ts";
import styles from "./unmatched.module.css";

/** What came, as it came, and what was decided of it before. */
export function HeldFacts({ card, position }: { card: HeldCard; position: string }) {
  const t = useT();
  const { money, day } = useFormats();
  const facts: readonly (readonly [name: string, value: string | undefined])[] = [
    [t("suspense.statedAccount"), card.statedAccount],
    [t("suspense.payer"), card.payerName],
    [t("suspense.address"), card.address],
    [t("suspense.purpose"), card.purpose],
    [t("suspense.receivedOn"), day(card.receivedOn)],
    [t("suspense.agent"), card.agentName],
    [t("suspense.document"), card.document],
    [t("suspense.note"), card.note],
  ];
  return (
    <section>
      <p className="label t2">{position}</p>
      <p className={styles["amount"]}>{money(card.rest)} ₽</p>
      {card.rest === card.amount ? null : (
        <p className="t2">{t("suspense.rest", { rest: money(card.rest), amount: money(card.amount) })}</p>
      )}
      <h2 className="label t2">{t("suspense.line")}</h2>
      <div className={styles["raw"]}>{card.raw}</div>
      <dl className={styles["facts"]}>
        {facts.map(([name, value]) =>
          value === undefined || value === "" ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {card.resolutions.length > 0 ? (
        <>
          <h2 className={`label t2 ${styles["section"]}`}>{t("suspense.history")}</h2>
          <ol>
            {card.resolutions.map((one) => {
              const said = t(`suspense.was.${one.reversed ? "reversed" : one.kind}`, {
                amount: money(one.amount),
                account: one.account ?? "",
                reason: one.reason,
                document: one.document,
              });
              return (
                <li key={one.no}>
                  {one.building === undefined || one.payment === undefined ? (
                    said
                  ) : (
                    <Go to={paths.payments({ payment: `${one.building}-${one.payment}` })}>{said}</Go>
                  )}
                </li>
              );
            })}
          </ol>
        </>
      ) : null}
    </section>
  );
}
