import { type Day, day } from "#core/day";
import { firstDay, type Period, period, periodOf } from "#core/period";
import { type Money, money } from "#core/units";
import type { AccountRow, MeterRow, PremisesRow, ResidentRow } from "#modules/gateways";
import type { Resource } from "#modules/tariffs";
import { type Random, randomFrom, seedOf } from "#platform/random";
import { splitScales } from "./furnish.ts";
import { addMeter, change, type HouseRows, type Life, metersAt, monthsOf } from "./house-rows.ts";
import { codeOf } from "./houses.ts";
import { ORGANIZATION } from "./organizations.ts";
import {
  LENINA_7,
  MIRA_45A,
  type NamedPerson,
  OZYORNAYA_12_1,
  OZYORNAYA_7,
  PEOPLE,
  STORY_ACCOUNTS,
} from "./people.ts";
import { millionths } from "./tariffs.ts";

/** Tells the story of a house: named people move in, and what happened there happens. */
export function tell(rows: HouseRows, life: Life): void {
  for (const person of Object.values(PEOPLE))
    if (person.building === rows.code) settlePerson(rows, person, life);
  TALES[rows.code]?.(rows, life);
}

type Tale = (rows: HouseRows, life: Life) => void;
const TALES: Readonly<Record<string, Tale>> = {
  [LENINA_7]: lenina7,
  [OZYORNAYA_12_1]: ozyornaya12,
  [OZYORNAYA_7]: ozyornaya7,
  [MIRA_45A]: mira45A,
  [codeOf("ул. Полевая", "3")]: electricHeating,
  [codeOf("ул. Садовая", "4")]: socialNorm,
  [codeOf("ул. Советская", "5")]: takenOverDebts,
  [codeOf("ул. Лесная", "12")]: brokenMeter,
};

/** A named person takes a flat over from whoever was made up for it. */
function settlePerson(rows: HouseRows, person: NamedPerson, life: Life): void {
  const from = firstDay(life.first);
  const flat = person.flat;
  change<PremisesRow>(
    rows.premises,
    (row) => row.number === flat,
    () => ({ totalArea: BigInt(person.area) * 10_000n, ownership: "private" }),
  );
  const before = rows.accounts.find((row) => row.premises === flat)?.number;
  rows.residents = rows.residents.filter((row) => row.account !== before);
  change<AccountRow>(
    rows.accounts,
    (row) => row.premises === flat,
    () => ({
      number: person.account,
      unifiedAccountId: person.unifiedAccountId,
      gisServiceId: `${person.unifiedAccountId}-01`,
      holder: "person",
      holderName: person.name,
      owners: 1,
    }),
  );
  for (const who of [{ name: person.name, born: person.born }, ...person.family]) {
    const [surname = "", givenName = "", patronymic] = who.name.split(" ");
    rows.residents.push({
      building: rows.code,
      account: person.account,
      surname,
      givenName,
      ...(patronymic === undefined ? {} : { patronymic }),
      born: who.born,
      registration: "permanent",
      from: "from" in who && who.from ? who.from : from,
      ...("to" in who && who.to ? { to: who.to } : {}),
    });
  }
}

/** Litres, or tenths of a kWh, near a monthly habit. */
function near(habit: string, seed: number, unit = 10_000n): (period: Period) => readonly bigint[] {
  return (of) => {
    const random = randomFrom(seedOf(seed, Number(of.replace("-", ""))));
    return [((millionths(habit) * BigInt(random.between(880, 1120))) / (1_000n * unit)) * unit];
  };
}

/** The named month's volume; near the habit in all the others. */
const except =
  (use: (period: Period) => readonly bigint[], months: Readonly<Record<string, string>>) => (of: Period) => {
    const stated = months[of];
    return stated === undefined ? use(of) : stated.split("|").map(millionths);
  };

/**
 * Ленина 7: Ivanova's hot water of November 2026 is 6.21 m³ by her meter, 412.35 to 418.56. Also: co-owners with an
 * account each, an owner who lives elsewhere, a reading that came a month late.
 */
function lenina7(rows: HouseRows, life: Life): void {
  const { ivanova, oconnor, morozov, abdulzade } = PEOPLE;
  const hot = except(near("5.2", 11), { "2026-10": "5.330", "2026-11": "6.210" });
  addMeter(
    rows,
    {
      flat: ivanova.flat,
      resource: "hot_water",
      serial: "18-204417",
      use: hot,
      final: [millionths("418.56")],
      day: 22,
    },
    life,
  );
  addMeter(
    rows,
    {
      flat: ivanova.flat,
      resource: "cold_water",
      serial: "18-204418",
      use: except(near("6.9", 12), { "2026-10": "7.100", "2026-11": "7.840" }),
      final: [millionths("588.34")],
      day: 22,
    },
    life,
  );
  addMeter(
    rows,
    {
      flat: ivanova.flat,
      resource: "electricity",
      serial: "011-77401",
      use: except(near("176", 13, 1_000_000n), { "2026-11": "186" }),
      final: [millionths("8412")],
      day: 22,
    },
    life,
  );
  household(rows, oconnor, { cold_water: "9.1", hot_water: "6.4", electricity: "210" }, life);
  household(rows, abdulzade, { cold_water: "10.4", hot_water: "7.2", electricity: "240" }, life);
  household(rows, morozov, { cold_water: "6.0", hot_water: "4.4", electricity: "150" }, life);
  // Morozov's reading of May 2025 lay in the letter box: the clerk entered it in June, and May was recalculated.
  learnReading(rows, morozov.flat, "cold_water", period("2025-05"), period("2025-06"));

  change<AccountRow>(
    rows.accounts,
    (row) => row.number === STORY_ACCOUNTS.oneThird,
    () => ({
      shareNumerator: 1n,
      shareDenominator: 3n,
      owners: 1,
      holderName: "Тихонов Лев Аркадьевич",
      holder: "person",
    }),
  );
  rows.accounts.push({
    ...accountAt(rows, "21"),
    number: STORY_ACCOUNTS.twoThirds,
    shareNumerator: 2n,
    shareDenominator: 3n,
    holderName: "Тихонова Нина Аркадьевна",
  });
  rows.residents = rows.residents.filter((row) => row.account !== STORY_ACCOUNTS.oneThird);
  for (const [account, givenName] of [
    [STORY_ACCOUNTS.oneThird, "Лев"],
    [STORY_ACCOUNTS.twoThirds, "Нина"],
  ] as const) {
    rows.residents.push({
      building: rows.code,
      account,
      surname: givenName === "Лев" ? "Тихонов" : "Тихонова",
      givenName,
      patronymic: givenName === "Лев" ? "Аркадьевич" : "Аркадьевна",
      born: day("1971-06-06"),
      registration: "permanent",
      from: firstDay(life.first),
    });
  }

  change<AccountRow>(
    rows.accounts,
    (row) => row.number === STORY_ACCOUNTS.absentOwner,
    () => ({ owners: 2, holderName: "Лазарев Олег Борисович" }),
  );
  rows.residents = rows.residents.filter((row) => row.account !== STORY_ACCOUNTS.absentOwner);
  for (const resource of ["cold_water", "hot_water"] as const) {
    const gone = new Set(metersAt(rows, "33", resource).map((meter) => meter.serial));
    rows.meters = rows.meters.filter((meter) => !gone.has(meter.serial));
    rows.readings = rows.readings.filter((reading) => !gone.has(reading.meter));
  }
}

/**
 * Озёрная 12/1: Petrov's hot water meter is not verified since August 2026 and he pays by average, from November by
 * the norm with the multiplier; he has a two-zone meter. Smirnov's meter passes zero. The owners' meeting has set a
 * rate of the house's own; Shcherbakova on the ground floor does not pay for the lift.
 */
function ozyornaya12(rows: HouseRows, life: Life): void {
  const { petrov, sidorov, smirnov, shcherbakova } = PEOPLE;
  addMeter(
    rows,
    {
      flat: petrov.flat,
      resource: "cold_water",
      serial: "18-204430",
      use: except(near("6.1", 21), { "2026-11": "6.213" }),
      final: [millionths("418.331")],
      day: 21,
    },
    life,
  );
  addMeter(
    rows,
    {
      flat: petrov.flat,
      resource: "hot_water",
      serial: "18-204431",
      use: near("3.9", 22),
      verifiedUntil: day("2026-07-31"),
      day: 21,
    },
    life,
  );
  const zones = (of: Period) => [...near("139", 23, 1_000_000n)(of), ...near("58", 24, 1_000_000n)(of)];
  addMeter(
    rows,
    {
      flat: petrov.flat,
      resource: "electricity",
      serial: "011-90217",
      scales: 2,
      use: except(zones, { "2026-11": "143|61" }),
      opening: [millionths("5120"), millionths("2204")],
      day: 21,
    },
    life,
  );
  household(rows, sidorov, { cold_water: "4.2", hot_water: "3.1", electricity: "118" }, life);
  household(rows, shcherbakova, { cold_water: "8.8", hot_water: "6.1", electricity: "226" }, life);
  household(rows, smirnov, { hot_water: "8.2", electricity: "301" }, life);
  // 99,998.412 to 3.105: passing zero, as the clerk confirmed (November 2025).
  const passing = except(near("11.3", 25), { "2025-11": "4.693" });
  const before = monthsOf(life)
    .filter((of) => of < "2025-11")
    .reduce((sum, of) => sum + (passing(of)[0] ?? 0n), 0n);
  addMeter(
    rows,
    {
      flat: smirnov.flat,
      resource: "cold_water",
      serial: "07-551203",
      use: passing,
      opening: [millionths("99998.412") - before],
      day: 20,
    },
    life,
  );

  change<PremisesRow>(
    rows.premises,
    (row) => row.number === shcherbakova.flat,
    () => ({ storey: 1 }),
  );
  const decision = "Решение общего собрания собственников";
  rows.values.push(
    ownValue(rows, "MAINTENANCE", "33.42", day("2026-04-01"), `${decision}, протокол № 2 от 14.03.2026`),
    {
      ...ownValue(
        rows,
        "LIFT",
        "0",
        day("2025-03-01"),
        `${decision}, протокол № 1 от 20.02.2025: первый этаж лифт не оплачивает`,
      ),
      level: "account",
      account: shcherbakova.account,
    },
  );
  const inherited = accountAt(rows, "10");
  rows.accounts.push({
    ...inherited,
    from: day("2025-08-19"),
    holder: "person",
    holderName: "Фролова Алла Романовна",
  });
}

/** Озёрная 7 went over to another company on 1 October 2025; maintenance is that company's from then on. */
function ozyornaya7(rows: HouseRows): void {
  for (const terms of rows.terms.filter((of) => of.provider === ORGANIZATION.pribrezhnaya)) {
    rows.terms.push({ ...terms, provider: ORGANIZATION.zarechye, from: TRANSFER.from });
  }
}

/** The building that changed its manager. */
export const TRANSFER = {
  building: OZYORNAYA_7,
  to: ORGANIZATION.zarechye,
  from: day("2025-10-01"),
} as const;

/**
 * Мира 45А: a rate from the middle of a month, a meter replaced, silence of one month and of four, a son who moved
 * out and whose leaving became known later, a flat sold in the middle of a month.
 */
function mira45A(rows: HouseRows, life: Life): void {
  const { yolkina, kuznetsova, vasilyeva, nikitin } = PEOPLE;
  household(rows, kuznetsova, { cold_water: "7.7", hot_water: "5.0", electricity: "205" }, life);
  household(rows, vasilyeva, { cold_water: "4.4", hot_water: "3.2", electricity: "131" }, life, ["2026-03"]);
  household(rows, nikitin, { cold_water: "12.6", hot_water: "8.4", electricity: "322" }, life, [
    "2026-02",
    "2026-03",
    "2026-04",
    "2026-05",
  ]);
  household(rows, yolkina, { hot_water: "6.6", electricity: "188" }, life);
  replaced(rows, life);
  const moved = rows.residents.find((row) => row.account === kuznetsova.account && row.to !== undefined);
  if (moved) rows.learned.set(moved, period("2025-12"));
  rows.values.push(
    ownValue(
      rows,
      "MAINTENANCE",
      "29.10",
      day("2025-09-15"),
      "Решение общего собрания собственников, протокол № 5 от 10.09.2025",
    ),
  );
  sold(rows, life);
}

/** The day on which Yolkina's cold water meter was replaced, and what both dials showed. */
export const REPLACEMENT = {
  on: day("2025-09-14"),
  flat: PEOPLE.yolkina.flat,
  serial: "05-110274",
  closing: millionths("512.300"),
  by: {
    serial: "25-700318",
    integerDigits: 5,
    tariffScales: 1,
    ratio: 1n,
    verifiedUntil: day("2031-09-13"),
    opening: millionths("0.015"),
  },
} as const;

/** The new meter comes by the deed of replacing; here are the old one, and the readings of both. */
function replaced(rows: HouseRows, life: Life): void {
  const use = near("7.0", 31);
  const { on, flat, serial, closing, by } = REPLACEMENT;
  const until = monthsOf(life).filter((of) => of < periodOf(on));
  // August's reading was 509.100; the dial was closed at 512.300.
  const opening = millionths("509.100") - until.reduce((sum, of) => sum + (use(of)[0] ?? 0n), 0n);
  addMeter(rows, { flat, resource: "cold_water", serial, use, opening: [opening], day: 22 }, life);
  rows.readings = rows.readings.filter((reading) => reading.meter !== serial || reading.takenOn < on);
  let shown: bigint = by.opening;
  for (const of of monthsOf(life).filter((at) => at >= periodOf(on))) {
    shown += of === periodOf(on) ? millionths("2.435") : (use(of)[0] ?? 0n);
    rows.readings.push({
      building: rows.code,
      meter: by.serial,
      scale: 0,
      takenOn: `${of}-22` as Day,
      value: shown,
      mark: "regular",
      source: "resident",
    });
  }
  void closing;
}

/** Кв. 20 was sold: the seller's account is closed with its debt, the buyer's begins on the same day. */
function sold(rows: HouseRows, life: Life): void {
  const on = day("2026-05-14");
  if (on >= life.today) return;
  const seller = accountAt(rows, "20");
  change<AccountRow>(
    rows.accounts,
    (row) => row === seller,
    () => ({ closed: on, holder: "person" }),
  );
  rows.accounts.push({
    ...seller,
    holder: "person",
    number: STORY_ACCOUNTS.buyer,
    opened: on,
    from: on,
    holderName: "Гаврилов Денис Артёмович",
  });
  change<ResidentRow>(
    rows.residents,
    (row) => row.account === seller.number,
    () => ({ to: on }),
  );
  for (const givenName of ["Денис", "Марина"]) {
    rows.residents.push({
      building: rows.code,
      account: STORY_ACCOUNTS.buyer,
      surname: givenName === "Денис" ? "Гаврилов" : "Гаврилова",
      givenName,
      patronymic: givenName === "Денис" ? "Артёмович" : "Павловна",
      born: day("1991-10-10"),
      registration: "permanent",
      from: on,
    });
  }
}

/** ул. Полевая 3 is heated by electricity: 6,420 kWh in January reach the third range. */
function electricHeating(rows: HouseRows, life: Life): void {
  const winter = except(
    (of) => [millionths(["11", "12", "02", "03"].includes(of.slice(5)) ? "4350" : "690")],
    { "2025-01": "6420", "2026-01": "6420" },
  );
  addMeter(
    rows,
    { flat: "1", resource: "electricity", serial: "011-30003", integerDigits: 6, use: winter, day: 20 },
    life,
  );
  change<PremisesRow>(
    rows.premises,
    () => true,
    () => ({ heating: "none" }),
  );
}

/** ул. Садовая 4 still has the social norm: one rate within it, a higher one above. */
function socialNorm(rows: HouseRows, life: Life): void {
  const from = firstDay(life.first);
  for (const zone of [0, 1, 2, 3]) {
    rows.values.push(
      { ...ownValue(rows, "ELECTRICITY", "4.20", from, "Тариф в пределах социальной нормы (условно)"), zone },
      {
        ...ownValue(rows, "ELECTRICITY", "6.80", from, "Тариф сверх социальной нормы (условно)"),
        zone,
        rangeFrom: 1_000_000n,
      },
    );
  }
}

/** ул. Советская 5 came over from another center with debts of different age. */
function takenOverDebts(rows: HouseRows): void {
  for (const [at, account] of rows.accounts.slice(0, 3).entries()) {
    for (const [back, month] of ["2024-10", "2024-07", "2022-03"].slice(0, at + 1).entries()) {
      const amount: Money = money(124_512n + BigInt(back) * 20_391n);
      rows.balances.push({
        building: rows.code,
        account: account.number,
        service: "MAINTENANCE",
        provider: ORGANIZATION.housing,
        period: period(month),
        amount,
      });
    }
  }
  const advance = rows.accounts[5];
  if (advance)
    rows.balances.push({
      building: rows.code,
      account: advance.number,
      service: "MAINTENANCE",
      provider: ORGANIZATION.housing,
      period: period("2024-10"),
      amount: money(-83_000n),
    });
}

/** A meter that was reported broken in spring, and one that nobody has replaced since. */
function brokenMeter(rows: HouseRows, life: Life): void {
  household(rows, { flat: "45", account: "broken" }, { cold_water: "6.3" }, life);
  for (const meter of metersAt(rows, "45", "cold_water")) {
    change<MeterRow>(
      rows.meters,
      (row) => row === meter,
      () => ({ brokenFrom: day("2026-04-08") }),
    );
    rows.readings = rows.readings.filter(
      (reading) => reading.meter !== meter.serial || reading.takenOn < "2026-04-08",
    );
  }
  for (const meter of metersAt(rows, "46", "electricity"))
    if (meter.tariffScales === 1) splitScales(rows, meter.serial, [64, 36]);
}

/** Meters of a household by what it uses in a month. */
function household(
  rows: HouseRows,
  of: { flat: string; account: string },
  habits: Partial<Record<Resource, string>>,
  life: Life,
  silent: readonly string[] = [],
): void {
  for (const [at, resource] of (["cold_water", "hot_water", "electricity"] as const).entries()) {
    const habit = habits[resource];
    if (habit === undefined) continue;
    const random: Random = randomFrom(seedOf(Number(of.flat) * 10 + at, life.first.length));
    addMeter(
      rows,
      {
        flat: of.flat,
        resource,
        serial: `${["18", "19", "011"][at] ?? ""}-${random.between(300_000, 999_999)}`,
        use: near(habit, Number(of.flat) * 100 + at, resource === "electricity" ? 1_000_000n : 10_000n),
        opening: [BigInt(random.between(40, 900)) * 1_000_000n],
        silent,
        day: random.between(18, 23),
      },
      life,
    );
  }
}

function learnReading(
  rows: HouseRows,
  flat: string,
  resource: Resource,
  about: Period,
  learnedIn: Period,
): void {
  const serials = metersAt(rows, flat, resource).map((meter) => meter.serial);
  for (const reading of rows.readings) {
    if (serials.includes(reading.meter) && periodOf(reading.takenOn) === about)
      rows.learned.set(reading, learnedIn);
  }
}

function accountAt(rows: HouseRows, flat: string): AccountRow {
  const account = rows.accounts.find((row) => row.premises === flat);
  if (!account) throw new Error(`${rows.code} has no flat ${flat}`);
  return account;
}

const ownValue = (rows: HouseRows, service: string, value: string, from: Day, basis: string) =>
  ({
    level: "building",
    building: rows.code,
    service,
    parameter: "rate",
    variant: "",
    zone: 0,
    rangeFrom: 0n,
    from,
    value: millionths(value),
    basis,
  }) as const;
