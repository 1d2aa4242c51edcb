import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCOUNTANT_B, LOGINS, NOVEMBER, type ServedCity, serveCity } from "./served-city.ts";

/*
 * The account card over HTTP: an account of a charged month, a payment and its reversal, seen today and as of an
 * earlier day; the amount beside another month; the history that all of it leaves.
 */

let city: ServedCity;
let number: string;

const { operator, accountant } = LOGINS;
const get = async <T>(url: string, login = accountant, language = "en"): Promise<T> => {
  const answer = await city.as(login, { url, headers: { "accept-language": language } });
  expect(answer.statusCode, `${url}: ${answer.body.slice(0, 300)}`).toBe(200);
  return answer.json<T>();
};
const post = async <T>(login: string, url: string, payload: object = {}, key?: string): Promise<T> => {
  const answer = await city.as(login, {
    method: "POST",
    url,
    payload,
    headers: key === undefined ? {} : { "idempotency-key": key },
  });
  expect(answer.statusCode, `${url}: ${answer.body.slice(0, 300)}`).toBeLessThan(300);
  return answer.json<T>();
};

interface Card {
  readonly number: string;
  readonly on: string;
  readonly building: number;
  readonly holder: { readonly holderName: string };
  readonly registered: number;
  readonly residing: number;
  readonly money: {
    readonly period: string;
    readonly isOpen: boolean;
    readonly amount: string;
    readonly charged: string;
    readonly paid: string;
    readonly overdue: string;
    readonly ages: readonly string[];
    readonly debts: readonly object[];
    readonly nextDue?: { readonly day: string; readonly amount: string };
  };
}

beforeAll(async () => {
  city = await serveCity();
  number = city.accountsOfA[4] ?? "";
  const run = await post<{ id: number }>(operator, "/api/charging/runs", {
    organization: city.companyA,
    period: NOVEMBER,
  });
  await city.worked();
  await post(operator, `/api/charging/runs/${run.id}/approval`);
});
afterAll(() => city.close());

describe("the card", () => {
  it("names the account and says what it owes, by the books", async () => {
    const card = await get<Card>(`/api/accounts/${number}/card`);
    const { months } = await get<{ months: { charged: string; closing: string }[] }>(
      `/api/accounts/${number}/statement?from=${NOVEMBER}&to=${NOVEMBER}`,
    );
    expect(card).toMatchObject({ number, on: "2026-11-30", holder: { holderName: expect.any(String) } });
    expect(card.residing).toBeGreaterThanOrEqual(card.registered);
    expect(card.money).toMatchObject({
      period: NOVEMBER,
      isOpen: true,
      amount: months[0]?.closing,
      charged: months[0]?.charged,
    });
    // The month is due on the fifteenth of the next one: nothing is late yet.
    expect(card.money.nextDue).toMatchObject({ day: "2026-12-15" });
    expect(BigInt(card.money.overdue)).toBe(card.money.ages.reduce((sum, age) => sum + BigInt(age), 0n));
    expect(card.money.debts).toEqual([
      { chargedFor: NOVEMBER, due: "2026-12-15", late: -15, amount: card.money.amount },
    ]);
  });

  it("is one of the accounts behind its building's charges, service by service", async () => {
    const { building } = await get<Card>(`/api/accounts/${number}/card`);
    const charges = `/api/addresses/buildings/${building}/charges`;
    const { services } = await get<{
      services: {
        service: string;
        charged: string;
        volume: string;
        recalculated: string;
        accounts: number;
      }[];
    }>(`${charges}?period=${NOVEMBER}`);
    interface Row {
      readonly number: string;
      readonly charged: string;
      readonly volume: string;
      readonly recalculated: string;
    }
    const pageOf = (service: string, after = "") =>
      get<{ accounts: Row[]; next?: number }>(
        `${charges}/accounts?period=${NOVEMBER}&service=${service}&limit=${service === "MAINTENANCE" ? 7 : 100}${after}`,
      );
    const sum = (rows: readonly Row[], of: "charged" | "volume" | "recalculated") =>
      String(rows.reduce((total, row) => total + BigInt(row[of]), 0n));
    for (const one of services) {
      const rows: Row[] = [];
      let page = await pageOf(one.service);
      rows.push(...page.accounts);
      while (page.next !== undefined) {
        page = await pageOf(one.service, `&after=${page.next}`);
        rows.push(...page.accounts);
      }
      expect(new Set(rows.map((row) => row.number)).size, one.service).toBe(one.accounts);
      expect(sum(rows, "charged"), one.service).toBe(one.charged);
      expect(sum(rows, "volume"), one.service).toBe(one.volume);
      expect(sum(rows, "recalculated"), one.service).toBe(one.recalculated);
    }
    expect((await pageOf("NO_SUCH")).accounts).toEqual([]);
    const foreign = await city.as(ACCOUNTANT_B, {
      url: `${charges}/accounts?period=${NOVEMBER}&service=MAINTENANCE`,
    });
    expect(foreign.statusCode).toBe(404);
  });

  it("records who opened it", async () => {
    const { entries } = await get<{ entries: { action: string }[] }>(
      `/api/audit?subject=${encodeURIComponent(`account ${number}`)}`,
      LOGINS.administrator,
    );
    expect(entries.map(({ action }) => action)).toContain("account.read");
  });

  it("on an earlier day knows nothing of later payments, nor of a month that was not over", async () => {
    const before = await get<Card>(`/api/accounts/${number}/card`);
    const paid = await post<{ payment: string; building: number }>(
      accountant,
      `/api/accounts/${number}/payments`,
      { amount: "100050", paidOn: "2026-11-20" },
      "card-payment-1",
    );
    const today = await get<Card>(`/api/accounts/${number}/card`);
    expect(BigInt(today.money.amount)).toBe(BigInt(before.money.amount) - 100_050n);
    expect(today.money.paid).toBe("-100050");
    const earlier = await get<Card>(`/api/accounts/${number}/card?on=2026-11-19`);
    expect(earlier.money).toMatchObject({ amount: "0", charged: "0", paid: "0" });
    const later = await get<Card>(`/api/accounts/${number}/card?on=2026-11-20`);
    expect(later.money).toMatchObject({ amount: "-100050", paid: "-100050" });

    await post(
      accountant,
      `/api/payments/${paid.building}/${paid.payment}/reversal`,
      { reason: "another account's money" },
      "card-reversal-1",
    );
    const reversed = await get<Card>(`/api/accounts/${number}/card`);
    expect(reversed.money).toMatchObject({ amount: before.money.amount, paid: "0" });
    const document = await get<{ entries: { kind: string; amount: string }[] }>(
      `/api/accounts/${number}/documents/${paid.payment}`,
    );
    expect(document.entries.reduce((sum, { amount }) => sum + BigInt(amount), 0n)).toBe(100_050n);
  });

  it("is not there for another company", async () => {
    const foreign = await city.as(ACCOUNTANT_B, { url: `/api/accounts/${number}/card` });
    expect(foreign.statusCode).toBe(404);
    expect(foreign.json()).toMatchObject({ code: "accounts.account_not_found" });
  });
});

describe("an amount beside another month", () => {
  it("differs by steps that add up to the kopeck, for each service and for the month", async () => {
    interface Comparison {
      readonly with: string;
      readonly before: string;
      readonly after: string;
      readonly steps: readonly { readonly cause: string; readonly amount: string }[];
    }
    const explained = await get<{
      comparison: Comparison;
      services: { amount: string; comparison: Comparison; lines: { law: { citation: string } }[] }[];
    }>(`/api/accounts/${number}/charges/${NOVEMBER}/explanation?compare=previous`);
    const all = [explained.comparison, ...explained.services.map(({ comparison }) => comparison)];
    for (const comparison of all) {
      expect(comparison.with).toBe("2026-10");
      expect(comparison.steps.reduce((sum, { amount }) => sum + BigInt(amount), 0n)).toBe(
        BigInt(comparison.after) - BigInt(comparison.before),
      );
    }
    expect(explained.services.reduce((sum, { amount }) => sum + BigInt(amount), 0n)).toBe(
      BigInt(explained.comparison.after),
    );
    expect(explained.services[0]?.lines[0]?.law.citation).toMatch(/^(Government decree|Housing Code)/);
  });

  it("cites an act whose stored text is at hand, in either language, at the clause", async () => {
    const { services } = await get<{
      services: { lines: { law: { place?: { act: string; clauses: string[] } } }[] }[];
    }>(`/api/accounts/${number}/charges/${NOVEMBER}/explanation`);
    const places = services.flatMap(({ lines }) => lines.flatMap(({ law }) => law.place ?? []));
    expect(new Set(places.map(({ act }) => act))).toContain("pp-354");
    for (const { act, clauses } of places)
      for (const language of ["ru", "en"]) {
        const law = await get<{ title: string; blocks: { rows?: { clauses: string[] }[] }[] }>(
          `/api/law/${act}`,
          accountant,
          language,
        );
        expect(law.title).toMatch(language === "ru" ? /^[А-Я]/ : /^[A-Z]/);
        const rows = law.blocks.flatMap(({ rows: own }) => own ?? []);
        expect(
          rows.some((row) => row.clauses.some((one) => clauses.includes(one))),
          act,
        ).toBe(true);
      }
  });

  it("speaks Russian to the last source", async () => {
    const { services } = await get<{ services: { workings: unknown }[] }>(
      `/api/accounts/${number}/charges/${NOVEMBER}/explanation`,
      accountant,
      "ru",
    );
    const sources: string[] = [];
    const unrecorded: string[] = [];
    const walk = (node: unknown): void => {
      const { sourceText, recordedAt, children } = node as {
        sourceText?: string;
        recordedAt?: string;
        children: unknown[];
      };
      if (sourceText !== undefined) sources.push(sourceText);
      if (sourceText !== undefined && recordedAt === undefined) unrecorded.push(sourceText);
      for (const child of children) walk(child);
    };
    for (const { workings } of services) walk(workings);
    expect(sources.length).toBeGreaterThan(5);
    // Every reading, rate, norm, area and head count says when it was written down; sums over the building cannot.
    expect(unrecorded.filter((source) => !/^сведения о (доме|помещениях дома)/.test(source))).toEqual([]);
    for (const source of sources) {
      expect(source).not.toMatch(/\b(resident|clerk|agent|act|automatic|city|building)\b/);
      expect(source).toMatch(/^(\d{2}\.\d{2}\.\d{4}, |город|организация|дом|лицевой счёт|сведения о )/);
    }
  });
});

describe("the rest of the card", () => {
  it("tells what happened, newest first, and who did it", async () => {
    const { events } = await get<{ events: { kind: string; at: string; who?: string; value?: string }[] }>(
      `/api/accounts/${number}/history?limit=500`,
    );
    const times = events.map(({ at }) => at);
    expect(times).toEqual(times.toSorted().reverse());
    const kinds = new Set(events.map(({ kind }) => kind));
    for (const kind of ["payment", "reversal", "charge", "reading", "holder"]) expect(kinds).toContain(kind);
    expect(kinds).not.toContain("view");
    const payment = events.find(({ kind }) => kind === "payment");
    expect(payment).toMatchObject({ who: "Person accountant-a", value: "100050" });
    // A company does not see the people of the center by name.
    expect(events.find(({ kind }) => kind === "charge")?.who).toBe("a person of the billing center");
    const views = await get<{ events: { kind: string }[] }>(`/api/accounts/${number}/history?kinds=view`);
    expect(new Set(views.events.map(({ kind }) => kind))).toEqual(new Set(["view"]));
    const two = await get<{ events: unknown[]; hasMore: boolean }>(
      `/api/accounts/${number}/history?kinds=reading&limit=2`,
    );
    expect(two).toMatchObject({ hasMore: true });
    expect(two.events).toHaveLength(2);
  });

  it("tells who recorded the dated facts of the account, by which document, and what was corrected", async () => {
    interface Fact {
      kind: string;
      who?: string;
      day?: string;
      until?: string;
      value?: string;
      basis?: string;
      reason?: string;
      benefit?: string;
      service?: string;
      isOwn?: boolean;
    }
    const { building } = await get<Card>(`/api/accounts/${number}/card`);
    const value = {
      level: "account",
      building,
      account: number,
      service: "MAINTENANCE",
      parameter: "rate",
      value: "33900000",
      from: "2026-12-01",
      basis: "Протокол № 5 от 10.11.2026",
    };
    await post(operator, "/api/tariffs/values", value);
    const wrong = { ...value, value: "34000000", reason: "Опечатка" };
    await post(operator, "/api/tariffs/values/correct", wrong);
    const { people } = await get<{ people: { no: number; isPresent: boolean }[] }>(
      `/api/accounts/${number}/people`,
    );
    const right = {
      resident: people.find(({ isPresent }) => isPresent)?.no,
      category: "LABOR_VETERAN",
      from: "2026-12-01",
      document: "Удостоверение В № 1",
    };
    await post(operator, "/api/benefits/categories", {
      code: right.category,
      nameRu: "Ветеран труда",
      nameEn: "Labour veteran",
      rules: [],
    });
    await post(operator, `/api/accounts/${number}/entitlements`, right);
    await post(operator, `/api/accounts/${number}/entitlements`, { ...right, to: "2027-02-01" });
    const url = `/api/accounts/${number}/history?limit=500&kinds=holder,area,terms,value,superseded,right,right_end`;
    const { events } = await get<{ events: Fact[] }>(url, operator);
    const the = (kind: string) => events.find((one) => one.kind === kind);
    const { basis } = value;
    const who = the("value")?.who;
    expect(who).toMatch(/^Person /);
    const own = { service: "Maintenance", isOwn: true, day: "2026-12-01", basis, who };
    expect(the("value")).toMatchObject({ ...own, value: "34000000" });
    expect(the("superseded")).toMatchObject({ ...own, value: "33900000", reason: "Опечатка" });
    expect(the("right")).toMatchObject({ benefit: "Labour veteran", basis: right.document, who });
    expect(the("right_end")).toMatchObject({ day: "2027-02-01", who });
    expect(the("terms")).toMatchObject({ isOwn: false, day: "2026-04-01" });
    // Facts that an import brought have no author.
    expect(the("area")?.who).toBeUndefined();
    // The company's people see the deed, and not the name of who did it at the center; another company's see nothing.
    const seen = await get<{ events: Fact[] }>(url);
    expect(seen.events.find(({ kind }) => kind === "right")?.who).toBe("a person of the billing center");
    expect((await city.as(ACCOUNTANT_B, { url })).statusCode).toBe(404);
  });

  it("has dated facts whose neighbours differ, people and consumption", async () => {
    const { parameters, services } = await get<{
      parameters: { name: string; spans: { value: string; from: string; to?: string }[] }[];
      services: { code: string; values: { parameter: string; basis: string }[] }[];
    }>(`/api/accounts/${number}/parameters`);
    expect(parameters.map(({ name }) => name)).toEqual(expect.arrayContaining(["holder", "area", "share"]));
    for (const { spans } of parameters) {
      for (const [index, span] of spans.entries()) {
        const before = spans[index - 1];
        if (before?.to === span.from) expect(before.value).not.toBe(span.value);
      }
    }
    expect(services.every(({ values }) => values.every(({ basis }) => basis !== ""))).toBe(true);
    expect(services.length).toBeGreaterThan(3);
    const { people } = await get<{ people: { name: string; isPresent: boolean }[] }>(
      `/api/accounts/${number}/people`,
    );
    const card = await get<Card>(`/api/accounts/${number}/card`);
    expect(people.filter(({ isPresent }) => isPresent)).toHaveLength(card.residing);
    const { services: consumed } = await get<{
      services: { months: { period: string; volume: string }[] }[];
    }>(`/api/accounts/${number}/consumption?through=${NOVEMBER}`);
    expect(consumed.length).toBeGreaterThan(0);
    for (const { months } of consumed) expect(months.map(({ period }) => period)).toEqual([NOVEMBER]);
  });
});
