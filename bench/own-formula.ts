import { day } from "#core/day";
import { type BuildingFacts, calculateBuilding } from "#modules/charging";
import type { CalculationMethod } from "#modules/formulas";
import { SERVICES } from "#modules/tariffs";
import { sampleHouse } from "../src/modules/charging/vectors/sample-house.ts";
import { peakRss, report } from "./measure.ts";

const REPETITIONS = 5;

/**
 * Cold water by a formula of the center's own, with a condition in it, against the law's formula 1: the pure calculation
 * of ordinary houses, the one service alone. The floor is taken before and after.
 */
export function ownFormulaBench(options: { flats: number; houses: number }): void {
  const service = SERVICES.find(({ code }) => code === "COLD_WATER")?.id;
  if (service === undefined) throw new Error("there is no cold water");
  const house = sampleHouse(options.flats);
  const byLaw: BuildingFacts = { ...house, terms: house.terms.filter((of) => of.service === service) };
  const method: CalculationMethod = {
    service,
    level: "city",
    account: 0,
    method: undefined,
    volume: "law",
    missing: "law",
    area: "total",
    rounding: "kopecks",
    from: day("2026-01-01"),
    basis: "bench",
    formula: {
      code: "bench",
      version: 1,
      author: "",
      unit: "m3",
      gives: "money",
      text: "if volume > 3 m3 then 3 m3 * rate + (volume - 3 m3) * rate * 1.1 else volume * rate",
    },
  };
  const own: BuildingFacts = { ...byLaw, methods: [method] };
  // Processor time: another process on the machine takes none of it.
  const once = (facts: BuildingFacts): number => {
    const began = process.cpuUsage();
    for (let i = 0; i < options.houses; i++) calculateBuilding(facts);
    return process.cpuUsage(began).user / 1000;
  };
  for (const facts of [byLaw, own, byLaw, own]) once(facts);
  const floors: number[] = [];
  const values: number[] = [];
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    floors.push(once(byLaw));
    values.push(once(own));
  }
  const isFast = report({
    name: "own-formula",
    size: { flats: options.flats, houses: options.houses },
    floors,
    values,
    most: 1.2,
    goal: 1.1,
    peakRssMiB: peakRss(),
  });
  if (!isFast) process.exitCode = 1;
}
