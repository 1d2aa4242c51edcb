import type { Day } from "#core/day";
import { moneyText } from "#core/money";
import type { Period } from "#core/period";
import type { Figures } from "#flows/figures";
import { chargingWords } from "#modules/charging";
import type { Language } from "#platform/http";
import { html, type Html } from "#platform/http/html";
import { startPageWords as en } from "../words/en/start-page.ts";
import { startPageWords as ru } from "../words/ru/start-page.ts";
import { page } from "./page.ts";
import { doorOf, thingsToTry } from "./things-to-try.ts";

export interface DemoFigures {
  readonly today: Day;
  readonly organizations: readonly Figures[];
  readonly logins: readonly {
    readonly login: string;
    readonly password: string;
    readonly name: string;
    readonly role: keyof typeof ru.roles;
  }[];
  /** Who signs in to the private account, with the password of all. */
  readonly resident: string;
}

/**
 * What the server shows at its address. The figures and logins are those of the demo town; anywhere else the page says
 * only that the server runs.
 */
export function startPage(language: Language, demo: DemoFigures | undefined): string {
  const words = language === "ru" ? ru : en;
  const links = html`<div class="part"><h2>${words.next}</h2><ul class="links">${words.links.map(
    ({ href, text, about }) => html`<li><a href="${href}"><b>${text}</b></a><small>${about}</small></li>`,
  )}</ul><p class="hint">${words.commandLine} <code>npx paylogic --help</code></p></div>`;
  const body = demo
    ? html`<main class="sheet"><div class="two first"><div>${greeting(language, demo)}${logins(language, demo)}</div>${things(language)}</div>${months(language, demo)}${links}</main>`
    : html`<main class="sheet"><div class="part"><h1>${words.ready}</h1><p class="lead">${words.readyAbout}</p><p><a class="button" href="/app">${words.open}</a></p></div>${links}</main>`;
  return page({
    language,
    title: words.title,
    subtitle: words.subtitle,
    links: [
      { href: "/api", text: words.contract },
      { href: "/health", text: words.health },
    ],
    body,
  });
}

function greeting(language: Language, { today, organizations }: DemoFigures): Html {
  const words = language === "ru" ? ru : en;
  const count = (of: (figures: Figures) => number) =>
    grouped(String(organizations.reduce((sum, figures) => sum + of(figures), 0)), language);
  const about = words.about({
    buildings: count((one) => one.buildings),
    accounts: count((one) => one.accounts),
    organizations: String(organizations.length),
  });
  const charged = sumOf(organizations, "charged");
  return html`<div class="part"><h1>${words.greeting}</h1><p class="lead">${about} ${words.today(dayText(today, language))}</p>
<dl class="big">
<div><dt>${words.charged}</dt><dd>${charged === 0n ? words.notCharged : roubles(charged, language)}</dd></div>
<div><dt>${words.paid}</dt><dd>${roubles(-sumOf(organizations, "paid"), language)}</dd></div>
<div><dt>${words.debt}</dt><dd>${roubles(sumOf(organizations, "debt"), language)}</dd></div>
</dl><p><a class="button" href="/app">${words.open}</a></p></div>`;
}

function things(language: Language): Html {
  const words = language === "ru" ? ru : en;
  return html`<div class="part"><h2>${words.thingsTitle}</h2><p class="hint">${words.thingsAbout}</p><ol class="things">${thingsToTry(
    language,
  ).map(
    ({ name, about, href }) => html`<li><a href="${href}"><b>${name}</b></a><small>${about}</small></li>`,
  )}</ol></div>`;
}

function months(language: Language, { organizations }: DemoFigures): Html {
  const words = language === "ru" ? ru : en;
  const cells = (charged: Html, paid: bigint, debt: bigint) =>
    html`<td class="n">${charged}</td><td class="n">${roubles(paid, language)}</td><td class="n debt">${roubles(debt, language)}</td>`;
  return html`<div class="part"><h2>${words.months}</h2><div class="scroll" tabindex="0" role="region" aria-label="${words.months}"><table>
<thead><tr><th>${words.organization}</th><th>${words.month}</th><th class="n">${words.buildings}</th><th class="n">${words.accounts}</th><th class="n">${words.charged}</th><th class="n">${words.paid}</th><th class="n">${words.debt}</th></tr></thead>
<tbody>${organizations.map(
    (one) =>
      html`<tr><td>${one.name}</td><td>${one.period === undefined ? words.noMonth : monthText(one.period, language)}</td><td class="n">${one.buildings}</td><td class="n">${grouped(String(one.accounts), language)}</td>${cells(
        one.charged === 0n
          ? html`<span class="zero">${words.notCharged}</span>`
          : html`${roubles(one.charged, language)}`,
        -one.paid,
        one.debt,
      )}</tr>`,
  )}</tbody>
<tfoot><tr><td>${words.total}</td><td></td><td class="n">${organizations.reduce((sum, one) => sum + one.buildings, 0)}</td><td class="n">${grouped(String(organizations.reduce((sum, one) => sum + one.accounts, 0)), language)}</td>${cells(
    html`${roubles(sumOf(organizations, "charged"), language)}`,
    -sumOf(organizations, "paid"),
    sumOf(organizations, "debt"),
  )}</tr></tfoot>
</table></div></div>`;
}

function logins(language: Language, demo: DemoFigures): Html {
  const words = language === "ru" ? ru : en;
  const passwords = new Set(demo.logins.map(({ password }) => password));
  const [password] = passwords;
  return html`<div class="part"><h2>${words.logins}</h2><div class="scroll" tabindex="0" role="region" aria-label="${words.logins}"><table class="logins"><tbody>${demo.logins.map(
    ({ login, name, role, password: own }) =>
      html`<tr><td><span class="login">${login}</span>${passwords.size > 1 ? html`<br><span class="login">${own}</span>` : undefined}</td><td>${name}<br><span class="t2">${words.roles[role]}</span></td><td class="n"><a href="${doorOf(login)}">${words.signIn}<span class="hidden">: ${login}</span></a></td></tr>`,
  )}<tr><td><span class="login">${demo.resident}</span></td><td>${words.resident}</td><td class="n"><a href="/lk/sign-in">${words.signIn}<span class="hidden">: ${demo.resident}</span></a></td></tr></tbody></table></div>${
    passwords.size === 1 && password !== undefined
      ? html`<p class="hint">${words.passwordOfAll(password)}</p>`
      : undefined
  }</div>`;
}

const sumOf = (of: readonly Figures[], what: "charged" | "paid" | "debt"): bigint =>
  of.reduce((sum, figures) => sum + figures[what], 0n);

const NARROW = "\u202f";

const grouped = (digits: string, language: Language): string =>
  digits.replaceAll(/\B(?=(\d{3})+$)/g, language === "ru" ? NARROW : ",");

/** "1 234 567,89 ₽", "1,234,567.89 ₽". */
function roubles(kopecks: bigint, language: Language): string {
  const [whole = "", fraction = ""] = moneyText(kopecks).replace("-", "").split(".");
  const text = `${grouped(whole, language)}${language === "ru" ? "," : "."}${fraction}`;
  return `${kopecks < 0n ? "−" : ""}${text}\u00a0₽`;
}

function monthText(period: Period, language: Language): string {
  const name = chargingWords[language].months[Number(period.slice(5)) - 1] ?? "";
  return `${name} ${period.slice(0, 4)}`;
}

const dayText = (day: Day, language: Language): string =>
  language === "ru" ? day.split("-").reverse().join(".") : day;
