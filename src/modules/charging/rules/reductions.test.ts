import * as fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { addDays, type Day, day } from "#core/day";
import { compare, exact, parseExact, toDecimal, toMillionths } from "#core/exact";
import type { AccountId, PremisesId } from "#core/ids";
import { ANNEX_1, FAILURE_KINDS, minuteOf, SUPPLIES, type Supply } from "#modules/metering";
import type { AbsenceFacts, BuildingFacts, ChargeLine, SupplyFailureFacts } from "../model.ts";
import { linesOf } from "../vectors/adapters/inputs.ts";
import { failure, standardFor } from "../vectors/adapters/reductions.ts";
import {
  account,
  ALWAYS,
  buildingFacts,
  flat,
  meter,
  pairOfReadings,
  residents,
  terms,
  value,
} from "../vectors/sample-building.ts";
import { calculateBuilding } from "./calculate-building.ts";
import { ExplanationTrace, explainLine } from "./explanation.ts";
import { QUALITY_RULES } from "./quality.ts";
import { serviceId } from "./terms.ts";

const PERIOD = "2026-11";

describe("decree354-annex1-quality", () => {
  const text = readFileSync(new URL("../vectors/decree354-annex1-quality.md", import.meta.url), "utf8");
  const rows = text
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  it.each(rows.map((row) => [row[0] ?? "", row] as const))("%s", (_, row) => {
    const [, supply, kind, condition, measuredText, from, hour, hours, times, percent] = row;
    const measured = measuredText ? millionths(measuredText) : undefined;
    const standard = standardFor(
      SUPPLIES.find((of) => of === supply) ?? "heat",
      FAILURE_KINDS.find((of) => of === kind) ?? "interruption",
      measured,
      condition,
    );
    const spans = Array.from({ length: Number(times) }, (_unused, i) => {
      const on = addDays(day("2026-11-01"), Number(from) - 1 + 2 * i);
      const { from: start, to } = failure(standard, { on, hour: Number(hour), hours: Number(hours) });
      return { from: start, to, measured };
    });
    const { part } = QUALITY_RULES[standard.rule]({ spans, standard, daysInMonth: 30 });
    expect(toDecimal({ n: part.n * 100n, d: part.d }, 2, 2)).toBe(percent);
  });
});

const millionths = (text: string): bigint => toMillionths(parseExact(text) ?? exact(0n));

const WATER: Partial<BuildingFacts> = {
  premises: [flat(1, "50")],
  accounts: [account(1)],
  residents: residents(1, 3),
  terms: [terms("COLD_WATER", "individual"), terms("SEWERAGE", "sewerage_sum")],
  values: [
    value("COLD_WATER", "rate", "45.27"),
    value("COLD_WATER", "norm", "6.935"),
    value("SEWERAGE", "rate", "30"),
  ],
};

const away = (left: string, returned: string, more: Partial<AbsenceFacts> = {}): AbsenceFacts => ({
  account: 1 as AccountId,
  resident: 1,
  left: day(left),
  returned: day(returned),
  registered: { from: ALWAYS },
  document: "paper",
  ...more,
});

const recalculations = (facts: Partial<BuildingFacts>, code: string): readonly ChargeLine[] =>
  linesOf(buildingFacts(PERIOD, facts), 1, code).filter((line) => line.kind === "recalculation");
const amounts = (lines: readonly ChargeLine[]): bigint[] => lines.map((line) => line.amount);

describe("temporary absence", () => {
  it("takes off the absent person's part of water, and the sewerage follows", () => {
    const facts = { ...WATER, absences: [away("2026-11-04", "2026-11-17")] };
    // 6.935 × 45.27 × 12 / 30 and 6.935 × 30 × 12 / 30.
    expect(amounts(recalculations(facts, "COLD_WATER"))).toEqual([-12558n]);
    expect(amounts(recalculations(facts, "SEWERAGE"))).toEqual([-8322n]);
  });

  it("is priced by the rate of the flat's own group: an electric stove has one", () => {
    const facts = {
      ...WATER,
      premises: [flat(1, "50", { state: { stove: "electric" } })],
      residents: residents(1, 2),
      terms: [terms("ELECTRICITY", "individual")],
      values: [
        value("ELECTRICITY", "rate", "5"),
        value("ELECTRICITY", "rate", "3.50", { variant: "electric_stove" }),
        value("ELECTRICITY", "norm", "100"),
      ],
      absences: [away("2026-11-04", "2026-11-17")],
    };
    // 100 kWh × 12 / 30 × 3.50.
    expect(amounts(recalculations(facts, "ELECTRICITY"))).toEqual([-14_000n]);
  });

  it("is counted month by month, though it began in the month before", () => {
    const absences = [away("2026-10-20", "2026-11-11")];
    expect(amounts(recalculations({ ...WATER, absences }, "COLD_WATER"))).toEqual([-10465n]);
  });

  it("says nothing where a meter works or could be installed", () => {
    const absences = [away("2026-11-04", "2026-11-17")];
    const metered = {
      ...WATER,
      absences,
      meters: [meter(1, "cold_water", 1)],
      readings: pairOfReadings(1, buildingFacts(PERIOD).period, "100", "107"),
    };
    expect(recalculations(metered, "COLD_WATER")).toEqual([]);
    expect(recalculations(metered, "SEWERAGE")).toEqual([]);
    const installable = {
      ...WATER,
      absences,
      premises: [flat(1, "50", { state: { meterInstallable: ["cold_water" as const] } })],
    };
    expect(recalculations(installable, "COLD_WATER")).toEqual([]);
  });

  it("says nothing of what is not used by persons", () => {
    const facts = {
      ...WATER,
      terms: [terms("MAINTENANCE", "area"), terms("HEATING", "heating_season"), terms("WASTE", "waste_area")],
      values: [
        value("MAINTENANCE", "rate", "30"),
        value("HEATING", "rate", "2000"),
        value("HEATING", "norm_area", "0.02"),
        value("HEATING", "heating_season", "1"),
        value("WASTE", "rate", "500"),
        value("WASTE", "norm_area", "0.1"),
      ],
      absences: [away("2026-10-01", "2026-12-20")],
    };
    const { lines } = calculateBuilding(buildingFacts(PERIOD, facts));
    expect(lines).toHaveLength(3);
    expect(lines.every((line) => line.kind === "charge")).toBe(true);
  });

  it("reduces waste by persons under its own clause, and gas but for the heating", () => {
    const facts = {
      ...WATER,
      premises: [flat(1, "50", { state: { heating: "own" as const } })],
      terms: [terms("WASTE", "waste_persons"), terms("GAS", "gas")],
      values: [
        value("WASTE", "rate", "600"),
        value("WASTE", "norm_year", "2.4"),
        value("GAS", "rate", "10"),
        value("GAS", "norm_stove", "10"),
        value("GAS", "norm_heating", "7"),
      ],
      absences: [away("2026-10-01", "2026-12-20")],
    };
    expect(recalculations(facts, "WASTE")).toMatchObject([{ formula: "absence.waste", amount: -12000n }]);
    expect(recalculations(facts, "GAS")).toMatchObject([{ formula: "absence", amount: -10000n }]);
  });

  it("follows a rate that changes in mid-month, and a person who is registered for a part of it", () => {
    const values = [
      value("COLD_WATER", "rate", "30", { to: day("2026-11-16") }),
      value("COLD_WATER", "rate", "60", { from: day("2026-11-16") }),
      value("COLD_WATER", "norm", "6"),
    ];
    const whole = { ...WATER, values, absences: [away("2026-10-01", "2026-12-20")] };
    expect(amounts(recalculations(whole, "COLD_WATER"))).toEqual([-27000n]);
    const late = away("2026-10-01", "2026-12-20", { registered: { from: day("2026-11-16") } });
    const people = [...residents(1, 2), { ...(residents(1, 1)[0] ?? missing()), from: day("2026-11-16") }];
    const part = { ...WATER, values, residents: people, absences: [late] };
    expect(amounts(recalculations(part, "COLD_WATER"))).toEqual([-18000n]);
  });

  it("counts two papers of one person once", () => {
    const absences = [away("2026-11-04", "2026-11-17"), away("2026-11-04", "2026-11-15")];
    expect(amounts(recalculations({ ...WATER, absences }, "COLD_WATER"))).toEqual([-12558n]);
  });
});

const missing = (): never => {
  throw new Error("no resident");
};

describe("failures of supply", () => {
  const off = (hours: number, more: Partial<SupplyFailureFacts> = {}): SupplyFailureFacts => ({
    ...failure(standardFor("cold_water", "interruption"), { on: day("2026-11-10"), hours }),
    ...more,
  });

  it("take a percentage and, where the norm is billed, the volume that did not come", () => {
    // 941.84 × 0.15 % × 32 = 45.21; 20.805 m³ × 36 / 720 × 45.27 = 47.09.
    expect(recalculations({ ...WATER, failures: [off(36)] }, "COLD_WATER")).toMatchObject([
      { formula: "quality.unsupplied", amount: -4709n, volume: -1_040_250n },
      { formula: "quality.hours", amount: -4521n },
    ]);
  });

  it("are of the premises that suffered them, and of days on which the account was there", () => {
    const elsewhere = off(36, { premises: 2 as PremisesId });
    expect(recalculations({ ...WATER, failures: [elsewhere] }, "COLD_WATER")).toEqual([]);
    const later = { ...WATER, accounts: [account(1, 1, { opened: day("2026-11-20") })], failures: [off(36)] };
    expect(recalculations(later, "COLD_WATER")).toEqual([]);
  });

  it("leave the sewerage alone: only what failed is reduced", () => {
    expect(recalculations({ ...WATER, failures: [off(36)] }, "SEWERAGE")).toEqual([]);
  });

  it("come after absence, whose money they do not take twice", () => {
    const facts = { ...WATER, failures: [off(720 - 240)], absences: [away("2026-10-01", "2026-12-20")] };
    const made = recalculations(facts, "COLD_WATER");
    // A third is absent: the percentage is of two thirds of 941.84.
    expect(amounts(made)).toEqual([-31395n, -41859n, -20930n]);
    expect(made.reduce((sum, line) => sum + line.amount, 0n)).toBe(-94184n);
  });

  it("explain themselves with the clause and the document", () => {
    const facts = buildingFacts(PERIOD, { ...WATER, failures: [off(36)] });
    const found = explainLine(facts, { account: 1 as AccountId, service: serviceId("COLD_WATER") });
    const reduction = found?.root.children.find((node) => node.name === "reduction");
    expect(reduction?.note).toBe("п. 1: act");
    expect(reduction?.children.map(({ name, value: is }) => `${name} ${is}`)).toContain(
      "hours_beyond_allowed 32",
    );
    expect(found?.lines.map(({ kind }) => kind)).toEqual(["charge", "recalculation", "recalculation"]);
  });
});

describe("whatever happens", () => {
  const someFailure = fc
    .record({
      standard: fc.constantFrom(...ANNEX_1),
      from: fc.integer({ min: -5000, max: 45_000 }),
      minutes: fc.integer({ min: 1, max: 50_000 }),
      measured: fc.option(fc.bigInt({ min: 0n, max: 99_000_000n }), { nil: undefined }),
      premises: fc.constantFrom(undefined, 1, 2),
      no: fc.integer({ min: 1, max: 9 }),
    })
    .map(
      ({ standard, from, minutes, measured, premises, no }): SupplyFailureFacts => ({
        no,
        premises: premises as PremisesId | undefined,
        from: minuteOf(day("2026-11-01")) + from,
        to: minuteOf(day("2026-11-01")) + from + minutes,
        measured,
        standard,
        document: `act ${no}`,
      }),
    );
  const someDay = fc.integer({ min: -40, max: 40 }).map((at): Day => addDays(day("2026-11-15"), at));
  const someAbsence = fc
    .record({
      resident: fc.integer({ min: 1, max: 3 }),
      left: someDay,
      days: fc.integer({ min: 0, max: 90 }),
    })
    .map(({ resident, left, days }) => away(left, addDays(left, days), { resident }));
  const services = [
    terms("COLD_WATER", "individual"),
    terms("HOT_WATER_WATER", "individual"),
    terms("HOT_WATER_HEAT", "hot_water_heat"),
    terms("SEWERAGE", "sewerage_sum"),
    terms("ELECTRICITY", "individual"),
    terms("GAS", "gas"),
    terms("HEATING", "heating_season"),
    terms("WASTE", "waste_persons"),
  ];
  const values = [
    ...services.map((of) => value(codeOf(of.service), "rate", "37.331")),
    value("COLD_WATER", "norm", "6.935"),
    value("HOT_WATER_WATER", "norm", "3.11"),
    value("HOT_WATER_HEAT", "heat_per_m3", "0.05328"),
    value("ELECTRICITY", "norm", "75"),
    value("GAS", "norm_stove", "11.3"),
    value("HEATING", "norm_area", "0.0233"),
    value("HEATING", "heating_season", "1"),
    value("WASTE", "norm_year", "2.1"),
  ];
  const world = (more: Partial<BuildingFacts>): BuildingFacts =>
    buildingFacts(PERIOD, {
      premises: [flat(1, "47.5"), flat(2, "33.1")],
      accounts: [account(1), account(2)],
      residents: [...residents(1, 3), ...residents(2, 1)],
      terms: services,
      values,
      ...more,
    });

  it("a reduction never exceeds its charge, and comes in any order of facts and with a trace alike", () => {
    fc.assert(
      fc.property(
        fc.array(someFailure, { maxLength: 6 }),
        fc.array(someAbsence, { maxLength: 4 }),
        (failures, absences) => {
          const { lines } = calculateBuilding(world({ failures, absences }));
          for (const own of Map.groupBy(lines, (of) => `${of.account}|${of.service}`).values()) {
            expect(own.reduce((sum, line) => sum + line.amount, 0n)).toBeGreaterThanOrEqual(0n);
            for (const line of own) if (line.kind === "recalculation") expect(line.amount).toBeLessThan(0n);
            expect(new Set(own.map((line) => `${line.part}|${line.kind}`)).size).toBe(own.length);
          }
          const turned = world({ failures: failures.toReversed(), absences: absences.toReversed() });
          expect(calculateBuilding(turned).lines).toEqual(lines);
          expect(calculateBuilding(turned, { trace: () => new ExplanationTrace() }).lines).toEqual(lines);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("absences in a row add up: two halves take what the whole takes, but for the days between", () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 22 }), (middle) => {
        const at = (n: number): Day => addDays(day("2026-11-01"), n - 1);
        const sum = (absences: readonly AbsenceFacts[]) =>
          linesOf(world({ absences }), 1, "COLD_WATER")
            .filter((line) => line.kind === "recalculation")
            .reduce((total, line) => total - line.volume, 0n);
        const whole = sum([away(at(1), at(30))]);
        const parts = sum([away(at(1), at(middle)), away(at(middle), at(30))]);
        // One day less of 6.935 / 30.
        expect(compare(exact(whole - parts, 1n), exact(231_167n))).toBe(0);
      }),
    );
  });
});

function codeOf(service: number): string {
  const codes: Readonly<Record<number, string>> = {
    20: "COLD_WATER",
    22: "HOT_WATER_WATER",
    23: "HOT_WATER_HEAT",
    24: "SEWERAGE",
    25: "HEATING",
    26: "ELECTRICITY",
    27: "GAS",
    28: "WASTE",
  };
  return codes[service] ?? "COLD_WATER";
}

describe("annex 1", () => {
  it("numbers each standard once, within a line's part, and has no two for one measurement", () => {
    expect(new Set(ANNEX_1.map((of) => of.id)).size).toBe(ANNEX_1.length);
    expect(ANNEX_1.every((of) => of.id >= 1 && of.id <= 99)).toBe(true);
    const supplies: readonly Supply[] = [...new Set(ANNEX_1.map((of) => of.supply))].sort();
    expect(supplies).toEqual([...SUPPLIES].sort());
    for (const [i, a] of ANNEX_1.entries())
      for (const b of ANNEX_1.slice(i + 1)) {
        if (a.supply !== b.supply || a.kind !== b.kind || a.condition !== b.condition) continue;
        const apart =
          (a.measuredTo ?? 10n ** 12n) <= (b.measuredFrom ?? -1n) ||
          (b.measuredTo ?? 10n ** 12n) <= (a.measuredFrom ?? -1n);
        expect(apart, `${a.id} and ${b.id}`).toBe(true);
      }
  });

  it("points to rules that are there, each with its law", () => {
    for (const { rule } of ANNEX_1) expect(QUALITY_RULES[rule]).toBeTypeOf("function");
  });
});
