import { IconChevronLeft, IconFileTypePdf } from "@tabler/icons-react";
import type {
  BillCompared,
  BillGroup,
  BillPage,
  BillService,
  WorkingStep,
} from "../../../src/flows/private-account-contract.ts";
import { Icon } from "../kit/Icon.tsx";
import { Sum } from "../kit/Sum.tsx";
import { useWords } from "../words/words.ts";

/** A month's bill: why it differs, each line with how it came about, and what it adds up to. */
export function Bill({ page }: { readonly page: BillPage }) {
  const { t, f } = useWords();
  const { period, compared, groups } = page;
  return (
    <>
      <div className="head">
        <a className="go" href="/lk/bills">
          <Icon of={IconChevronLeft} />
          {t("my.allBills")}
        </a>
        <h1>{t("my.billFor", { month: f.period(period) })}</h1>
      </div>
      <div className="columns aside">
        <div className="stack">
          {compared && <Why compared={compared} period={period} />}
          {groups.map((group) => (
            <Group key={group.group} of={group} period={period} />
          ))}
        </div>
        <Totals page={page} />
      </div>
    </>
  );
}

/** From the earlier bill to this one: sentences, each with its step. */
function Why({ compared, period }: { readonly compared: BillCompared; readonly period: string }) {
  const { t, f } = useWords();
  const { before, after, earlier, steps } = compared;
  const difference = after - before;
  const sum = `${f.money(difference < 0n ? -difference : difference)}\u00a0₽`;
  return (
    <section className="card" id="why" aria-labelledby="why-head">
      <h2 id="why-head">{t("my.why")}</h2>
      <p>
        <b>
          {difference === 0n
            ? t("my.same", { month: f.period(earlier) })
            : t(difference > 0n ? "my.more_than" : "my.less_than", { sum, month: f.period(earlier) })}
        </b>
      </p>
      <ol className="falls">
        <li className="total">
          <b>{f.period(earlier)}</b>
          <b className="number">{f.money(before)}&nbsp;₽</b>
        </li>
        {steps.map(({ service, amount, causes }) => (
          <li key={service ?? ""}>
            <b>{service ?? t("my.rest")}</b>
            <b className={`number ${amount > 0n ? "up" : "down"}`}>{f.change(amount)}&nbsp;₽</b>
            {causes.length > 0 && (
              <p>
                {causes
                  .map((one) =>
                    causes.length === 1
                      ? t(`my.cause.${one.cause}`)
                      : `${t(`my.cause.${one.cause}`)} ${f.change(one.amount)}\u00a0₽`,
                  )
                  .join("; ")}
              </p>
            )}
          </li>
        ))}
        <li className="total">
          <b>{f.period(period)}</b>
          <b className="number">{f.money(after)}&nbsp;₽</b>
        </li>
      </ol>
    </section>
  );
}

function Group({ of, period }: { readonly of: BillGroup; readonly period: string }) {
  const { t, f } = useWords();
  return (
    <section className="card" aria-labelledby={`group-${of.group}`}>
      <div className="card-head">
        <h2 id={`group-${of.group}`}>{t(`my.group.${of.group}`)}</h2>
        <b className="number">{f.money(of.total)}&nbsp;₽</b>
      </div>
      {of.services.map((service) => (
        <Service key={service.code} of={service} period={period} />
      ))}
    </section>
  );
}

function Service({ of, period }: { readonly of: BillService; readonly period: string }) {
  const { t, f, language } = useWords();
  const unit = t(`portal.unit.${of.unit}`);
  const local = (text: string): string => localDecimal(text, language);
  const [first] = of.lines;
  return (
    <details className="service">
      <summary>
        <b>{of.name}</b>
        <span className="number">
          <b>{f.money(of.total)}&nbsp;₽</b>
        </span>
        <small>
          {first && !first.isExcess
            ? `${local(first.volume)}\u00a0${unit} × ${local(first.rate)}\u00a0₽`
            : t("my.open")}
        </small>
        {of.change !== undefined && (
          <small className="number">
            {of.change === 0n ? t("my.noChange") : `${f.change(of.change)}\u00a0₽`}
          </small>
        )}
      </summary>
      <div className="stack">
        {of.sentence !== undefined && <p className="prose">{of.sentence}.</p>}
        <dl className="facts">
          {of.lines.map((line, at) => (
            // Lines of a service have no name of their own, and their order is that of the bill.
            <div key={`${line.citation}${String(at)}`}>
              <dt>{line.isExcess ? t("my.excess") : t("my.howCharged")}</dt>
              <dd>
                {line.meaning} <span className="second small">{line.citation}</span>
              </dd>
            </div>
          ))}
          {of.recalculated !== 0n && (
            <div>
              <dt>{t("my.recalculated")}</dt>
              <dd className="number">{f.change(of.recalculated)}&nbsp;₽</dd>
            </div>
          )}
          {of.benefits !== 0n && (
            <div>
              <dt>{t("my.benefits")}</dt>
              <dd className="number">{f.change(of.benefits)}&nbsp;₽</dd>
            </div>
          )}
        </dl>
        {of.workings.length > 0 && (
          <details>
            <summary>{t("my.allSteps")}</summary>
            <Steps of={of.workings} />
          </details>
        )}
        <a className="go" href={`/lk/messages/new?${new URLSearchParams({ period, service: of.code })}`}>
          {t("feedback.askThis")}
        </a>
      </div>
    </details>
  );
}

/** "7.5" of the workings as people of the language write it. */
const localDecimal = (text: string, language: string): string => {
  const [whole = "", fraction] = text.split(".");
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, language === "ru" ? "\u00a0" : ",");
  return fraction === undefined ? grouped : `${grouped}${language === "ru" ? "," : "."}${fraction}`;
};

function Steps({ of }: { readonly of: readonly WorkingStep[] }) {
  return (
    <ul className="steps">
      {of.map((step, at) => (
        // The same step may come twice, of two meters: their place tells them apart.
        <li key={`${step.text}${String(at)}`}>
          {step.text}
          {step.steps.length > 0 && <Steps of={step.steps} />}
        </li>
      ))}
    </ul>
  );
}

/** What the month's bill adds up to, and what is to be paid today. */
function Totals({ page }: { readonly page: BillPage }) {
  const { t, f } = useWords();
  const { groups, penalties, total, opening, paid, period, money, around } = page;
  const of = (pick: (one: BillService) => bigint): bigint =>
    groups.flatMap(({ services }) => services).reduce((sum, one) => sum + pick(one), 0n);
  const rows = [
    { name: t("my.charged"), amount: of((one) => one.charged), isShown: true },
    { name: t("my.recalculated"), amount: of((one) => one.recalculated), isShown: false },
    { name: t("my.benefits"), amount: of((one) => one.benefits), isShown: false },
    { name: t("my.penalties"), amount: penalties, isShown: false },
  ];
  return (
    <aside className="stack" aria-label={t("my.totals")}>
      <section className="card hero">
        <h2 className="due">{t("my.billTotal")}</h2>
        <p className="amount">
          <Sum of={total} />
        </p>
        <dl className="totals">
          {rows
            .filter(({ amount, isShown }) => isShown || amount !== 0n)
            .map(({ name, amount }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd className="number">{f.money(amount)}&nbsp;₽</dd>
              </div>
            ))}
          <div className="end">
            <dt>{t("my.billTotal")}</dt>
            <dd className="number">{f.money(total)}&nbsp;₽</dd>
          </div>
          {opening !== 0n && (
            <div>
              <dt>{t(opening > 0n ? "my.openingDebt" : "my.openingAhead")}</dt>
              <dd className="number">{f.money(opening)}&nbsp;₽</dd>
            </div>
          )}
          {paid !== 0n && (
            <div>
              <dt>{t("my.paidInMonth")}</dt>
              <dd className="number">{f.money(paid)}&nbsp;₽</dd>
            </div>
          )}
        </dl>
        <a className="button quiet wide" href={`/lk/bills/${period}/receipt.pdf`}>
          <Icon of={IconFileTypePdf} />
          {t("my.receiptPdf")}
        </a>
        {money.amount > 0n && around.mayPay && (
          <a className="button wide" href="/lk/pay">
            {t("my.payAmount", { sum: `${f.money(money.amount)}\u00a0₽` })}
          </a>
        )}
      </section>
      <nav className="row between" aria-label={t("my.months")}>
        {page.earlier === undefined ? (
          <span />
        ) : (
          <a className="go" href={`/lk/bills/${page.earlier}`} rel="prev">
            ← {f.period(page.earlier)}
          </a>
        )}
        {page.later !== undefined && (
          <a className="go" href={`/lk/bills/${page.later}`} rel="next">
            {f.period(page.later)} →
          </a>
        )}
      </nav>
    </aside>
  );
}
