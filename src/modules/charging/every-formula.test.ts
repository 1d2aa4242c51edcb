import { readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import type { ServiceId } from "#core/ids";
import { ANNEX_1 } from "#modules/metering";
import { METHODS, type Method } from "#modules/tariffs";
import { lawWords } from "./law-words.ts";
import { type BuildingCharges, type BuildingFacts, type FormulaCode, FORMULAS } from "./model.ts";
import { STEPS } from "./penalties/model.ts";
import { FORMULA_OF_STEPS } from "./penalties/penalty-lines.ts";
import { calculateBuilding } from "./rules/calculate-building.ts";
import { QUALITY_RULES } from "./rules/quality.ts";
import { FORMULA_VECTORS, type FormulaVector } from "./vectors/formula-vectors.ts";
import { service } from "./vectors/sample-building.ts";
import { CHARGING_VECTOR_PREFIXES, runVectors } from "./vectors.ts";

/*
 * Every rule in force leads to a formula with a citation, and every formula to a vector that proves it. What a vector
 * proves is watched, not declared: a shared vector proves the formulas of the lines whose money it compares.
 */
const watched = vi.hoisted(() => ({ formulas: new Set<string>(), methods: new Set<string>() }));
vi.mock("./vectors/adapters/inputs.ts", async (original) => {
  const real = await original<typeof import("./vectors/adapters/inputs.ts")>();
  const amountOf: typeof real.amountOf = (lines, kind) => {
    for (const line of lines)
      if (line.amount !== 0n && (kind === undefined || line.kind === kind))
        watched.formulas.add(line.formula);
    return real.amountOf(lines, kind);
  };
  return { ...real, amountOf };
});
vi.mock("./rules/calculate-building.ts", async (original) => {
  const real = await original<typeof import("./rules/calculate-building.ts")>();
  const watchedCalculation: typeof real.calculateBuilding = (facts, options) => {
    const charges = real.calculateBuilding(facts, options);
    for (const method of methodsWithMoney(facts, charges)) watched.methods.add(method);
    return charges;
  };
  return { ...real, calculateBuilding: watchedCalculation };
});

function methodsWithMoney(facts: BuildingFacts, { lines }: BuildingCharges): Method[] {
  const charged = new Set<ServiceId>(lines.flatMap((line) => (line.amount === 0n ? [] : [line.service])));
  return facts.terms.flatMap((of) => (charged.has(of.service) ? [of.method] : []));
}

/** The formulas by which a method charges; what chooses among them is the facts. */
const FORMULAS_OF_METHOD: Readonly<Record<Method, readonly FormulaCode[]>> = {
  area: ["area"],
  fixed: ["fixed"],
  individual: ["1", "1.average", "1.average_broken", "1.ranges", "4", "4.missing", "4(1)", "7", "23.water"],
  individual_social_norm: ["1.social_norm"],
  hot_water_heat: ["23.heat"],
  hot_water_made: ["20"],
  sewerage_sum: ["sewerage"],
  heating_season: ["2", "2(3)", "3", "3(1)", "3(3)"],
  heating_even_year: ["2(1)", "2(4)", "3(2)", "3(4)", "3(5)"],
  heating_made: ["18"],
  waste_persons: ["9(1)"],
  waste_area: ["9(2)"],
  gas: ["gas"],
  common_needs: ["10", "15", "17", "47"],
  common_property_meter: ["soi.meter"],
  common_property_norm: ["soi.norm"],
};
/** What lowers or raises a charge that is there: by accepted facts, by late payment, by the center's own text. */
const AFTER_THE_METHOD: readonly FormulaCode[] = [
  "absence",
  "absence.waste",
  "quality.hours",
  "quality.days",
  "quality.degrees",
  "quality.no_charge",
  "quality.as_cold",
  "quality.unsupplied",
  "benefit",
  "own",
  ...new Set(Object.values(FORMULA_OF_STEPS)),
];
const ALL = Object.keys(FORMULAS) as FormulaCode[];

const file: { vectors: { id: string }[] } = JSON.parse(
  readFileSync(new URL("./vectors/charge-vectors.json", import.meta.url), "utf8"),
);
const prefixes: readonly string[] = CHARGING_VECTOR_PREFIXES;

/** The formulas whose money the shared vectors compare; a vector that fails proves nothing. */
function provedByShared(vectors: readonly { id: string }[]): Set<string> {
  const proved = new Set<string>();
  for (const vector of vectors.filter(({ id }) => prefixes.includes(id.split("-")[0] ?? ""))) {
    watched.formulas.clear();
    if (runVectors({ vectors: [vector] })[0]?.ok) for (const formula of watched.formulas) proved.add(formula);
  }
  return proved;
}

const dueOf = ({ facts, formula, service: code }: FormulaVector): bigint => {
  const { lines, corrections, penalties } = calculateBuilding(facts);
  return [...lines, ...corrections, ...penalties.map(({ line }) => line)]
    .filter((line) => line.account === 1 && line.service === service(code) && line.formula === formula)
    .reduce((sum, line) => sum + line.amount, 0n);
};

const unproved = (vectors: readonly { id: string }[], own: readonly FormulaVector[]): FormulaCode[] => {
  const proved = provedByShared(vectors);
  for (const vector of own) if (dueOf(vector) === vector.due) proved.add(vector.formula);
  return ALL.filter((formula) => !proved.has(formula));
};

describe("a formula's own vectors", () => {
  it.each(FORMULA_VECTORS.map((vector) => [vector.formula, vector.title, vector] as const))(
    "%s: %s",
    (_formula, _title, vector) => {
      expect(dueOf(vector), vector.arithmetic).toBe(vector.due);
      expect(vector.due).not.toBe(0n);
      expect(vector.law.length).toBeGreaterThan(10);
    },
  );
});

describe("every formula", () => {
  it("has a vector, shared or its own", () => {
    expect(unproved(file.vectors, FORMULA_VECTORS)).toEqual([]);
  });

  it("without its vector is found out, and so is one whose vector fails", () => {
    const less = file.vectors.filter(({ id }) => id !== "GAS-01");
    expect(unproved(less, FORMULA_VECTORS)).toEqual(["gas"]);
    const wrong = FORMULA_VECTORS.map((of) => (of.formula === "18" ? { ...of, due: of.due + 1n } : of));
    expect(unproved(file.vectors, wrong)).toEqual(["18"]);
    expect(
      unproved(
        file.vectors,
        FORMULA_VECTORS.filter((of) => of.formula !== "3(5)"),
      ),
    ).toEqual(["3(5)"]);
  });

  it("is what some rule in force leads to, and every rule leads to one", () => {
    const led = new Set<FormulaCode>([...Object.values(FORMULAS_OF_METHOD).flat(), ...AFTER_THE_METHOD]);
    expect(ALL.filter((formula) => !led.has(formula))).toEqual([]);
    for (const method of METHODS) expect(FORMULAS_OF_METHOD[method].length, method).toBeGreaterThan(0);
    for (const steps of STEPS) expect(ALL).toContain(FORMULA_OF_STEPS[steps]);
    for (const standard of ANNEX_1) {
      const { formula } = QUALITY_RULES[standard.rule]({ spans: [], standard, daysInMonth: 30 });
      expect(ALL, `annex 1, ${standard.id}`).toContain(formula);
      expect(standard.clause, `annex 1, ${standard.id}`).toMatch(/^п\. \d+$/);
    }
  });

  it("cites what it rests on: an act with its place, a contract, or the center's own text", () => {
    for (const formula of ALL) {
      const { law, text } = FORMULAS[formula];
      expect(law, formula).toMatch(/^(ПП РФ \d+, .*\d|ЖК РФ ст\. \d+|\d+-ФЗ ст\. \d+|contract$|формула )/);
      expect(text, formula).toMatch(/^P = ./);
      for (const language of ["ru", "en"] as const)
        expect(lawWords(formula, language).meaning.length, formula).toBeGreaterThan(20);
    }
  });
});

describe("every method in force", () => {
  it("charged money in some vector", () => {
    watched.methods.clear();
    expect(unproved(file.vectors, FORMULA_VECTORS)).toEqual([]);
    expect(METHODS.filter((method) => !watched.methods.has(method))).toEqual([]);
  });
});
