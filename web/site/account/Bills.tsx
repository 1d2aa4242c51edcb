import { IconChevronRight } from "@tabler/icons-react";
import type { BillLine, BillsPage } from "../../../src/flows/private-account-contract.ts";
import { Icon } from "../kit/Icon.tsx";
import { Sum } from "../kit/Sum.tsx";
import { useWords } from "../words/words.ts";

/** Thirteen months of bills: a picture of them, and each as a line that leads to it. */
export function Bills({ page }: { readonly page: BillsPage }) {
  const { t, f } = useWords();
  const { bills, money, around } = page;
  return (
    <>
      <div className="head">
        <h1>{t("my.bills")}</h1>
      </div>
      <div className="columns aside">
        <section className="card" aria-labelledby="months">
          <h2 id="months">{t("my.months")}</h2>
          {bills.length === 0 ? (
            <p className="second">{t("my.noBills")}</p>
          ) : (
            <>
              <Year bills={bills} />
              <ul className="rows">
                {bills.map(({ period, total, paid }) => (
                  <li key={period}>
                    <a className="line plain" href={`/lk/bills/${period}`}>
                      <span>
                        <b>{f.period(period)}</b>
                        <small>
                          {paid === 0n
                            ? t("my.nonePaid")
                            : t("my.paidIn", { sum: `${f.money(paid)}\u00a0₽` })}
                        </small>
                      </span>
                      <b className="number">{f.money(total)}&nbsp;₽</b>
                    </a>
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>
        <section className="card hero" aria-labelledby="due">
          <h2 className="due" id="due">
            {t(money.amount > 0n ? "my.toPay" : money.amount === 0n ? "my.nothing" : "my.ahead")}
          </h2>
          <p className="amount">
            <Sum of={money.amount < 0n ? negated(money.amount) : money.amount} />
          </p>
          {around.mayPay && (
            <a className="button wide" href="/lk/pay">
              {t("my.pay")}
            </a>
          )}
          <a className="go" href="/lk/pay#history">
            {t("my.paymentsMade")}
            <Icon of={IconChevronRight} />
          </a>
        </section>
      </div>
    </>
  );
}

const negated = (amount: BillLine["total"]): BillLine["total"] => -amount as BillLine["total"];

const HEIGHT = 150;
const STEP = 46;

/** Bars of the months, the oldest first, each third with its name; the list below says the same in figures. */
function Year({ bills }: { readonly bills: readonly BillLine[] }) {
  const { t, f } = useWords();
  const months = [...bills].reverse();
  const most = months.reduce((max, { total }) => (total > max ? total : max), 1n);
  const heightOf = (total: bigint): number =>
    total <= 0n ? 0 : Math.max(2, Number((total * BigInt(HEIGHT)) / most));
  const width = months.length * STEP;
  const [first, last] = [months[0], months.at(-1)];
  return (
    <svg
      className="year"
      viewBox={`0 0 ${width} ${HEIGHT + 34}`}
      role="img"
      aria-label={t("my.yearAbout", {
        from: first ? f.period(first.period) : "",
        to: last ? f.period(last.period) : "",
        most: `${f.money(most)}\u00a0₽`,
      })}
    >
      {months.map(({ period, total }, at) => (
        <g key={period} aria-hidden="true">
          <rect
            className={at === months.length - 1 ? "now" : undefined}
            x={at * STEP + 6}
            y={HEIGHT - heightOf(total)}
            width={STEP - 12}
            height={heightOf(total)}
            rx="5"
          />
          {(months.length - 1 - at) % 3 === 0 && (
            <text x={at * STEP + STEP / 2} y={HEIGHT + 26}>
              {f.shortPeriod(period).split(" ")[0]}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
