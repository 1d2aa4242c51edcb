import { type Exact, minus, over, exact, toMillionths, ZERO } from "#core/exact";
import { parsePeriod, type Period } from "#core/period";
import type { Resource } from "#modules/tariffs";
import type { BuildingFacts, CarriedVolume, MeterFacts, PremisesFacts, ReadingFacts } from "../../model.ts";
import { calculateBuilding } from "../../rules/calculate-building.ts";
import {
  account,
  buildingFacts,
  buildingState,
  flat,
  residents,
  service,
  terms,
  value,
} from "../sample-building.ts";
import {
  type Adapter,
  amountOf,
  decimal,
  type Inputs,
  linesOf,
  listIn,
  metered,
  NotSupported,
  periodIn,
  type Results,
  volumeOf,
} from "./inputs.ts";

/** Premises with their meters and readings. */
interface Crowd {
  readonly premises: PremisesFacts[];
  readonly meters: MeterFacts[];
  readonly readings: ReadingFacts[];
}

const crowd = (): Crowd => ({ premises: [], meters: [], readings: [] });

/**
 * The rest of a building: a volume and an area given as sums, spread over so many premises that none of them is
 * above the sanity limit of a dwelling.
 */
export function addOthers(
  to: Crowd,
  of: {
    from: number;
    volume: Exact;
    area: Exact;
    resource: Resource;
    period: Period;
    kind?: PremisesFacts["kind"];
  },
): void {
  const parts = 10;
  for (let i = 0; i < parts; i++) {
    const id = of.from + i;
    const share = (sum: Exact): Exact => {
      const each = toMillionths(over(sum, exact(BigInt(parts))));
      return i < parts - 1
        ? { n: each, d: 1_000_000n }
        : minus(sum, { n: each * BigInt(parts - 1), d: 1_000_000n });
    };
    to.premises.push(
      flat(id, "0", { kind: of.kind ?? "flat", state: { totalArea: toMillionths(share(of.area)) } }),
    );
    const { meters, readings } = metered(id * 10, of.resource, id, of.period, {
      before: ZERO,
      after: share(of.volume),
    });
    to.meters.push(...meters);
    to.readings.push(...readings);
  }
}

export function addOne(
  to: Crowd,
  of: { id: number; volume: Exact; area: Exact; resource: Resource; period: Period },
): void {
  to.premises.push(flat(of.id, "0", { state: { totalArea: toMillionths(of.area) } }));
  const { meters, readings } = metered(of.id * 10, of.resource, of.id, of.period, {
    before: ZERO,
    after: of.volume,
  });
  to.meters.push(...meters);
  to.readings.push(...readings);
}

export function addBuildingMeter(to: Crowd, of: { volume: Exact; resource: Resource; period: Period }): void {
  const { meters, readings } = metered(9_999, of.resource, undefined, of.period, {
    before: ZERO,
    after: of.volume,
  });
  to.meters.push(...meters);
  to.readings.push(...readings);
}

export { crowd };

function odnByMeter(inputs: Inputs, flatKwh: Exact): { common: Exact; total: Exact } {
  const at = periodIn(inputs);
  const of: Crowd = crowd();
  const area = decimal(inputs, "flatAreaM2");
  addOne(of, { id: 1, volume: flatKwh, area, resource: "electricity", period: at });
  const metered = minus(decimal(inputs, "meteredFlatsKwh"), flatKwh);
  const rest = minus(decimal(inputs, "totalAreaM2"), area);
  addOthers(of, { from: 100, volume: metered, area: rest, resource: "electricity", period: at });
  const shops = decimal(inputs, "nonResidentialKwh");
  addOthers(of, { from: 200, volume: shops, area: ZERO, resource: "electricity", period: at, kind: "shop" });
  addBuildingMeter(of, { volume: decimal(inputs, "buildingKwh"), resource: "electricity", period: at });
  of.premises.push(flat(300, "0"));
  const tariff = toMillionths(decimal(inputs, "tariff"));
  const facts = buildingFacts(at, {
    ...of,
    accounts: [account(1), account(300)],
    residents: residents(300, 1),
    terms: [terms("ELECTRICITY", "individual"), terms("ODN_ELECTRICITY", "common_needs")],
    values: [
      value("ELECTRICITY", "rate", "0", { value: tariff }),
      value("ODN_ELECTRICITY", "rate", "0", { value: tariff }),
      value("ELECTRICITY", "norm", "0", { value: toMillionths(decimal(inputs, "unmeteredFlatsKwh")) }),
    ],
  });
  const common = linesOf(facts, 1, "ODN_ELECTRICITY");
  return { common: amountOf(common), total: amountOf([...common, ...linesOf(facts, 1, "ELECTRICITY")]) };
}

/** A flat and the rest of the building's area, without meters. */
function twoPlaces(inputs: Inputs): PremisesFacts[] {
  const area = decimal(inputs, "flatAreaM2");
  const rest = minus(decimal(inputs, "totalAreaM2"), area);
  return [
    flat(1, "0", { state: { totalArea: toMillionths(area) } }),
    flat(2, "0", { state: { totalArea: toMillionths(rest) } }),
  ];
}

function byNorm(
  inputs: Inputs,
  code: string,
  method: "common_needs" | "common_property_norm",
  norm: string,
): Results {
  const facts = buildingFacts(periodIn(inputs), {
    states: [buildingState({ commonPropertyArea: toMillionths(decimal(inputs, "commonPropertyAreaM2")) })],
    premises: twoPlaces(inputs),
    accounts: [account(1)],
    terms: [terms(code, method)],
    values: [
      value(code, "rate", "0", { value: toMillionths(decimal(inputs, "tariff")) }),
      value(code, "norm_common", "0", { value: toMillionths(decimal(inputs, norm)) }),
    ],
  });
  const lines = linesOf(facts, 1, code);
  return { volumeKwh: volumeOf(lines), volumeM3: volumeOf(lines), charge: amountOf(lines) };
}

function soi(
  inputs: Inputs,
  of: {
    period: Period;
    building: Exact;
    residential: Exact;
    nonResidential: Exact;
    carried: readonly CarriedVolume[];
  },
): BuildingFacts {
  const { period } = of;
  const place = crowd();
  const area = decimal(inputs, "flatAreaM2");
  const rest = minus(decimal(inputs, "totalAreaM2"), area);
  addOne(place, { id: 1, volume: ZERO, area, resource: "cold_water", period });
  addOthers(place, { from: 100, volume: of.residential, area: rest, resource: "cold_water", period });
  addOthers(place, {
    from: 200,
    volume: of.nonResidential,
    area: ZERO,
    resource: "cold_water",
    period,
    kind: "shop",
  });
  addBuildingMeter(place, { volume: of.building, resource: "cold_water", period });
  return buildingFacts(period, {
    ...place,
    accounts: [account(1)],
    terms: [terms("SOI_COLD_WATER", "common_property_meter")],
    values: [value("SOI_COLD_WATER", "rate", "0", { value: toMillionths(decimal(inputs, "tariff")) })],
    carried: of.carried,
  });
}

const soiAdapters: readonly Adapter[] = [
  {
    area: "common-property-resource",
    needs: ["buildingM3", "residentialM3", "nonResidentialM3", "flatAreaM2", "totalAreaM2", "tariff"],
    run: (inputs) => {
      const facts = soi(inputs, {
        period: periodIn(inputs),
        building: decimal(inputs, "buildingM3"),
        residential: decimal(inputs, "residentialM3"),
        nonResidential: decimal(inputs, "nonResidentialM3"),
        carried: [],
      });
      const lines = linesOf(facts, 1, "SOI_COLD_WATER");
      return { volumeM3: volumeOf(lines), charge: amountOf(lines) };
    },
  },
  {
    area: "common-property-resource",
    needs: ["periods", "totalAreaM2", "flatAreaM2", "tariff"],
    run: (inputs) => {
      const results: Record<string, Exact> = {};
      let carried: readonly CarriedVolume[] = [];
      for (const month of listIn(inputs, "periods")) {
        const period = parsePeriod(String(month["period"]));
        if (!period) throw new NotSupported("periods name months");
        const facts = soi(inputs, {
          period,
          building: decimal(month, "buildingM3"),
          residential: decimal(month, "sumOfPremisesM3"),
          nonResidential: ZERO,
          carried,
        });
        const charges = calculateBuilding(facts);
        const lines = charges.lines.filter((line) => line.service === service("SOI_COLD_WATER"));
        const name = MONTHS[Number(period.slice(5)) - 1] ?? "";
        results[`${name}Charge`] = amountOf(lines);
        results[`${name}VolumeM3`] = volumeOf(lines);
        ({ carried } = charges);
      }
      return results;
    },
  },
  {
    area: "common-property-resource",
    needs: ["normM3PerM2", "commonPropertyAreaM2", "flatAreaM2", "totalAreaM2", "tariff"],
    run: (inputs) => byNorm(inputs, "SOI_COLD_WATER", "common_property_norm", "normM3PerM2"),
  },
];

const MONTHS = "january february march april may june july august september october november december".split(
  " ",
);

export const commonAdapters: readonly Adapter[] = [
  {
    area: "common-needs",
    needs: [
      "buildingKwh",
      "nonResidentialKwh",
      "unmeteredFlatsKwh",
      "meteredFlatsKwh",
      "flatAreaM2",
      "totalAreaM2",
      "tariff",
      "flatKwh",
    ],
    run: (inputs) => {
      const { common, total } = odnByMeter(inputs, decimal(inputs, "flatKwh"));
      return {
        commonCharge: common,
        totalCharge: total,
        totalIfFlatKwhIsZero: odnByMeter(inputs, ZERO).total,
      };
    },
  },
  {
    area: "common-needs",
    needs: ["normKwhPerM2", "commonPropertyAreaM2", "flatAreaM2", "totalAreaM2", "tariff"],
    run: (inputs) => byNorm(inputs, "ODN_ELECTRICITY", "common_needs", "normKwhPerM2"),
  },
  ...soiAdapters,
];
