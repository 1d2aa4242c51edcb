import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { type Day, day } from "#core/day";
import type { OrganizationId, RunId } from "#core/ids";
import { moneyText } from "#core/money";
import { endDay, type Period, period } from "#core/period";
import { type Money, money } from "#core/units";
import { approveRun, runProgress, startRun, workOnRuns } from "#flows/charge-run";
import { explainCharges } from "#flows/explain";
import { closeMonth } from "#flows/month-close";
import {
  applyMoratorium,
  listRules,
  PENALTY_LAW,
  recordKeyRate,
  renderExplanation,
  replayBuildings,
  setPenaltyPolicy,
  waivePenalties,
} from "#modules/charging";
import { openPeriod } from "#modules/organizations";
import { reversePayment, takePayment } from "#modules/payments";
import { verify } from "#modules/reporting";
import { registerServices, setServiceTerms, setValues } from "#modules/tariffs";
import { type Ctx, contextOf } from "#platform/context";
import type { Database } from "#platform/database";
import { type TestDatabase, withDatabase } from "../database.ts";
import { granted, refusalOf, settleSmallTown, type SmallTown } from "../small-town.ts";

const FIRST = period("2026-05");
const IVANOVA = "1000000012";
const YOLKIN = "1000000001";
const ROMASHKA = "1000005012";

let files: TestDatabase;
let database: Database;
let town: SmallTown;

const on = (today: string): Ctx =>
  contextOf(database, { sees: "center", organizations: [], today: day(today) });
/** The day after a month's end, when it is charged. */
const after = (month: Period): Ctx => on(endDay(month));

// One story, told in order. A flat of 54.3 m² pays 1,629.00 a month for maintenance, 543.00 for capital repair and
// 60.00 for the intercom; nobody pays unless the story says so.
beforeAll(async () => {
  files = await withDatabase();
  database = files.open();
  town = await settleSmallTown(database);
  const ctx = on("2026-05-01");
  granted(await registerServices(ctx));
  const since = day("2024-01-01");
  for (const [building, provider] of [
    [town.lesnaya12, town.northCompany],
    [town.lenina50, town.southCompany],
  ] as const) {
    const terms = { building, from: since };
    granted(
      await setServiceTerms(ctx, [
        { ...terms, service: "MAINTENANCE", provider, method: "area" },
        { ...terms, service: "CAPITAL_REPAIR", provider: town.waterworks, method: "area" },
        { ...terms, service: "INTERCOM", provider, method: "fixed" },
      ]),
    );
  }
  const value = {
    level: "city",
    parameter: "rate",
    variant: "",
    zone: 0,
    rangeFrom: 0n,
    from: since,
  } as const;
  granted(
    await setValues(ctx, [
      { ...value, service: "MAINTENANCE", value: 30_000_000n, basis: "Решение 1" },
      { ...value, service: "CAPITAL_REPAIR", value: 10_000_000n, basis: "Решение 2" },
      { ...value, service: "INTERCOM", value: 60_000_000n, basis: "Договор 3" },
    ]),
  );
  for (const organization of [town.northCompany, town.southCompany])
    granted(await openPeriod(ctx, organization, FIRST));
  granted(
    await setPenaltyPolicy(ctx, {
      organization: town.northCompany,
      from: day("2026-01-01"),
      mode: "PAYMENT_DATE",
      basis: "Приказ 1",
    }),
  );
});
afterAll(() => files.drop());

describe("the law in the database", () => {
  it("is what vectors are reckoned by", async () => {
    const law = await on("2026-05-01").transaction(listRules);
    const plain = (rows: readonly { recordedOn: Day }[]) => rows.map(({ recordedOn: _, ...row }) => row);
    expect(plain(law.keyRates)).toEqual(PENALTY_LAW.keyRates);
    expect(plain(law.caps)).toEqual(PENALTY_LAW.caps);
    expect(plain(law.dueDays)).toEqual(PENALTY_LAW.dueDays);
    expect(new Map(law.calendar.map(({ day: of, working }) => [of, working]))).toEqual(
      new Map([...PENALTY_LAW.calendar].sort(([a], [b]) => (a < b ? -1 : 1))),
    );
    expect(law.moratoria.map(({ from, to, applied }) => [from, to, applied])).toEqual([
      ["2020-04-06", "2021-01-01", true],
      ["2022-04-01", "2022-10-02", false],
    ]);
  });

  it("takes a rate once", async () => {
    const rate = { from: day("2026-02-16"), percent: 1n, basis: "Ошибка" };
    expect(refusalOf(await recordKeyRate(on("2026-05-01"), rate)).code).toBe("penalties.rate_known");
    const applied = await applyMoratorium(on("2026-05-01"), { from: day("2022-04-02"), applied: true });
    expect(refusalOf(applied).code).toBe("penalties.moratorium_not_found");
  });
});

describe("penalties, month by month", () => {
  it("nothing is asked while nothing is late for thirty days", async () => {
    for (const month of ["2026-05", "2026-06"]) await live(period(month));
    expect(await penalties(IVANOVA)).toEqual([]);
  });

  it("the first run after day 30 posts them: sixteen days of May, capital repair apart, the intercom not", async () => {
    await live(period("2026-07"));
    // 15 June is the last day to pay; day 31 is 16 July. 1,629.00 × 9.5 % / 300 × 16, and 543.00.
    expect(await penalties(IVANOVA)).toEqual([
      "2026-05 8.25 in 2026-07",
      "2026-05 capital repair 2.75 in 2026-07",
    ]);
  });

  it("the next one posts what has grown since, and the next month's", async () => {
    await live(period("2026-08"), { close: false });
    expect(await penalties(IVANOVA, period("2026-08"))).toEqual([
      "2026-05 15.99 in 2026-08",
      "2026-05 capital repair 5.33 in 2026-08",
      "2026-06 8.77 in 2026-08",
      "2026-06 capital repair 2.92 in 2026-08",
    ]);
  });

  it("a second run of the month posts nothing", async () => {
    const run = await charge(period("2026-08"), town.northCompany);
    expect(must(await runProgress(after(period("2026-08")), run), "the run").progress).toMatchObject({
      lines: 0,
      amount: 0n,
    });
    await close(period("2026-08"));
  });

  it("a payment that becomes known late takes back what it should not have cost", async () => {
    // The bank sends in September what was paid on 31 July.
    granted(
      await takePayment(on("2026-09-10"), {
        account: IVANOVA,
        amount: 223_200n as Money,
        paidOn: day("2026-07-31"),
        statedPeriod: FIRST,
      }),
    );
    await live(period("2026-09"));
    const september = await penalties(IVANOVA, period("2026-09"));
    expect(september).toContain("2026-05 -15.99 in 2026-09");
    expect(september).toContain("2026-05 capital repair -5.33 in 2026-09");
    expect(await sumFor(IVANOVA, FIRST)).toBe("11.00");
  });

  it("reversed, it never came: the debt has gone on to 1/130 meanwhile", async () => {
    const [payment] = await rows<{ building: never; payment: never }>(
      "select building_id as building, payment_id as payment from payments.payments",
    );
    granted(await reversePayment(on("2026-10-05"), must(payment, "the payment"), "чужой счёт"));
    await live(period("2026-10"));
    // 1,629.00 × 9.5 % × (60 / 300 + 48 / 130) = 88.09; capital repair 543.00 × 9.5 % / 300 × 108 = 18.57.
    expect(await penalties(IVANOVA, period("2026-10"))).toEqual(
      expect.arrayContaining(["2026-05 79.84 in 2026-10", "2026-05 capital repair 15.82 in 2026-10"]),
    );
    expect(await sumFor(IVANOVA, FIRST)).toBe("106.66");
  });

  it("who pays in time pays no penalty, and money for several months goes to debts before penalties", async () => {
    const bill = { account: YOLKIN, amount: 223_200n as Money };
    expect(await sumFor(YOLKIN, FIRST)).toBe("106.66");
    const paid = granted(
      await takePayment(on("2026-11-02"), {
        ...bill,
        amount: (6n * bill.amount) as Money,
        paidOn: day("2026-11-02"),
      }),
    );
    expect(paid.allocation.parts.filter(({ service }) => service === 70)).toEqual([]);
    const more = granted(
      await takePayment(on("2026-11-02"), { ...bill, amount: money(100n), paidOn: day("2026-11-02") }),
    );
    expect(more.allocation.parts).toMatchObject([
      { service: 70, chargedFor: FIRST, amount: 83n },
      { service: 70, chargedFor: FIRST, amount: 17n },
    ]);
    expect(more.allocation.advance).toBe(0n);
  });

  it("a waiver takes back the days that it names, with its document, and leaves the others", async () => {
    const waiver = {
      account: IVANOVA,
      from: day("2026-07-16"),
      through: day("2026-09-13"),
      decidedOn: day("2026-11-03"),
      document: "Приказ 7",
      reason: "болезнь",
    };
    const impossible = await waivePenalties(on("2026-11-03"), { ...waiver, through: day("2026-07-01") });
    expect(refusalOf(impossible).code).toBe("penalties.days_impossible");
    const nobody = await waivePenalties(on("2026-11-03"), { ...waiver, account: "9999999999" });
    expect(refusalOf(nobody).code).toBe("penalties.account_not_found");
    granted(await waivePenalties(on("2026-11-03"), waiver));
    await live(period("2026-11"), { close: false });
    // Of May stays what came after 13 September: 1,629.00 × 9.5 % / 130 × 78, and 543.00 × 9.5 % / 300 × 78.
    expect(await sumFor(IVANOVA, FIRST)).toBe("106.26");
  });

  it("a run for an earlier month books none", async () => {
    const before = await rows("select from ledger.booked_entries where kind = 6");
    await charge(period("2026-10"), town.northCompany, after(period("2026-11")));
    expect(await rows("select from ledger.booked_entries where kind = 6")).toHaveLength(before.length);
  });

  it("the base is never a penalty: what is owed of them costs nothing", async () => {
    const owed = await rows(
      "select from ledger.booked_entries where service_id = 70 and kind not in (6, 10, 12)",
    );
    expect(owed).toEqual([]);
  });

  it("who has no policy asks for none; one decided later reaches back to its first day", async () => {
    expect(await penalties(ROMASHKA)).toEqual([]);
    const today = after(period("2026-11"));
    const policy = {
      organization: town.southCompany,
      from: day("2026-07-01"),
      mode: "BY_DAY",
      legalSteps: "sector_130",
      basis: "Договор 5",
    } as const;
    granted(await setPenaltyPolicy(today, policy));
    expect(refusalOf(await setPenaltyPolicy(today, policy)).code).toBe("penalties.policy_begun_later");
    await charge(period("2026-11"), town.southCompany);
    // A firm has no free days: from 1 July, since before it the policy asked for nothing. 153 days of 1,629.00 / 130.
    expect(await penalties(ROMASHKA)).toContain("2026-05 182.13 in 2026-11");
    expect(await penalties(ROMASHKA)).toContain("2026-10 16.67 in 2026-11");
    expect(await penalties(ROMASHKA)).toContain("2026-05 capital repair 23.73 in 2026-11");
  });

  it("is explained debt by debt and segment by segment, to what the month's runs booked", async () => {
    const asked = { account: IVANOVA, service: "PENALTY" };
    const august = granted(
      await explainCharges(after(period("2026-08")), { ...asked, period: period("2026-08") }),
    );
    const [penalty] = august.services;
    const { explanation } = must(penalty, "the penalties of August");
    expect(explanation.amount).toBe("33.01");
    const text = renderExplanation(explanation, "ru", "Пени", august.providers).replaceAll("\u00a0", " ");
    expect(text.split("\n").slice(0, 8)).toEqual([
      "Пени: долгов 4, 33,01 ₽ за август 2026",
      "├─ долги (за май 2026): 21,32 ₽",
      "│  ├─ долг (ООО «Северный дом»): 15,99 ₽ — ЖК РФ ст. 155 ч. 14",
      "│  │  ├─ последний день оплаты (15.06.2026)",
      "│  │  ├─ просрочка (16.07.2026 – 31.08.2026): 1629,00 × 9,5 % / 300 × 47 = 24,24495 ₽ [ограничение ставки, с 28.02.2022: ПП РФ 474 от 26.03.2022, 2479 от 28.12.2022, 2382 от 29.12.2023, 329 от 18.03.2025]",
      "│  │  ├─ пени на конец месяца: 24,24495 → 24,24, до копейки, половина — вверх",
      "│  │  └─ начислено пеней раньше: 8,25 ₽",
      "│  └─ долг (МУП «Водоканал», капитальный ремонт): 5,33 ₽ — ЖК РФ ст. 155 ч. 14.1",
    ]);
    const november = granted(
      await explainCharges(after(period("2026-11")), { ...asked, period: period("2026-11") }),
    );
    const waived = must(november.services[0], "the penalties of November").explanation;
    expect(text).toContain("└─ долги (за июнь 2026): 11,69 ₽");
    expect(renderExplanation(waived, "en")).toContain("its penalty waived (16.07.2026 – 13.09.2026)");
    expect(renderExplanation(waived, "en")).toContain("[Приказ 7]");
    const all = granted(
      await explainCharges(after(period("2026-08")), { account: IVANOVA, period: period("2026-08") }),
    );
    expect(all.services.map(({ service }) => service.code)).toEqual([
      "MAINTENANCE",
      "CAPITAL_REPAIR",
      "INTERCOM",
      "PENALTY",
    ]);
    expect(
      refusalOf(await explainCharges(after(period("2026-06")), { ...asked, period: period("2026-06") })).code,
    ).toBe("explain.service_not_charged");
  });

  it("C1 repeatable: replaying the kept facts finds no difference", async () => {
    for (const month of ["2026-07", "2026-09", "2026-10", "2026-11"]) {
      const buildings = [town.lesnaya12, town.lenina50];
      const replay = await replayBuildings(after(period(month)), { chargedFor: period(month), buildings });
      expect(replay.differences).toEqual([]);
      expect(replay.lines).toBeGreaterThan(0);
    }
  });

  it("verify finds nothing at the end of it all", async () => {
    for (const organization of [town.northCompany, town.southCompany])
      granted(await closeMonth(after(period("2026-11")), { organization, period: period("2026-11") }));
    const verdicts = await Array.fromAsync(verify(database));
    expect(verdicts.filter((verdict) => !verdict.ok)).toEqual([]);
  });
});

async function live(month: Period, { close: closes = true } = {}): Promise<void> {
  await charge(month, town.northCompany);
  if (month !== period("2026-11")) await charge(month, town.southCompany);
  if (closes) await close(month);
}

async function charge(month: Period, organization: OrganizationId, ctx = after(month)): Promise<RunId> {
  const run = granted(await startRun(ctx, { organization, period: month })).id;
  await workOnRuns(ctx, { runs: [run] });
  granted(await approveRun(ctx, run));
  return run;
}

async function close(month: Period): Promise<void> {
  for (const organization of [town.northCompany, town.southCompany])
    granted(await closeMonth(after(month), { organization, period: month }));
}

/** "2026-05 capital repair 2.75 in 2026-07", in the order of the debts. */
async function penalties(number: string, bookedIn?: Period): Promise<string[]> {
  const found = await rows<{ month: string; part: number; amount: bigint; period: string }>(
    `select to_char(to_date(e.charged_for::text, 'YYYYMM'), 'YYYY-MM') as month, e.part, e.amount,
       to_char(to_date(e.period::text, 'YYYYMM'), 'YYYY-MM') as period
     from ledger.booked_entries e join accounts.accounts a using (building_id, account_id)
     where e.kind = 6 and a.number = '${number}' order by e.period, e.charged_for, e.part`,
  );
  return found
    .filter((row) => bookedIn === undefined || row.period === bookedIn)
    .map(
      (row) =>
        `${row.month}${row.part === 1 ? " capital repair" : ""} ${moneyText(row.amount)} in ${row.period}`,
    );
}

async function sumFor(number: string, month: Period): Promise<string> {
  const [row] = await rows<{ amount: bigint }>(
    `select sum(e.amount)::bigint as amount from ledger.booked_entries e join accounts.accounts a using (building_id, account_id)
     where e.kind = 6 and a.number = '${number}' and e.charged_for = ${month.replace("-", "")}`,
  );
  return moneyText(must(row, "the sum").amount);
}

const rows = <Row extends object>(text: string): Promise<Row[]> =>
  on("2026-11-30").transaction((tx) => tx.query<Row>(text));
