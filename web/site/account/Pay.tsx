import type { PaymentMade, PayPage } from "../../../src/flows/private-account-contract.ts";
import { ErrorSummary } from "../kit/Form.tsx";
import { useWords } from "../words/words.ts";

/** What to pay, and what was paid. The payment itself is on a page of its own. */
export function Pay({ page }: { readonly page: PayPage }) {
  const { t } = useWords();
  return (
    <>
      <div className="head">
        <h1>{t("my.payTitle")}</h1>
      </div>
      <div className="columns half">
        <div className="stack">
          <ErrorSummary form={page.form} />
          <HowMuch page={page} />
        </div>
        <section className="card" id="history" aria-labelledby="made">
          <h2 id="made">{t("my.paymentsMade")}</h2>
          {page.payments.length === 0 ? (
            <p className="second">{t("my.noPayments")}</p>
          ) : (
            <ul className="rows">
              {page.payments.map((one, at) => (
                // Two payments of one day and sum are told apart by their place alone.
                <Made key={`${one.paidOn}${String(at)}`} of={one} />
              ))}
            </ul>
          )}
        </section>
      </div>
    </>
  );
}

function HowMuch({ page }: { readonly page: PayPage }) {
  const { t, f } = useWords();
  const { money, around, bank, form, least, most } = page;
  if (!around.mayPay) return <p className="card">{t("my.mayNotPay")}</p>;
  if (bank === "none") return <p className="card">{t("my.noBank")}</p>;
  const roubles = (of: bigint): string => `${f.money(of)}\u00a0₽`;
  const chosen = form.typed["choice"] ?? (money.amount > 0n ? "all" : "other");
  const wrong = form.wrong?.sentence;
  return (
    <form className="card form" method="post" action="/lk/pay">
      <input type="hidden" name="account" value={around.number} />
      <fieldset>
        <legend>
          <h2>{t("my.howMuch")}</h2>
        </legend>
        <label className="choice">
          <input
            type="radio"
            name="choice"
            value="all"
            defaultChecked={chosen === "all"}
            disabled={money.amount <= 0n}
          />
          <span>
            <b>{t("my.payAll")}</b>
            {money.amount <= 0n && <small>{t(money.amount === 0n ? "my.nothing" : "my.ahead")}</small>}
          </span>
          <b className="number">{roubles(money.amount)}</b>
        </label>
        <label className="choice">
          <input
            type="radio"
            name="choice"
            value="debt"
            defaultChecked={chosen === "debt"}
            disabled={money.overdue === 0n}
          />
          <span>
            <b>{t("my.payDebt")}</b>
            {money.overdue === 0n && <small>{t("my.noDebt")}</small>}
          </span>
          <b className="number">{roubles(money.overdue)}</b>
        </label>
        <label className="choice">
          <input type="radio" name="choice" value="other" defaultChecked={chosen === "other"} />
          <span>
            <b>{t("my.payOther")}</b>
            <small>{t("my.payLimits", { least: roubles(least), most: roubles(most) })}</small>
          </span>
        </label>
      </fieldset>
      <div className="field">
        <label htmlFor="other">{t("my.amount")}</label>
        {wrong !== undefined && (
          <span className="error" id="other-error">
            {wrong}
          </span>
        )}
        <input
          className="input"
          id="other"
          name="other"
          inputMode="decimal"
          autoComplete="off"
          maxLength={20}
          defaultValue={form.typed["other"]}
          aria-invalid={wrong === undefined ? undefined : true}
          aria-describedby={wrong === undefined ? undefined : "other-error"}
        />
      </div>
      {page.keep && (
        <details>
          <summary>{t("own.keep")}</summary>
          <input type="hidden" name="keepVersion" value={page.keep.version} />
          <label className="check">
            <input type="checkbox" name="keep" value="yes" />
            <span>{page.keep.wording}</span>
          </label>
        </details>
      )}
      <button className="button large wide" type="submit">
        {t("my.goPay")}
      </button>
      <p className="second small">{t("my.payNext")}</p>
      {bank === "test" && <p className="notice info small">{t("my.testBank")}</p>}
    </form>
  );
}

function Made({ of }: { readonly of: PaymentMade }) {
  const { t, f } = useWords();
  const way = CHANNELS.find((one) => one === of.channel);
  return (
    <li className="line plain">
      <span>
        <b>{f.day(of.paidOn)}</b>
        <small>
          {of.agent === undefined ? way && t(`my.channel.${way}`) : <span lang="ru">{of.agent}</span>}
          {of.isReversed && `, ${t("my.reversed")}`}
        </small>
        {of.fiscal && <small>{t("my.fiscal", { ...of.fiscal })}</small>}
      </span>
      <b className="number">{f.money(of.amount)}&nbsp;₽</b>
    </li>
  );
}

const CHANNELS = ["hand", "cash", "agent", "registry", "online"] as const;
