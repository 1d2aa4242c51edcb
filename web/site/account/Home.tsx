import {
  IconArrowDownRight,
  IconArrowUpRight,
  IconChevronRight,
  IconCircleCheck,
  IconMessageCheck,
  IconReceipt,
} from "@tabler/icons-react";
import { Icon } from "../kit/Icon.tsx";
import { Sum } from "../kit/Sum.tsx";
import type { Money } from "../../../src/core/units.ts";
import type {
  AccountMoney,
  BillChange,
  HomePage,
  ReadingsWindow,
} from "../../../src/flows/private-account-contract.ts";
import { useWords } from "../words/words.ts";
import { OutageNotices, OutageRows } from "./Outages.tsx";
import { ResourceTile } from "./resources.tsx";

/**
 * In order of worth: the sum and its day, Pay, why it changed, what failed at the house, what the company
 * answered, readings that are awaited.
 */
export function Home({ page }: { readonly page: HomePage }) {
  const { t } = useWords();
  return (
    <>
      <h1 className="hidden">{t("my.homeTitle")}</h1>
      <div className="columns half">
        <Due page={page} />
        <div className="stack">
          <Outages outages={page.outages} />
          {page.answer && <Answer answer={page.answer} />}
          <Readings window={page.readings} maySend={page.around.maySend} />
        </div>
      </div>
    </>
  );
}

function Due({ page: { money, bill, change, around } }: { readonly page: HomePage }) {
  const { t, f } = useWords();
  const isOwed = money.amount > 0n;
  return (
    <section className="card hero" aria-labelledby="due">
      <h2 className="due" id="due">
        <DueWords money={money} />
      </h2>
      <p className="amount">
        <Sum of={(isOwed ? money.amount : -money.amount) as Money} />
        <DuePill money={money} />
      </p>
      {bill && (
        <p className="second small">
          {t("my.billOf", { month: f.period(bill.period), sum: `${f.money(bill.total)}\u00a0₽` })}
          {money.overdue > 0n && ` ${t("my.overdueOf", { sum: `${f.money(money.overdue)}\u00a0₽` })}`}
        </p>
      )}
      {isOwed && around.mayPay && (
        <a className="button large wide" href="/lk/pay">
          {t("my.payAmount", { sum: `${f.money(money.amount)}\u00a0₽` })}
        </a>
      )}
      {bill && (
        <p className="acts">
          <a className="go" href={`/lk/bills/${bill.period}`}>
            <Icon of={IconReceipt} />
            {t("my.seeBill")}
          </a>
          <a className="go" href={`/lk/bills/${bill.period}/receipt.pdf`}>
            {t("my.pdf")}
          </a>
        </p>
      )}
      {bill && change && <Why period={bill.period} change={change} />}
    </section>
  );
}

function DueWords({ money }: { readonly money: AccountMoney }) {
  const { t, f } = useWords();
  if (money.amount <= 0n) return t(money.amount === 0n ? "my.nothing" : "my.ahead");
  if (money.due) return t("my.dueBy", { day: f.day(money.due.day) });
  return t("my.dueNow");
}

function DuePill({ money }: { readonly money: AccountMoney }) {
  const { t } = useWords();
  if (money.overdue > 0n) return <span className="pill debt">{t("my.late")}</span>;
  if (money.due) return <span className="pill info">{t("my.daysLeft", { days: money.due.days })}</span>;
  return <span className="pill ok">{t("my.paid")}</span>;
}

/** One line: how much, against which month, and what made most of it. */
function Why({ period, change }: { readonly period: string; readonly change: BillChange }) {
  const { t, f } = useWords();
  const { amount, earlier, most } = change;
  const isMore = amount > 0n;
  return (
    <div className="why">
      <p>
        <Icon of={isMore ? IconArrowUpRight : IconArrowDownRight} />
        <span>
          <b>
            {amount === 0n
              ? t("my.same", { month: f.period(earlier) })
              : t(isMore ? "my.more_than" : "my.less_than", {
                  sum: `${f.money((isMore ? amount : -amount) as Money)}\u00a0₽`,
                  month: f.period(earlier),
                })}
          </b>{" "}
          {most && t("my.most", { service: most.service, sum: `${f.change(most.amount)}\u00a0₽` })}
        </span>
      </p>
      <a className="go" href={`/lk/bills/${period}#why`}>
        {t("my.why")}
        <Icon of={IconChevronRight} />
      </a>
    </div>
  );
}

/** That the company has answered; what it says stands with the question. */
function Answer({ answer }: { readonly answer: NonNullable<HomePage["answer"]> }) {
  const { t, f } = useWords();
  const { number, kind, answeredOn } = answer;
  return (
    <section className="notice ok" aria-labelledby="answer">
      <Icon of={IconMessageCheck} />
      <h2 id="answer">{t("my.answered", { day: f.day(answeredOn) })}</h2>
      <p>
        <a href={`/lk/messages/${number}`}>
          {t(`feedback.kind.${kind}`)} {t("feedback.number", { number })}
        </a>
      </p>
    </section>
  );
}

/** What is cut off now or will be, above all else; what lately was, in one line each. */
function Outages({ outages }: { readonly outages: HomePage["outages"] }) {
  const { t } = useWords();
  if (outages.length === 0) return undefined;
  const past = outages.filter(({ phase }) => phase === "past");
  return (
    <>
      <OutageNotices outages={outages} />
      <section className="card" aria-labelledby="lately">
        <h2 id="lately">{t(past.length > 0 ? "house.lately" : "house.title")}</h2>
        {past.length > 0 && <OutageRows outages={past} />}
        <a className="go" href="/lk/house">
          {t("house.more")}
          <Icon of={IconChevronRight} />
        </a>
      </section>
    </>
  );
}

function Readings({ window, maySend }: { readonly window: ReadingsWindow; readonly maySend: boolean }) {
  const { t, f } = useWords();
  if (window.meters === 0) return undefined;
  const { awaited } = window;
  if (awaited.length === 0)
    return (
      <section className="notice ok" aria-labelledby="readings">
        <Icon of={IconCircleCheck} />
        <h2 id="readings">{t("my.allRead", { month: f.period(window.period) })}</h2>
        <p>
          <a href="/lk/readings">{t("my.correctUntil", { day: f.day(window.until) })}</a>
        </p>
      </section>
    );
  return (
    <section className="card" aria-labelledby="readings">
      <div className="card-head">
        <h2 id="readings">{t("my.readings")}</h2>
        <span className="pill warn">{t("my.until", { day: f.day(window.until) })}</span>
      </div>
      <p className="second">{t("my.awaited", { count: awaited.length })}</p>
      <ul className="rows">
        {awaited.map(({ resource, serial }) => (
          <li key={serial} className="line">
            <ResourceTile of={resource} />
            <span>
              <b>{t(`my.supply.${resource}`)}</b>
              <small>{t("my.meter", { serial })}</small>
            </span>
          </li>
        ))}
      </ul>
      {maySend && (
        <a className="button quiet wide" href="/lk/readings">
          {t("my.enterReadings")}
        </a>
      )}
    </section>
  );
}
