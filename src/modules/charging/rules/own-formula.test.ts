import { describe, expect, it } from "vitest";
import { day } from "#core/day";
import type { AccountId } from "#core/ids";
import { period } from "#core/period";
import type { CalculationMethod } from "#modules/formulas";
import { parseFacts } from "../facts-codec.ts";
import { changedFacts } from "./changed-facts.ts";
import type { BuildingFacts, ChargeLine } from "../model.ts";
import {
  account,
  ALWAYS,
  buildingFacts,
  flat,
  meter,
  pairOfReadings,
  residents,
  service,
  terms,
  value,
} from "../vectors/sample-building.ts";
import { sampleHouse } from "../vectors/sample-house.ts";
import { renderExplanation } from "../words.ts";
import { calculateBuilding } from "./calculate-building.ts";
import { explainLine } from "./explanation.ts";

const method = (code: string, more: Partial<CalculationMethod> = {}): CalculationMethod => ({
  service: service(code),
  level: "city",
  account: 0,
  method: undefined,
  formula: undefined,
  volume: "law",
  missing: "law",
  area: "total",
  rounding: "kopecks",
  from: ALWAYS,
  basis: "Decision 7",
  ...more,
});

const formula = (
  text: string,
  more: Partial<NonNullable<CalculationMethod["formula"]>> = {},
): NonNullable<CalculationMethod["formula"]> => ({
  code: "own_water",
  version: 2,
  author: "Petrova",
  unit: "m3",
  gives: "money",
  text,
  ...more,
});

const linesOf = (facts: BuildingFacts, code: string): ChargeLine[] =>
  calculateBuilding(facts).lines.filter((line) => line.service === service(code));
const amounts = (facts: BuildingFacts, code: string): bigint[] =>
  linesOf(facts, code).map(({ amount }) => amount);

/** One flat with cold water: 10 m³ at 50 ₽, a rate of maintenance, two persons. */
const oneFlat = (more: Partial<BuildingFacts> = {}): BuildingFacts =>
  buildingFacts("2026-11", {
    premises: [flat(1, "60")],
    accounts: [account(1)],
    residents: residents(1, 2),
    terms: [terms("COLD_WATER", "individual"), terms("MAINTENANCE", "area")],
    values: [
      value("COLD_WATER", "rate", "50"),
      value("COLD_WATER", "norm", "4"),
      value("MAINTENANCE", "rate", "30.505"),
    ],
    meters: [meter(1, "cold_water", 1)],
    readings: pairOfReadings(1, period("2026-11"), "100", "110"),
    ...more,
  });

describe("a formula of the center's own", () => {
  it("that says what the law says gives the same sums, line by line, through a whole house", () => {
    const house = sampleHouse(16);
    const own = {
      ...house,
      methods: [
        method("COLD_WATER", { formula: formula("volume * rate") }),
        method("MAINTENANCE", { formula: formula("площадь * тариф", { unit: "m2" }) }),
        method("WASTE", { formula: formula("жители * норматив_в_год / 12 * тариф") }),
        method("HEATING", { formula: formula("volume * rate", { unit: "Gcal" }) }),
        method("SOI_COLD_WATER", { formula: formula("volume * rate") }),
      ],
    };
    const plain = (line: ChargeLine) => [
      line.account,
      line.service,
      line.part % 10 === 3 ? 0 : line.part,
      line.amount,
    ];
    const before = calculateBuilding(house).lines.filter(({ kind }) => kind === "charge");
    const after = calculateBuilding(own).lines;
    expect(after.filter(({ formula: code }) => code === "own").length).toBeGreaterThan(70);
    expect(after.filter(({ kind }) => kind === "charge").map(plain)).toEqual(before.map(plain));
  });

  it("does what no method of the law does", () => {
    const text = "if volume > 3 m3 then 3 m3 * rate + (volume - 3 m3) * rate * 1.5 else volume * rate";
    const facts = oneFlat({ methods: [method("COLD_WATER", { formula: formula(text) })] });
    expect(linesOf(facts, "COLD_WATER")).toMatchObject([
      { amount: 67_500n, formula: "own", volume: 10_000_000n, rate: 50_000_000n, basis: "meter", part: 0 },
    ]);
  });

  it("may give a volume, which is priced as any other, ranges of consumption and all", () => {
    const capped = formula("мин(объём; норматив * жители)", { gives: "volume" });
    const facts = oneFlat({
      methods: [method("COLD_WATER", { formula: capped })],
      values: [
        value("COLD_WATER", "rate", "50"),
        value("COLD_WATER", "rate", "80", { rangeFrom: 5_000_000n }),
        value("COLD_WATER", "norm", "4"),
      ],
    });
    expect(linesOf(facts, "COLD_WATER").map(({ volume, amount }) => [volume, amount])).toEqual([
      [5_000_000n, 25_000n],
      [3_000_000n, 24_000n],
    ]);
  });

  it("makes a line for each part of the month in which its rate stays, and of no other", () => {
    const values = [
      value("COLD_WATER", "rate", "50", { to: day("2026-11-11") }),
      value("COLD_WATER", "rate", "60", { from: day("2026-11-11") }),
    ];
    const asked = oneFlat({ values, methods: [method("COLD_WATER", { formula: formula("volume * rate") })] });
    expect(amounts(asked, "COLD_WATER").reduce((a, b) => a + b)).toBe(
      amounts(oneFlat({ values }), "COLD_WATER").reduce((a, b) => a + b),
    );
    expect(linesOf(asked, "COLD_WATER")).toHaveLength(2);
    const unasked = oneFlat({
      values,
      methods: [method("COLD_WATER", { formula: formula("volume * 10 rub/m3") })],
    });
    expect(amounts(unasked, "COLD_WATER")).toEqual([10_000n]);
  });

  it("holds from its day on, beside the law in the same month", () => {
    const from = day("2026-11-16");
    const facts = oneFlat({
      methods: [method("COLD_WATER", { from, formula: formula("volume * rate * 2") })],
    });
    const lines = linesOf(facts, "COLD_WATER");
    expect(lines.map(({ formula: code }) => code)).toEqual(["1", "own"]);
    expect(2n * (lines[0]?.amount ?? 0n) + (lines[1]?.amount ?? 0n)).toBe(100_001n);
    expect(new Set(lines.map(({ part }) => part)).size).toBe(2);
  });

  it("answers for the account's share and days as the law does", () => {
    const holders = [
      account(1, 1, { state: { shareNumerator: 1n, shareDenominator: 3n } }),
      account(2, 1, { closed: day("2026-11-16"), state: { shareNumerator: 2n, shareDenominator: 3n } }),
    ];
    const law = oneFlat({ accounts: holders });
    const own = {
      ...law,
      methods: [method("MAINTENANCE", { formula: formula("area * rate", { unit: "m2" }) })],
    };
    expect(amounts(own, "MAINTENANCE")).toEqual(amounts(law, "MAINTENANCE"));
  });

  it("whose rate nobody has set, or which gives the impossible, makes no line and says so", () => {
    const gap = oneFlat({
      values: [],
      methods: [method("COLD_WATER", { formula: formula("volume * rate") })],
    });
    expect(amounts(gap, "COLD_WATER")).toEqual([]);
    expect(calculateBuilding(gap).warnings.map(({ code }) => code)).toContain("charging.tariff_gap");
    const absurd = formula("volume * rate * 1000000000 * 1000000000");
    const impossible = oneFlat({ methods: [method("COLD_WATER", { formula: absurd })] });
    expect(amounts(impossible, "COLD_WATER")).toEqual([]);
    expect(calculateBuilding(impossible).warnings).toMatchObject([
      { code: "charging.formula_result_impossible", account: 1 },
    ]);
  });

  it("is explained: text, version, author, each input with its source, the rounding", () => {
    const facts = oneFlat({ methods: [method("COLD_WATER", { formula: formula("объём * тариф * 1.5") })] });
    const explanation = explainLine(facts, { account: 1 as AccountId, service: service("COLD_WATER") });
    const text = explanation ? renderExplanation(explanation, "ru").replaceAll("\u00a0", " ") : "";
    expect(text.split("\n")[0]).toBe(
      "Холодная вода: по формуле расчётного центра 750,00 ₽ = 750,00 ₽ за ноябрь 2026",
    );
    expect(text).toContain("способ расчёта: own_water@2 [город, с 01.01.2000: Decision 7]");
    expect(text).toContain("собственная формула (own_water@2, Petrova)");
    expect(text).toContain("значение (объём): 10 м³ [объём, найденный выше]");
    expect(text).toContain("значение (тариф): 50 [город, с 01.01.2000: decision]");
    expect(text).toContain("по формуле: объём * тариф * 1,5 = 750 ₽");
    expect(text).toContain("750 → 750,00, до копейки");
  });
});

describe("a calculation method", () => {
  const byArea = (more: Partial<CalculationMethod>) => method("MAINTENANCE", more);
  const times = (factor: number) => formula(`area * rate * ${factor}`, { unit: "m2" });

  it("is the account's, then the building's, the organization's, the city's", () => {
    const all = [
      byArea({ formula: times(2) }),
      byArea({ level: "organization", formula: times(3) }),
      byArea({ level: "building", formula: times(4) }),
      byArea({ level: "account", account: 1 as AccountId, formula: times(5) }),
    ];
    const sums = [1, 2, 3, 4].map((count) =>
      Number(amounts(oneFlat({ methods: all.slice(0, count) }), "MAINTENANCE")[0]),
    );
    expect(sums).toEqual([2, 3, 4, 5].map((factor) => 183_030 * factor));
    const other = oneFlat({
      methods: [{ ...byArea({ formula: times(5) }), level: "account", account: 9 as AccountId }],
    });
    expect(amounts(other, "MAINTENANCE")).toEqual([183_030n]);
  });

  it("does not depend on the order in which it is known", () => {
    const methods = [
      byArea({ formula: times(2), from: day("2026-11-05") }),
      byArea({ level: "building", formula: times(4), from: day("2026-11-10"), to: day("2026-11-20") }),
      byArea({ level: "account", account: 1 as AccountId, formula: times(5), from: day("2026-11-15") }),
    ];
    expect(calculateBuilding(oneFlat({ methods: methods.toReversed() }))).toEqual(
      calculateBuilding(oneFlat({ methods })),
    );
  });

  it("names another method of the law without touching the terms", () => {
    const facts = oneFlat({ methods: [byArea({ method: "fixed" })] });
    expect(linesOf(facts, "MAINTENANCE")).toMatchObject([{ formula: "fixed", amount: 3051n }]);
  });

  it("bills the norm whatever the meters say, without the multiplier", () => {
    const premises = [flat(1, "60", { state: { meterInstallable: ["cold_water"] } })];
    const facts = oneFlat({ premises, methods: [method("COLD_WATER", { volume: "norm" })] });
    expect(linesOf(facts, "COLD_WATER")).toMatchObject([
      { basis: "norm", formula: "4", amount: 40_000n, kind: "charge" },
    ]);
  });

  it("takes the norm at once, or nothing, where a reading was not given", () => {
    const readings = ["2026-06", "2026-07", "2026-08", "2026-09", "2026-10"].flatMap((month, i) =>
      pairOfReadings(1, period(month), `${50 + i * 10}`, `${60 + i * 10}`).slice(i === 0 ? 0 : 1),
    );
    const of = (missing: CalculationMethod["missing"]) =>
      linesOf(oneFlat({ readings, methods: [method("COLD_WATER", { missing })] }), "COLD_WATER").map(
        ({ basis, volume }) => [basis, volume],
      );
    expect(of("law")).toEqual([["average", 10_000_000n]]);
    expect(of("norm")).toEqual([["norm", 8_000_000n]]);
    expect(of("nothing")).toEqual([]);
  });

  it("counts the heated area", () => {
    const premises = [flat(1, "60", { state: { heating: "own" } })];
    expect(amounts(oneFlat({ premises, methods: [byArea({ area: "heated" })] }), "MAINTENANCE")).toEqual([
      0n,
    ]);
    expect(amounts(oneFlat({ methods: [byArea({ area: "heated" })] }), "MAINTENANCE")).toEqual([183_030n]);
  });

  it("rounds as it says, and C2 conserved: holders' lines add up to the rounding of the premises' whole", () => {
    const exact = oneFlat({ values: [value("MAINTENANCE", "rate", "30.50985")] });
    expect(amounts(exact, "MAINTENANCE")).toEqual([183_059n]);
    const down = { ...exact, methods: [byArea({ rounding: "kopecks_down" as const })] };
    expect(amounts(down, "MAINTENANCE")).toEqual([183_059n]);
    const roubles = { ...exact, methods: [byArea({ rounding: "roubles" as const })] };
    expect(amounts(roubles, "MAINTENANCE")).toEqual([183_100n]);
    const thirds = [1, 2, 3].map((id) =>
      account(id, 1, { state: { shareNumerator: 1n, shareDenominator: 3n } }),
    );
    expect(amounts({ ...roubles, accounts: thirds }, "MAINTENANCE")).toEqual([61_000n, 61_000n, 61_100n]);
    const explanation = explainLine(roubles, { account: 1 as AccountId, service: service("MAINTENANCE") });
    expect(explanation && renderExplanation(explanation, "en")).toContain(
      "1830.591 → 1831.00, to roubles, half up",
    );
  });

  it("is read from the facts kept with the run, and facts of before know of none", () => {
    const heading = "paylogic-facts\t1\t101\t2026-11\t1\n";
    const line =
      "W\t20\torganization\t0\t\\N\tlaw\tnorm\ttotal\tkopecks\t2026-01-01\t\\N\tDecision\\t7\town_water\t2\tPetrova\tm3\tmoney\tvolume *\\nrate\n";
    expect(parseFacts(heading + line).methods).toEqual([
      {
        service: 20,
        level: "organization",
        account: 0,
        method: undefined,
        volume: "law",
        missing: "norm",
        area: "total",
        rounding: "kopecks",
        from: "2026-01-01",
        to: undefined,
        basis: "Decision\t7",
        formula: formula("volume *\nrate"),
      },
    ]);
    expect(parseFacts(heading).methods).toEqual([]);
  });

  it("that is decided late is a reason of a recalculation", () => {
    const after = oneFlat({ methods: [method("COLD_WATER", { volume: "norm" })] });
    expect(changedFacts(oneFlat(), after)).toEqual([
      { kind: "terms", service: service("COLD_WATER"), account: 0 },
    ]);
  });
});
