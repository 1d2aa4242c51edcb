import { IconCreditCard } from "@tabler/icons-react";
import type { AutopayPage } from "../../../src/flows/private-own-contract.ts";
import { ErrorSummary } from "../kit/Form.tsx";
import { Icon } from "../kit/Icon.tsx";
import { useWords } from "../words/words.ts";
import { Done } from "./Done.tsx";

/** Kept cards, and the one sentence by which a card pays by itself. */
export function Autopay({ page }: { readonly page: AutopayPage }) {
  const { t, f } = useWords();
  const { cards, rule, turns, done, around, stopped } = page;
  return (
    <>
      <div className="head">
        <h1>{t("own.autopay")}</h1>
        <p className="lead">{t("own.autopayAbout")}</p>
      </div>
      {done !== undefined && <Done>{t(`own.autopayDone.${done}`)}</Done>}
      <ErrorSummary form={page.form} />
      <div className="columns half">
        <section className="card stack" aria-labelledby="rule">
          <h2 id="rule">{t(rule ? "own.autopayOn" : "own.autopayOff")}</h2>
          {rule && <Rule page={page} rule={rule} />}
          {!rule && stopped !== undefined && <p className="second">{t(`own.stopped.${stopped}`)}</p>}
          {!rule && cards.length === 0 && (
            <p>
              {t(page.isOffered ? "own.noCardYet" : "own.notOffered")}{" "}
              {page.isOffered && <a href="/lk/pay">{t("own.payOnce")}</a>}
            </p>
          )}
          {!rule && cards.length > 0 && <SetRule page={page} />}
        </section>
        <div className="stack">
          <section className="card" aria-labelledby="cards">
            <h2 id="cards">{t("own.cards")}</h2>
            {cards.length === 0 && <p className="second">{t("own.noCards")}</p>}
            <ul className="rows">
              {cards.map(({ card, mask, issuer, expires, keptAt }) => (
                <li key={card} className="line deed">
                  <span className="tile">
                    <Icon of={IconCreditCard} />
                  </span>
                  <span>
                    <b className="number">{mask}</b>
                    <small>
                      {issuer !== "" && <span lang="ru">{issuer}, </span>}
                      {expires !== undefined && `${t("own.goodThrough", { month: f.period(expires) })}; `}
                      {t("own.since", { at: f.day(keptAt.slice(0, 10)) })}
                    </small>
                  </span>
                  <form method="post" action="/lk/cards/forget">
                    <input type="hidden" name="account" value={around.number} />
                    <input type="hidden" name="card" value={card} />
                    <button className="button danger" type="submit" aria-label={t("own.forgetOne", { mask })}>
                      {t("own.forget")}
                    </button>
                  </form>
                </li>
              ))}
            </ul>
          </section>
          {turns.length > 0 && (
            <section className="card" aria-labelledby="turns">
              <h2 id="turns">{t("own.turns")}</h2>
              <ul className="rows">
                {turns.map(({ month, state, amount, chargeOn }) => (
                  <li key={month} className="line plain">
                    <span>
                      <b>{f.period(month)}</b>
                      <small>{t(`own.turn.${state}`, { day: f.day(chargeOn) })}</small>
                    </span>
                    <b className="number">{f.money(amount)}&nbsp;₽</b>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      </div>
    </>
  );
}

function Rule({
  page,
  rule,
}: {
  readonly page: AutopayPage;
  readonly rule: NonNullable<AutopayPage["rule"]>;
}) {
  const { t, f } = useWords();
  const { mask, cap, schedule, days, chargeOn } = rule;
  return (
    <>
      <p>
        {t(schedule === "before_due" ? "own.ruleBeforeDue" : "own.ruleOnDay", { days, mask })}{" "}
        {cap === undefined ? t("own.noCap") : t("own.cap", { sum: `${f.money(cap)}\u00a0₽` })}
      </p>
      <p>
        {t("own.nextCharge", { day: f.day(chargeOn) })}{" "}
        {t("own.dueNow", { sum: `${f.money(page.due)}\u00a0₽` })}
      </p>
      <form method="post" action="/lk/autopay/stop">
        <input type="hidden" name="account" value={page.around.number} />
        <button className="button danger wide" type="submit">
          {t("own.stop")}
        </button>
      </form>
    </>
  );
}

function SetRule({ page }: { readonly page: AutopayPage }) {
  const { t } = useWords();
  const { cards, consent, form, around } = page;
  const chosen = form.typed["card"] ?? String(cards[0]?.card ?? "");
  const isOnDay = form.typed["when"] === "day_of_month";
  const wrong = form.wrong?.field === "cap" ? form.wrong.sentence : undefined;
  return (
    <form className="form" method="post" action="/lk/autopay">
      <input type="hidden" name="account" value={around.number} />
      <input type="hidden" name="consentVersion" value={consent.version} />
      <fieldset>
        <legend>
          <b>{t("own.byCard")}</b>
        </legend>
        {cards.map(({ card, mask }) => (
          <label key={card} className="choice">
            <input type="radio" name="card" value={card} defaultChecked={chosen === String(card)} />
            <b className="number">{mask}</b>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>
          <b>{t("own.when")}</b>
        </legend>
        <label className="choice">
          <input type="radio" name="when" value="before_due" defaultChecked={!isOnDay} />
          <span>
            <b>{t("own.beforeDue")}</b>
            <small>{t("own.beforeDueAbout")}</small>
          </span>
        </label>
        <label className="choice">
          <input type="radio" name="when" value="day_of_month" defaultChecked={isOnDay} />
          <b>{t("own.onDay")}</b>
        </label>
        <label className="field">
          <span>{t("own.day")}</span>
          <select className="input" name="day" defaultValue={form.typed["day"] ?? "5"}>
            {Array.from({ length: 28 }, (_, at) => (
              <option key={at}>{at + 1}</option>
            ))}
          </select>
        </label>
      </fieldset>
      <div className="field">
        <label htmlFor="cap">{t("own.capLabel")}</label>
        <small id="cap-hint">{t("own.capHint")}</small>
        {wrong !== undefined && (
          <span className="error" id="cap-error">
            {wrong}
          </span>
        )}
        <input
          className="input"
          id="cap"
          name="cap"
          inputMode="decimal"
          autoComplete="off"
          maxLength={20}
          defaultValue={form.typed["cap"]}
          aria-invalid={wrong === undefined ? undefined : true}
          aria-describedby={wrong === undefined ? "cap-hint" : "cap-hint cap-error"}
        />
      </div>
      <label className="check">
        <input type="checkbox" id="consent" name="consent" value="yes" required />
        <span>{consent.wording}</span>
      </label>
      <button className="button large wide" type="submit">
        {t("own.setAutopay")}
      </button>
    </form>
  );
}
