import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { day } from "#core/day";
import { periodsFrom, period } from "#core/period";
import { DEMO_LIFE, DEMO_LOGINS, PEOPLE, STORY_ACCOUNTS } from "#flows/demo-town";
import { socialRegister } from "#flows/benefit-register";
import { receiptOf } from "#flows/issue-receipts";
import { debitCandidates } from "#flows/order-confirmations";
import { statementsTaken, statementWithLines } from "#flows/statement-intake";
import { furnish } from "#flows/town/furnish";
import { HOUSES as HOUSES_OF_TOWN } from "#flows/town/houses";
import { tell } from "#flows/town/story";
import { signIn } from "#modules/access";
import { findAccountsByNumber, getAccount } from "#modules/accounts";
import { findManagements } from "#modules/addresses";
import { listOrganizations, openPeriodOf } from "#modules/organizations";
import { listOpenHeld, listPaymentsOfAccount, reconciliationDays } from "#modules/payments";
import { contentFromText, findIssued } from "#modules/receipts";
import { verify } from "#modules/reporting";
import { listOrders } from "#modules/settlements";
import { type Ctx, centerContext } from "#platform/context";
import type { Database } from "#platform/database";
import { type TestDatabase, withDatabase } from "../database.ts";
import { granted } from "../small-town.ts";
import {
  balanceOf,
  CHARGE,
  chargeEverybody,
  BENEFIT,
  EXCESS,
  REDUCTION,
  ledgerText,
  linesOf,
  ofService,
  settleTown,
} from "./living.ts";

// The houses in which the named people live, and the small ones with a story: two years of them.
const HOUSES = [
  "ЛЕНИНА-7",
  "ОЗЁРНАЯ-12/1",
  "ОЗЁРНАЯ-7",
  "МИРА-45А",
  "ПОЛЕВАЯ-3",
  "СОВЕТСКАЯ-1",
  "СОВЕТСКАЯ-5",
  "САДОВАЯ-4",
];

describe("the demo town tells its story", () => {
  let files: TestDatabase;
  let database: Database;
  let ctx: Ctx;

  beforeAll(async () => {
    files = await withDatabase();
    database = files.open();
    const town = await settleTown(database, { houses: HOUSES });
    expect(town).toMatchObject({ buildings: HOUSES.length, closedThrough: "2026-10", open: "2026-11" });
    ctx = await centerContext(database);
    await chargeEverybody(ctx, "2026-11");
  }, 900_000);
  afterAll(() => files.drop());
  const numbersKnown = async (numbers: readonly string[]): Promise<string[]> =>
    (await ctx.transaction((tx) => findAccountsByNumber(tx, numbers))).map(({ number }) => number);

  it("stands on 23 November 2026 with November open everywhere", async () => {
    expect(ctx.today).toBe("2026-11-23");
    const open = await ctx.transaction(async (tx) => {
      const periods: (string | undefined)[] = [];
      for (const { id } of await listOrganizations(tx, ["company"])) periods.push(await openPeriodOf(tx, id));
      return periods;
    });
    expect(new Set(open)).toEqual(new Set(["2026-11"]));
  });

  it("charges Ivanova 1,510.02 for the hot water of November: 6.21 × 243.16", async () => {
    const [line, ...more] = ofService(await linesOf(ctx, PEOPLE.ivanova.account, "2026-11"), "HOT_WATER");
    expect(more).toEqual([]);
    expect(line).toMatchObject({ formula: "1", volume: 6_210_000n, rate: 243_160_000n, amount: 1_510_02n });
  });

  it("bills Petrov's hot water by average from August to October, then by the norm with the multiplier", async () => {
    for (const month of ["2026-08", "2026-09", "2026-10"]) {
      const [water] = ofService(await linesOf(ctx, PEOPLE.petrov.account, month), "HOT_WATER_WATER");
      expect(water?.formula).toBe("1.average_broken");
    }
    const november = await linesOf(ctx, PEOPLE.petrov.account, "2026-11");
    const water = ofService(november, "HOT_WATER_WATER");
    // 2 × 2.97 m³ at 46.87, and half of it again.
    expect(water.find((line) => line.kind === CHARGE)).toMatchObject({
      formula: "4(1)",
      volume: 5_940_000n,
      amount: 278_41n,
    });
    expect(water.find((line) => line.kind === EXCESS)?.amount).toBe(139_20n);
    expect(ofService(november, "COLD_WATER")[0]).toMatchObject({ volume: 6_213_000n, amount: 291_20n });
    expect(ofService(november, "ELECTRICITY").map((line) => line.volume)).toEqual([
      143_000_000n,
      61_000_000n,
    ]);
    expect(ofService(november, "MAINTENANCE")[0]).toMatchObject({ rate: 33_420_000n, amount: 2_543_60n });
  });

  it("counts O'Connor's daughter from the day she was born", async () => {
    const [waste] = ofService(await linesOf(ctx, PEOPLE.oconnor.account, "2025-03"), "WASTE");
    // (3 × 31 + 18) / 31 persons × 2.31 / 12.
    expect(waste?.volume).toBe(689_274n);
    const [april] = ofService(await linesOf(ctx, PEOPLE.oconnor.account, "2025-04"), "WASTE");
    expect(april?.volume).toBe(770_000n);
  });

  it("passes zero on Smirnov's meter, and replaces Yolkina's in the middle of a month", async () => {
    const [smirnov] = ofService(await linesOf(ctx, PEOPLE.smirnov.account, "2025-11"), "COLD_WATER");
    expect(smirnov).toMatchObject({ volume: 4_693_000n, amount: 212_45n });
    for (const month of ["2025-12", "2026-02", "2026-04", "2026-06"]) {
      const [later] = ofService(await linesOf(ctx, PEOPLE.smirnov.account, month), "COLD_WATER");
      expect(later?.formula, month).toBe("1");
    }
    const [yolkina] = ofService(await linesOf(ctx, PEOPLE.yolkina.account, "2025-09"), "COLD_WATER");
    // 512.300 − 509.100 on the old dial, 2.450 − 0.015 on the new one.
    expect(yolkina).toMatchObject({ volume: 5_635_000n, amount: 255_10n });
  });

  it("recalculates May when Morozov's reading comes in June, for nobody else in the house", async () => {
    const june = await linesOf(ctx, PEOPLE.morozov.account, "2025-06");
    const recalculated = june.filter((line) => line.chargedFor === "2025-05");
    expect(recalculated.length).toBeGreaterThan(0);
    expect(new Set(recalculated.map((line) => line.service))).toEqual(new Set(["COLD_WATER", "SEWERAGE"]));
    for (const neighbour of [PEOPLE.ivanova, PEOPLE.oconnor, PEOPLE.abdulzade]) {
      const lines = await linesOf(ctx, neighbour.account, "2025-06");
      // What their own old debts have cost is of those months too, and is no recalculation.
      const ofEarlier = lines.filter((line) => line.chargedFor !== "2025-06" && line.service !== "PENALTY");
      expect(ofEarlier).toEqual([]);
    }
  });

  it("takes back what was charged for Kuznetsova's son after he had moved out", async () => {
    const december = await linesOf(ctx, PEOPLE.kuznetsova.account, "2025-12");
    for (const month of ["2025-10", "2025-11"]) {
      const back = ofService(december, "WASTE").filter((line) => line.chargedFor === month);
      expect(back.reduce((sum, line) => sum + line.amount, 0n)).toBeLessThan(0n);
    }
    // 22 days of October and all of November: 651.40 ₽/m³ × 2.31 / 12.
    const waste = ofService(december, "WASTE").filter((line) => line.chargedFor === "2025-11");
    expect(waste.reduce((sum, line) => sum + line.amount, 0n)).toBe(-125_39n);
  });

  it("bills Nikitin's four silent months by average, average, average, norm, and then the difference", async () => {
    const formulas: (string | undefined)[] = [];
    for (const month of ["2026-02", "2026-03", "2026-04", "2026-05"]) {
      formulas.push(ofService(await linesOf(ctx, PEOPLE.nikitin.account, month), "COLD_WATER")[0]?.formula);
    }
    expect(formulas).toEqual(["1.average", "1.average", "1.average", "4.missing"]);
    const [june] = ofService(await linesOf(ctx, PEOPLE.nikitin.account, "2026-06"), "COLD_WATER");
    expect(june?.formula).toBe("1");
    const [silent] = ofService(await linesOf(ctx, PEOPLE.vasilyeva.account, "2026-03"), "COLD_WATER");
    expect(silent?.formula).toBe("1.average");
  });

  it("divides the sold flat's May at the 14th, closes the seller's account and keeps its debt", async () => {
    const [seller] = ofService(await linesOf(ctx, STORY_ACCOUNTS.seller, "2026-05"), "MAINTENANCE");
    const [buyer] = ofService(await linesOf(ctx, STORY_ACCOUNTS.buyer, "2026-05"), "MAINTENANCE");
    const card = granted(await getAccount(ctx, STORY_ACCOUNTS.seller));
    expect(card.closed).toBe("2026-05-14");
    const area = must(card.area, "the flat's area");
    const whole = (area * 29_100_000n + 5_000_000_000n) / 10_000_000_000n;
    expect((seller?.amount ?? 0n) + (buyer?.amount ?? 0n)).toBe(whole);
    expect(seller?.amount).toBeLessThan(buyer?.amount ?? 0n);
    expect(await linesOf(ctx, STORY_ACCOUNTS.seller, "2026-06")).toEqual([]);
    expect((await balanceOf(ctx, STORY_ACCOUNTS.seller, "2026-11")).items.length).toBeGreaterThan(0);
  });

  it("divides a flat between co-owners by thirds without losing a kopeck", async () => {
    const [third] = ofService(await linesOf(ctx, STORY_ACCOUNTS.oneThird, "2026-10"), "MAINTENANCE");
    const [rest] = ofService(await linesOf(ctx, STORY_ACCOUNTS.twoThirds, "2026-10"), "MAINTENANCE");
    const card = granted(await getAccount(ctx, STORY_ACCOUNTS.oneThird));
    const whole = (must(card.area, "the flat's area") * 32_800_000n + 5_000_000_000n) / 10_000_000_000n;
    expect((third?.amount ?? 0n) + (rest?.amount ?? 0n)).toBe(whole);
  });

  it("puts a house heated by electricity into three ranges in January", async () => {
    const lines = ofService(await linesOf(ctx, STORY_ACCOUNTS.electricHeating, "2026-01"), "ELECTRICITY");
    expect(lines.map((line) => line.volume)).toEqual([3_900_000_000n, 2_100_000_000n, 420_000_000n]);
    expect(new Set(lines.map((line) => line.formula))).toEqual(new Set(["1.ranges"]));
  });

  it("triples the cold water norm where a meter could be installed, from December 2025", async () => {
    const excess = async (month: string) =>
      ofService(await linesOf(ctx, STORY_ACCOUNTS.absentOwner, month), "COLD_WATER").find(
        (line) => line.kind === EXCESS,
      )?.amount;
    // Two owners counted for nobody: 13.870 m³ × 45.27, the surplus of 1.5 and of 3.
    expect(await excess("2025-11")).toBe(313_95n);
    expect(await excess("2025-12")).toBe(1_255_79n);
  });

  it("changes the rate of Мира 45А on 15 September and spares the ground floor the lift", async () => {
    const rates = ofService(await linesOf(ctx, PEOPLE.vasilyeva.account, "2025-09"), "MAINTENANCE").map(
      (line) => line.rate,
    );
    expect(rates).toEqual([27_300_000n, 29_100_000n]);
    const [lift] = ofService(await linesOf(ctx, PEOPLE.shcherbakova.account, "2026-10"), "LIFT");
    expect(lift?.amount ?? 0n).toBe(0n);
    const [neighbour] = ofService(await linesOf(ctx, PEOPLE.petrov.account, "2026-10"), "LIFT");
    expect(neighbour?.amount).toBeGreaterThan(0n);
  });

  it("hands Озёрная 7 over to another company, which is owed the maintenance from then on", async () => {
    const providers = async (month: string) => {
      const [account] = await ctx.transaction((tx) =>
        tx.query<{ number: string }>(
          "select a.number from accounts.accounts a join addresses.buildings b using (building_id) where b.code = 'ОЗЁРНАЯ-7' order by 1 limit 1",
        ),
      );
      const lines = await linesOf(ctx, must(account, "an account of the house").number, month);
      const names = new Map(
        (await ctx.transaction((tx) => listOrganizations(tx, ["company"]))).map((one) => [
          one.id as number,
          one.name,
        ]),
      );
      return ofService(lines, "MAINTENANCE").map((line) => names.get(line.provider));
    };
    expect(await providers("2025-09")).toEqual(["ООО «УК Прибрежная»"]);
    expect(await providers("2025-10")).toEqual(["ООО «УК Заречье»"]);
  });

  it("has people who owe for months, and people who paid ahead", async () => {
    const kuznetsova = await balanceOf(ctx, PEOPLE.kuznetsova.account, "2026-11");
    expect(new Set(kuznetsova.items.map((item) => item.chargedFor)).size).toBeGreaterThanOrEqual(7);
    const october = await balanceOf(ctx, PEOPLE.petrov.account, "2026-11");
    expect(october.items.every((item) => item.chargedFor === "2026-11")).toBe(true);
    const yolkina = await linesOf(ctx, PEOPLE.yolkina.account, "2026-10");
    expect(yolkina.length).toBeGreaterThan(0);
  });

  it("asks penalties of those who owe, where the company has decided to: the association has not", async () => {
    const asking = await ctx.transaction((tx) =>
      tx.query<{ name: string; debtors: number; capital: number }>(
        `select o.name, count(distinct e.account_id)::integer as debtors, count(*) filter (where e.part = 1)::integer as capital
         from ledger.booked_entries e join charging.runs r on r.run_id = e.document_id
         join organizations.organizations o using (organization_id) where e.kind = 6 group by 1 order by 1`,
      ),
    );
    expect(asking.map(({ name }) => name)).toEqual([
      "МУП «Городское жилищное хозяйство»",
      "ООО «УК Заречье»",
      "ООО «УК Прибрежная»",
    ]);
    for (const { debtors, capital } of asking.slice(1)) {
      expect(debtors).toBeGreaterThan(0);
      expect(capital).toBeGreaterThan(0);
    }
    // Ivanova pays every bill within its month, so late payment has never cost her anything.
    expect(ofService(await linesOf(ctx, PEOPLE.ivanova.account, "2026-10"), "PENALTY")).toEqual([]);
  });

  it("keeps the payment that was taken twice, and its reversal beside it", async () => {
    const card = granted(await getAccount(ctx, PEOPLE.oconnor.account));
    const payments = await listPaymentsOfAccount(ctx, { ...card, limit: 100 });
    const twice = payments.filter((payment) => payment.document.startsWith("Приходный ордер 118"));
    expect(twice.map((payment) => payment.reversal?.reason)).toEqual([
      "Платёж проведён кассиром дважды",
      undefined,
    ]);
  });

  it("halves Sidorov's October within the norms, and leaves Ivanova's bill whole: hers is paid in cash", async () => {
    const sidorov = (await linesOf(ctx, PEOPLE.sidorov.account, "2026-10")).filter(
      ({ kind }) => kind === BENEFIT,
    );
    expect(sidorov.length).toBeGreaterThan(4);
    const [home] = ofService(sidorov, "MAINTENANCE");
    const [charged] = ofService(await linesOf(ctx, PEOPLE.sidorov.account, "2026-10"), "MAINTENANCE");
    // 33 of his 35.42 m², half of it.
    const expected = must(charged, "the maintenance").rate * 33n * 50n;
    expect(must(home, "its benefit").amount).toBe(
      -(expected / 1_000_000n + (expected % 1_000_000n >= 500_000n ? 1n : 0n)),
    );
    const ivanova = await linesOf(ctx, PEOPLE.ivanova.account, "2026-10");
    expect(ivanova.filter(({ kind }) => kind === BENEFIT)).toEqual([]);
    const companies = await ctx.transaction((tx) => listOrganizations(tx, ["company"]));
    const registers = await Promise.all(
      companies.map(async ({ id }) =>
        granted(await socialRegister(ctx, { organization: id, period: period("2026-10"), language: "ru" })),
      ),
    );
    const rows = registers.flat();
    const cash = rows.filter(({ mode }) => mode === "cash");
    expect(cash.map(({ beneficiary }) => beneficiary).sort()).toEqual(
      [PEOPLE.ivanova.name, PEOPLE.shcherbakova.name, PEOPLE.yolkina.name].sort(),
    );
    const discounts = rows.filter(
      ({ account, mode }) => account === PEOPLE.sidorov.account && mode === "discount",
    );
    expect(discounts.reduce((sum, row) => sum + row.amount, 0n)).toBe(
      sidorov.reduce((sum, line) => sum - line.amount, 0n),
    );
  });

  it("takes off what the sanatorium, the cold house and the student's late paper take off", async () => {
    const away = await linesOf(ctx, PEOPLE.shcherbakova.account, "2026-10");
    expect(away.filter(({ kind }) => kind === REDUCTION)).toMatchObject([
      { service: "WASTE", formula: "absence.waste" },
    ]);
    const cold = await linesOf(ctx, PEOPLE.nikitin.account, "2026-10");
    const [charge] = ofService(cold, "HEATING").filter(({ kind }) => kind === CHARGE);
    const [reduction] = ofService(cold, "HEATING").filter(({ kind }) => kind === REDUCTION);
    // 31 hours at once, 16 allowed: 15 × 0.15 %.
    expect(reduction?.formula).toBe("quality.hours");
    const exact = must(charge, "the heating").amount * 225n;
    expect(must(reduction, "its reduction").amount).toBe(-((exact + 5_000n) / 10_000n));
    const late = (await linesOf(ctx, PEOPLE.abdulzade.account, "2026-11")).filter(
      ({ kind }) => kind === REDUCTION,
    );
    expect(late).toMatchObject([
      { service: "GAS", chargedFor: "2026-10", formula: "absence" },
      { service: "WASTE", chargedFor: "2026-10", formula: "absence.waste" },
    ]);
  });

  it("prints benefits and recalculations with their reason and document", async () => {
    const contentOf = async (number: string, month: string) => {
      const card = granted(await getAccount(ctx, number));
      const place = { building: card.building, account: card.account, period: period(month) };
      const managers = await ctx.transaction((tx) => findManagements(tx, [place.building]));
      const organization = must(managers.at(-1), "who manages the house").facts;
      const pdf = granted(await receiptOf(ctx, { ...place, organization, language: "ru" }));
      expect(pdf.length).toBeGreaterThan(10_000);
      const kept = must(await ctx.transaction((tx) => findIssued(tx, place)), "the receipt");
      return contentFromText(kept.text);
    };
    const sidorov = await contentOf(PEOPLE.sidorov.account, "2026-11");
    expect(sidorov.balance.some((row) => row.words === "Льготы" && row.amount < 0n)).toBe(true);
    expect(sidorov.groups.flatMap(({ lines }) => lines).some((line) => line.benefit < 0n)).toBe(true);
    expect(sidorov.workings.map(({ working }) => working)).toContain(
      "льгота 50 % (Удостоверение ветерана труда Т-V № 188431)",
    );
    const abdulzade = await contentOf(PEOPLE.abdulzade.account, "2026-11");
    expect(abdulzade.recalculations.map(({ service, reason }) => `${service}: ${reason}`)).toEqual([
      "Газ: октябрь 2026: принято отсутствие жителя с 05.10.2026 по 26.10.2026 (Справка о проживании в общежитии № 318)",
      "Обращение с отходами (ТКО): октябрь 2026: принято отсутствие жителя с 05.10.2026 по 26.10.2026 (Справка о проживании в общежитии № 318)",
    ]);
    const nikitin = await contentOf(PEOPLE.nikitin.account, "2026-10");
    expect(nikitin.recalculations.map(({ reason }) => reason)).toEqual([
      "октябрь 2026: перерыв, отопление (Акт от 15.10.2026 № 112)",
    ]);
  });

  it("has money on every page that decides of it", async () => {
    const held = await ctx.transaction((tx) => listOpenHeld(tx, { limit: 10 }));
    expect(held.map(({ amount, purpose }) => [amount, purpose])).toEqual([
      [2_310_50n, ""],
      [640_00n, ""],
      [1_000_00n, "за квартиру"],
    ]);
    const mistyped = must(held[0]?.statedAccount, "the number that a hand mistyped");
    expect(await numbersKnown([mistyped, mistyped.slice(0, -1)])).toEqual([mistyped.slice(0, -1)]);
    const [statement] = await statementsTaken(ctx, { limit: 5 });
    expect(statement).toMatchObject({ lineCount: 5, awaiting: 4_950_00n, held: 1_000_00n });
    const { lines } = granted(await statementWithLines(ctx, must(statement, "a statement").statement));
    expect(lines.map(({ outcomes }) => outcomes.map(({ kind }) => kind).join())).toEqual([
      "registry",
      "awaiting",
      "payment",
      "held",
      "",
    ]);
    const days = await ctx.transaction((tx) =>
      reconciliationDays(tx, { from: day("2026-11-20"), to: day("2026-11-21") }),
    );
    expect(days.find(({ state }) => state === "reconciled")).toMatchObject({
      day: "2026-11-21",
      differences: [expect.anything()],
    });
    const states = new Set((await listOrders(ctx)).map(({ state }) => state));
    expect([...states].sort()).toEqual(["approved", "confirmed", "drafted", "sent"]);
    const sent = must((await listOrders(ctx)).find(({ state }) => state === "sent")?.id, "a sent order");
    expect(granted(await debitCandidates(ctx, sent))).toMatchObject([
      { agrees: ["amount", "payee", "payer"] },
    ]);
  });

  it("breaks no invariant", async () => {
    for await (const verdict of verify(database)) expect(verdict.counterExamples, verdict.id).toEqual([]);
  }, 300_000);

  it("lets its people in", async () => {
    for (const { login, password } of DEMO_LOGINS) {
      const session = await signIn(
        database,
        { login, password },
        { remoteAddress: "127.0.0.1", userAgent: "test" },
      );
      expect(session.ok, login).toBe(true);
    }
  });
});

describe("the demo town is the same every time", () => {
  const houses = [
    "ЛЕНИНА-7",
    "ЛЕСНАЯ-3",
    "САДОВАЯ-4",
    "ЗАРЕЧНАЯ-10",
    "СОВЕТСКАЯ-1",
    "СОВЕТСКАЯ-5",
    "ПОЛЕВАЯ-1",
    "ПОЛЕВАЯ-3",
  ];

  it("books the same lines in two databases", async () => {
    const short = { ...DEMO_LIFE, open: period("2025-04"), today: day("2025-04-23") };
    const hashOf = async () => {
      const files = await withDatabase();
      const database = files.open();
      await settleTown(database, { houses, life: short });
      const text = await ledgerText(await centerContext(database), [...periodsFrom(short.first, short.open)]);
      await files.drop();
      expect(text.split("\n").length).toBeGreaterThan(5_000);
      return createHash("sha256").update(text).digest("hex");
    };
    const first = await hashOf();
    expect(await hashOf()).toBe(first);
  }, 600_000);

  it("moves in whole, and each of its houses lives through a month", async () => {
    const files = await withDatabase();
    const database = files.open();
    const life = { ...DEMO_LIFE, open: period("2024-12"), today: day("2024-12-23") };
    const town = await settleTown(database, { life });
    expect(town).toMatchObject({ closedThrough: "2024-11", open: "2024-12" });
    expect([town.buildings, town.accounts]).toEqual([61, 5_005]);
    const charged = await (await centerContext(database)).transaction((tx) =>
      tx.query<{ buildings: number; accounts: number }>(
        `select count(distinct building_id)::integer as buildings, count(distinct account_id)::integer as accounts
         from ledger.entries where period = 202411 and kind = 1`,
      ),
    );
    expect(charged).toEqual([{ buildings: 61, accounts: town.accounts }]);
    await files.drop();
  }, 600_000);

  it("is made up of the same rows for a seed, and of others for another", () => {
    const hashOf = (seed: number) => {
      const life = { ...DEMO_LIFE, seed };
      const hash = createHash("sha256");
      for (const plan of HOUSES_OF_TOWN.filter(({ code }) => houses.includes(code))) {
        hash.update(
          JSON.stringify(furnish(plan, life).readings, (_, value: unknown) =>
            typeof value === "bigint" ? String(value) : value,
          ),
        );
      }
      return hash.digest("hex");
    };
    expect(hashOf(2026)).toBe(hashOf(2026));
    expect(hashOf(2026)).not.toBe(hashOf(2027));
  });

  it("has about five thousand accounts in sixty buildings, each number once", () => {
    const numbers = HOUSES_OF_TOWN.flatMap((plan) => {
      const rows = furnish(plan, DEMO_LIFE);
      tell(rows, DEMO_LIFE);
      return [...new Set(rows.accounts.map((account) => account.number))];
    });
    expect(HOUSES_OF_TOWN.length).toBe(61);
    expect(numbers.length).toBeGreaterThan(4_950);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const person of Object.values(PEOPLE)) expect(numbers).toContain(person.account);
  });
});
