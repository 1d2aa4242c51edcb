import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCOUNTANT_B, LOGINS, type ServedCity, serveCity } from "./served-city.ts";

/* Benefits over HTTP alone: what categories get, norms of area, a resident's right and an account's subsidy. */

let city: ServedCity;
let number: string;
const { operator, accountant, administrator } = LOGINS;

const ask = (login: string, method: "GET" | "POST", url: string, payload?: object) =>
  city.as(login, { method, url, ...(payload && { payload }), headers: { "accept-language": "ru" } });

beforeAll(async () => {
  city = await serveCity();
  for (const candidate of city.accountsOfA) {
    const card = await ask(accountant, "GET", `/api/accounts/${candidate}`);
    if (card.json<{ residents: { no: number }[] }>().residents.some(({ no }) => no === 1)) {
      number = candidate;
      break;
    }
  }
});
afterAll(() => city.close());

const category = {
  code: "DONOR",
  nameRu: "Почётный донор",
  nameEn: "Honorary donor",
  rules: [
    {
      service: "HEATING",
      percent: "30000000",
      covers: "person",
      volume: "within_norm",
      area: "social_norm",
      mode: "discount",
      from: "2026-11-01",
      act: "Областной закон № 90-ОЗ",
    },
  ],
};

describe("what a category gets", () => {
  it("is set by the center, from a later day than what is recorded", async () => {
    expect((await ask(accountant, "POST", "/api/benefits/categories", category)).statusCode).toBe(403);
    expect((await ask(operator, "POST", "/api/benefits/categories", category)).statusCode).toBe(200);
    const again = await ask(operator, "POST", "/api/benefits/categories", category);
    expect(again.statusCode).toBe(409);
    expect(again.json<{ title: string }>().title).toBe(
      "На услугу «Отопление» правило записано с 01.11.2026. Новое начните позже этого дня.",
    );
    const later = { ...category, rules: category.rules.map((rule) => ({ ...rule, from: "2027-01-01" })) };
    expect((await ask(operator, "POST", "/api/benefits/categories", later)).statusCode).toBe(200);
    const { categories } = (await ask(accountant, "GET", "/api/benefits/categories")).json<{
      categories: { code: string; rules: { from: string; to?: string }[] }[];
    }>();
    expect(categories.find(({ code }) => code === "DONOR")?.rules).toMatchObject([
      { from: "2026-11-01", to: "2027-01-01" },
      { from: "2027-01-01" },
    ]);
  });

  it("is limited by norms of area with an act", async () => {
    const norms = [{ persons: 1, areaPerPerson: "33000000", from: "2026-11-01", act: "Постановление № 12" }];
    const url = "/api/benefits/social-norms";
    expect((await ask(accountant, "POST", url, { norms })).statusCode).toBe(403);
    expect((await ask(operator, "POST", url, { norms })).statusCode).toBe(201);
    expect((await ask(operator, "POST", url, { norms })).json()).toMatchObject({
      code: "benefits.norm_contradicts",
      data: { persons: 1, from: "2026-11-01" },
    });
  });
});

describe("what an account has", () => {
  const right = { resident: 1, category: "DONOR", from: "2026-11-01", document: "Удостоверение № 7" };

  it("is a resident's right, until a day", async () => {
    const url = `/api/accounts/${number}/entitlements`;
    expect((await ask(administrator, "POST", url, right)).statusCode).toBe(403);
    expect((await ask(accountant, "POST", url, right)).statusCode).toBe(200);
    expect((await ask(accountant, "POST", url, { ...right, to: "2026-12-01" })).statusCode).toBe(200);
    const { people } = (await ask(accountant, "GET", `/api/accounts/${number}/people`)).json<{
      people: { no: number; benefits: object[] }[];
    }>();
    expect(people.find(({ no }) => no === 1)?.benefits).toMatchObject([
      { code: "DONOR", from: "2026-11-01", to: "2026-12-01", document: "Удостоверение № 7" },
    ]);
  });

  it("is a subsidy of whole months, told to those who see the account", async () => {
    const url = `/api/accounts/${number}/subsidies`;
    const subsidy = {
      from: "2026-11-01",
      to: "2027-05-01",
      familySize: 2,
      standard: "688270",
      income: "2100000",
      subsistenceMinimum: "2700000",
      maxShare: "22000000",
      document: "Решение № 18",
    };
    expect((await ask(accountant, "GET", url)).json()).toEqual({ subsidies: [] });
    expect((await ask(accountant, "POST", url, { ...subsidy, to: "2027-08-01" })).json()).toMatchObject({
      code: "benefits.subsidy_term",
    });
    expect((await ask(accountant, "POST", url, subsidy)).statusCode).toBe(200);
    expect((await ask(operator, "GET", url)).json()).toEqual({ subsidies: [subsidy] });

    const end = { from: subsidy.from, to: "2026-12-01", document: "Decision 21" };
    const ending = `${url}/end`;
    expect((await ask(accountant, "POST", ending, { ...end, to: "2026-11-15" })).json()).toMatchObject({
      code: "benefits.subsidy_end_impossible",
    });
    expect((await ask(accountant, "POST", ending, { ...end, from: "2026-01-01" })).json()).toMatchObject({
      code: "benefits.subsidy_not_found",
    });
    for (const _time of [1, 2]) {
      expect((await ask(accountant, "POST", ending, end)).json()).toEqual({ from: end.from, to: end.to });
    }
    expect((await ask(operator, "GET", url)).json()).toMatchObject({
      subsidies: [
        { from: end.from, to: end.to, ended: { grantedUntil: subsidy.to, document: end.document } },
      ],
    });
    expect((await ask(ACCOUNTANT_B, "GET", url)).json()).toMatchObject({
      code: "benefits.account_not_found",
    });
  });
});

describe("the register of the month", () => {
  it("is a DBF file too, and its reading is recorded", async () => {
    const card = await ask(operator, "GET", `/api/accounts/${number}`);
    const building = await ask(
      operator,
      "GET",
      `/api/addresses/buildings/${card.json<{ building: number }>().building}`,
    );
    const id = building.json<{ organization: number }>().organization;
    const answer = await ask(operator, "GET", `/api/benefits/register.dbf?organization=${id}&period=2026-11`);
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.headers["content-disposition"]).toContain("benefits-2026-11.dbf");
    expect(answer.rawPayload[0]).toBe(0x03);
    expect(
      (await ask(administrator, "GET", `/api/benefits/register.dbf?organization=${id}&period=2026-11`))
        .statusCode,
    ).toBe(403);
  });
});

describe("a list of the social office", () => {
  const HEADING =
    "СНИЛС;Фамилия;Имя;Отчество;Дата рождения;Населённый пункт;Улица;Дом;Корпус;Квартира;Код льготы;Процент;Дата начала";
  const upload = (login: string, lines: readonly string[]) =>
    city.as(login, {
      method: "POST",
      url: "/api/benefits/lists?name=list.csv",
      payload: Buffer.from([HEADING, ...lines].join("\n")),
      headers: { "content-type": "application/octet-stream", "accept-language": "ru" },
    });
  const review = async () =>
    (await ask(operator, "GET", "/api/benefits/lists/1")).json<{
      lines: {
        line: number;
        state: string;
        snils: string;
        category?: string;
        candidates: { account: string; resident: number; doubts: string[] }[];
      }[];
      refusedLines: object[];
    }>();
  const decide = (...decisions: object[]) =>
    ask(operator, "POST", "/api/benefits/lists/1/decisions", { decisions });
  let resident: { no: number; name: string; born: string };

  it("is received once, by the center alone, and changes nothing", async () => {
    const { people } = (await ask(accountant, "GET", `/api/accounts/${number}/people`)).json<{
      people: { no: number; name: string; born: string }[];
    }>();
    const card = (await ask(accountant, "GET", `/api/accounts/${number}/card`)).json<{ address: string }>();
    const [settlement = "", street = "", house = "", flat = ""] = card.address.split(", ");
    const found = people[0];
    if (!found) throw new Error("nobody lives there");
    resident = found;
    const [surname = "", given = "", patronymic = ""] = resident.name.split(" ");
    const where = [settlement, street, house.replace("д. ", ""), "", flat.replace("кв. ", "")].join(";");
    const who = `${surname};${given};${patronymic}`;
    const day = (of: string) => of.split("-").toReversed().join(".");
    const lines = [
      `162-498-494 04;${who};${day(resident.born)};${where};020304;50;01.11.2026`,
      `125-488-219 72;${surname};${given};${patronymic};01.01.1900;${where};020304;50;01.11.2026`,
      `184-541-427 77;Никто;Никита;Нилович;01.01.1950;${where};020304;50;01.11.2026`,
      `162-498-494 05;${who};${day(resident.born)};${where};020304;50;01.11.2026`,
    ];
    expect((await upload(accountant, lines)).statusCode).toBe(403);
    const first = await upload(operator, lines);
    expect(first.statusCode, first.body).toBe(201);
    expect(first.json()).toEqual({ list: 1, isNew: true });
    expect((await upload(operator, lines)).json()).toEqual({ list: 1, isNew: false });
    expect((await ask(operator, "GET", "/api/benefits/lists")).json()).toMatchObject({
      lists: [{ fileName: "list.csv", rows: 3, refused: 1, decided: 0 }],
    });
  });

  it("tells whom each line means, why one is doubtful, and what could not be read", async () => {
    const { lines, refusedLines } = await review();
    expect(refusedLines).toEqual([{ line: 5, fault: "snils_wrong", found: "162-498-494 05" }]);
    expect(lines.map(({ line, state }) => [line, state])).toEqual([
      [2, "matched"],
      [3, "doubtful"],
      [4, "unknown"],
    ]);
    expect(lines[0]?.candidates).toMatchObject([{ account: number, resident: resident.no, doubts: [] }]);
    expect(lines[0]?.snils).toBe("•••-•••-494 04");
    expect(lines[1]?.candidates[0]?.doubts).toEqual(["born_differs"]);
  });

  it("becomes rights by a person's decision, once its code is a category of ours; all lines or none", async () => {
    const accepted = { line: 2, decision: "accepted", account: number, resident: resident.no };
    expect((await decide(accepted)).json()).toMatchObject({ code: "social.code_unknown" });
    const donor = { ...category, code: "HOME_FRONT", nameRu: "Труженик тыла", nameEn: "Home front worker" };
    expect((await ask(operator, "POST", "/api/benefits/categories", donor)).statusCode).toBe(200);
    const code = { code: "020304", category: "HOME_FRONT" };
    expect((await ask(accountant, "POST", "/api/benefits/office-codes", code)).statusCode).toBe(403);
    expect((await ask(operator, "POST", "/api/benefits/office-codes", code)).statusCode).toBe(200);
    const silent = { line: 4, decision: "refused" };
    expect((await decide(accepted, silent)).json()).toMatchObject({ code: "social.reason_missing" });
    expect((await review()).lines[0]?.state).toBe("matched");
    const decided = await decide(accepted, { ...silent, reason: "По этому адресу не живёт" });
    expect(decided.json(), decided.body).toEqual({ accepted: 1, refused: 1 });
    expect((await decide(accepted)).json()).toMatchObject({ code: "social.line_decided" });
    const { people } = (await ask(accountant, "GET", `/api/accounts/${number}/people`)).json<{
      people: { no: number; benefits: object[] }[];
    }>();
    expect(people.find(({ no }) => no === resident.no)?.benefits).toContainEqual(
      expect.objectContaining({ code: "HOME_FRONT", from: "2026-11-01", document: "list.csv, 2" }),
    );
    // The number is the person's now: another line with another number of the same name speaks against itself.
    expect((await review()).lines[1]?.candidates[0]?.doubts).toEqual(["born_differs", "snils_differs"]);
  });
});

describe("a resident's insurance number", () => {
  const url = () => `/api/accounts/${number}/residents/1/snils`;
  const shown = async () => {
    const people = await ask(accountant, "GET", `/api/accounts/${number}/people`);
    return people.json<{ people: { no: number; snils?: string }[] }>().people.find(({ no }) => no === 1)
      ?.snils;
  };

  it("is written where its check digits agree, and set right", async () => {
    const wrong = await ask(accountant, "POST", url(), { snils: "162-498-494 05" });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.json<{ title: string }>().title).toContain("контрольные цифры");
    expect((await ask(accountant, "POST", url(), { snils: "112-233-445 95" })).statusCode).toBe(200);
    expect((await ask(accountant, "POST", url(), { snils: "162 498 494 04" })).statusCode).toBe(200);
    expect((await ask(accountant, "GET", url())).json()).toEqual({ resident: 1, snils: "16249849404" });
  });

  it("is whole for who grants benefits alone, and masked wherever people are listed", async () => {
    expect(await shown()).toBe("•••-•••-494 04");
    expect((await ask(LOGINS.chief_accountant, "GET", url())).statusCode).toBe(403);
    expect((await ask(ACCOUNTANT_B, "GET", url())).statusCode).toBe(404);
    const other = await ask(accountant, "POST", url().replace("/1/snils", "/99/snils"), {
      snils: "16249849404",
    });
    expect(other.json()).toMatchObject({ code: "benefits.resident_not_found" });
  });
});

describe("a register of paid subsidies", () => {
  const HEADING = "Лицевой счёт;СНИЛС;Месяц;Сумма;Дата выплаты";
  const send = (login: string, url: string, lines: readonly string[]) =>
    city.as(login, {
      method: "POST",
      url,
      payload: Buffer.from([HEADING, ...lines].join("\n")),
      headers: { "accept-language": "ru", "content-type": "text/csv" },
    });
  const at = "/api/benefits/subsidy-registers";
  const lines = () => [
    `${number};162-498-494 04;10.2026;1 500,00;10.11.2026`,
    "9999999999;;10.2026;900;10.11.2026",
    ";112-233-445 95;10.2026;700;10.11.2026",
    `${number};112-233-445 95;10.2026;100;10.11.2026`,
  ];
  const states = (answer: { json: <T>() => T }) =>
    Object.fromEntries(
      answer
        .json<{ states: { state: string; count: number }[] }>()
        .states.map(({ state, count }) => [state, count]),
    );

  it("is refused whole where one payment is told wrongly", async () => {
    const broken = await send(operator, `${at}/preview`, [...lines(), `${number};;13.2026;100;10.11.2026`]);
    expect(broken.statusCode).toBe(422);
    expect(broken.json<{ title: string }>().title).toContain("строках 6 («13.2026»)");
    expect((await send(accountant, `${at}/preview`, lines())).statusCode).toBe(403);
    expect((await ask(operator, "GET", at)).json()).toEqual({ registers: [] });
  });

  it("is looked at first, then kept once; whom it does not know it holds", async () => {
    const preview = await send(operator, `${at}/preview`, lines());
    expect(preview.statusCode, preview.body).toBe(200);
    expect(preview.json()).toMatchObject({ rows: 4, amount: "320000" });
    expect(states(preview)).toEqual({ matched: 1, unknown: 2, snils_differs: 1 });

    const kept = await send(operator, `${at}?name=paid.csv`, lines());
    expect(kept.json()).toMatchObject({ isNew: true, recorded: 1 });
    const again = await send(operator, `${at}?name=other.csv`, lines());
    expect(again.json()).toMatchObject({ isNew: false, recorded: 0 });
    // Another file that tells the same payment does not record it twice.
    const repeated = await send(operator, `${at}?name=more.csv`, lines().slice(0, 1));
    expect(repeated.json()).toMatchObject({ isNew: true, recorded: 0 });
    expect((await ask(accountant, "GET", `/api/accounts/${number}/subsidy-payments`)).json()).toMatchObject({
      payments: [{ month: "2026-10", paidOn: "2026-11-10", amount: "150000", line: 2 }],
    });
    expect((await ask(ACCOUNTANT_B, "GET", `/api/accounts/${number}/subsidy-payments`)).statusCode).toBe(404);
  });

  it("finds a held payment's account once the insurance number is known", async () => {
    const { registers } = (await ask(operator, "GET", at)).json<{
      registers: { register: number; fileName: string }[];
    }>();
    const register = registers.find(({ fileName }) => fileName === "paid.csv")?.register;
    const snils = `/api/accounts/${number}/residents/1/snils`;
    expect((await ask(accountant, "POST", snils, { snils: "11223344595" })).statusCode).toBe(200);
    const matched = await ask(operator, "POST", `${at}/${register}/match`);
    expect(matched.json()).toEqual({ recorded: 2 });
    expect(states(await ask(operator, "GET", `${at}/${register}`))).toEqual({
      snils_differs: 1,
      unknown: 1,
      recorded: 2,
    });
  });
});
