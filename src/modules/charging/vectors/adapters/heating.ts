import { type Exact, minus, plus, times, toMillionths, ZERO } from "#core/exact";
import { period, periodsFrom } from "#core/period";
import type { DatedValue, Method } from "#modules/tariffs";
import type { BuildingFacts } from "../../model.ts";
import { correctHeatingYear } from "../../rules/heating-year.ts";
import {
  account,
  buildingFacts,
  buildingState,
  flat,
  meter,
  reading,
  terms,
  value,
} from "../sample-building.ts";
import { addBuildingMeter, addOne, addOthers, crowd } from "./common.ts";
import {
  type Adapter,
  amountOf,
  decimal,
  type Inputs,
  linesOf,
  listIn,
  periodIn,
  type Results,
  volumeOf,
} from "./inputs.ts";

const AREA = "heating";
const FLAT_AREA = { n: 50n, d: 1n };

function heated(
  inputs: Inputs,
  more: Partial<BuildingFacts>,
  values: readonly DatedValue[] = [],
  method: Method = "heating_season",
): BuildingFacts {
  const common =
    "commonPropertyAreaM2" in inputs ? toMillionths(decimal(inputs, "commonPropertyAreaM2")) : 0n;
  return buildingFacts(periodIn(inputs), {
    states: [buildingState({ commonPropertyArea: common })],
    terms: [terms("HEATING", method)],
    values: [
      value("HEATING", "heating_season", "1"),
      value("HEATING", "rate", "0", { value: toMillionths(decimal(inputs, "heatTariff")) }),
      ...values,
    ],
    ...more,
  });
}

function result(facts: BuildingFacts, of: number): { volume: Exact; charge: Exact } {
  const lines = linesOf(facts, of, "HEATING");
  return { volume: volumeOf(lines), charge: amountOf(lines) };
}

function byNorm(inputs: Inputs, method: Method, values: readonly DatedValue[]): Results {
  const premises = [flat(1, "0", { state: { totalArea: toMillionths(decimal(inputs, "areaM2")) } })];
  const { volume, charge } = result(heated(inputs, { premises, accounts: [account(1)] }, values, method), 1);
  return { volumeGcal: volume, charge };
}

/** An ordinary flat, one like it on its own boiler, and the rest of both kinds. */
function byBuildingMeter(inputs: Inputs): Results {
  const place = crowd();
  const area = decimal(inputs, "flatAreaM2");
  const disconnected = decimal(inputs, "disconnectedAreaM2");
  const hasDisconnected = disconnected.n > 0n;
  const states = (of: Exact, heating: "central" | "own") => ({
    state: { totalArea: toMillionths(of), heating },
  });
  place.premises.push(flat(1, "0", states(area, "central")));
  const others = minus(minus(decimal(inputs, "totalAreaM2"), disconnected), area);
  place.premises.push(flat(3, "0", states(others, "central")));
  if (hasDisconnected) {
    place.premises.push(flat(2, "0", states(area, "own")));
    place.premises.push(flat(4, "0", states(minus(disconnected, area), "own")));
  }
  addBuildingMeter(place, {
    volume: decimal(inputs, "buildingGcal"),
    resource: "heat",
    period: periodIn(inputs),
  });
  const facts = heated(inputs, {
    ...place,
    accounts: hasDisconnected ? [account(1), account(2)] : [account(1)],
  });
  const ordinary = result(facts, 1);
  const apart = hasDisconnected ? result(facts, 2) : { volume: ZERO, charge: ZERO };
  return {
    volumeGcal: ordinary.volume,
    charge: ordinary.charge,
    ordinaryFlatCharge: ordinary.charge,
    ordinaryVolumeGcal: ordinary.volume,
    disconnectedFlatCharge: apart.charge,
    disconnectedVolumeGcal: apart.volume,
  };
}

export const heatingAdapters: readonly Adapter[] = [
  {
    area: AREA,
    needs: ["areaM2", "normGcalPerM2Month", "heatTariff"],
    run: (inputs) =>
      byNorm(inputs, "heating_season", [
        value("HEATING", "norm_area", "0", { value: toMillionths(decimal(inputs, "normGcalPerM2Month")) }),
      ]),
  },
  {
    area: AREA,
    needs: ["areaM2", "seasonNormGcalPerM2Month", "heatingMonths", "heatTariff"],
    run: (inputs) =>
      byNorm(inputs, "heating_even_year", [
        value("HEATING", "norm_area", "0", {
          value: toMillionths(decimal(inputs, "seasonNormGcalPerM2Month")),
        }),
        value("HEATING", "heating_months", "0", { value: toMillionths(decimal(inputs, "heatingMonths")) }),
      ]),
  },
  {
    area: AREA,
    needs: [
      "buildingGcal",
      "totalAreaM2",
      "commonPropertyAreaM2",
      "disconnectedAreaM2",
      "flatAreaM2",
      "heatTariff",
    ],
    run: byBuildingMeter,
  },
  {
    area: AREA,
    needs: [
      "buildingGcal",
      "totalAreaM2",
      "commonPropertyAreaM2",
      "disconnectedAreaM2",
      "metered",
      "unmeteredAreaM2",
      "heatTariff",
    ],
    run: (inputs) => {
      const at = periodIn(inputs);
      const place = crowd();
      let sum = ZERO;
      for (const [i, of] of listIn(inputs, "metered").entries()) {
        addOne(place, {
          id: 1 + i,
          volume: decimal(of, "gcal"),
          area: decimal(of, "areaM2"),
          resource: "heat",
          period: at,
        });
        sum = plus(sum, decimal(of, "areaM2"));
      }
      // The vector speaks of an unmetered flat of fifty m²; the rest of that area is another flat.
      const rest = minus(decimal(inputs, "unmeteredAreaM2"), FLAT_AREA);
      place.premises.push(flat(500, "50"), flat(501, "0", { state: { totalArea: toMillionths(rest) } }));
      addBuildingMeter(place, { volume: decimal(inputs, "buildingGcal"), resource: "heat", period: at });
      const facts = heated(inputs, { ...place, accounts: [account(1), account(500)] });
      const metered = result(facts, 1);
      const unmetered = result(facts, 500);
      return {
        meteredFlatCharge: metered.charge,
        meteredVolumeGcal: metered.volume,
        unmeteredFlatCharge: unmetered.charge,
        unmeteredVolumeGcal: unmetered.volume,
      };
    },
  },
  {
    area: AREA,
    needs: ["buildingGcal", "sumOfIndividualGcal", "flatGcal", "flatAreaM2", "totalAreaM2", "heatTariff"],
    run: (inputs) => {
      const at = periodIn(inputs);
      const place = crowd();
      const own = decimal(inputs, "flatGcal");
      const area = decimal(inputs, "flatAreaM2");
      addOne(place, { id: 1, volume: own, area, resource: "heat", period: at });
      const volume = minus(decimal(inputs, "sumOfIndividualGcal"), own);
      addOthers(place, {
        from: 100,
        volume,
        area: minus(decimal(inputs, "totalAreaM2"), area),
        resource: "heat",
        period: at,
      });
      addBuildingMeter(place, { volume: decimal(inputs, "buildingGcal"), resource: "heat", period: at });
      const { volume: found, charge } = result(heated(inputs, { ...place, accounts: [account(1)] }), 1);
      return { volumeGcal: found, charge };
    },
  },
  {
    area: AREA,
    needs: [
      "flatAreaM2",
      "totalAreaM2",
      "monthlyAverageGcalPerM2",
      "tariffH1",
      "tariffH2",
      "buildingGcalH1",
      "buildingGcalH2",
    ],
    run: yearOfEvenPayments,
  },
];

/**
 * A year paid evenly by the building's average month of the year before, then held against what its meter counted. The
 * meter counts each half-year's heat in one month of it: how it is spread inside a half-year makes no difference.
 */
function yearOfEvenPayments(inputs: Inputs): Results {
  const area = decimal(inputs, "flatAreaM2");
  const total = decimal(inputs, "totalAreaM2");
  const average = times(times(decimal(inputs, "monthlyAverageGcalPerM2"), total), { n: 12n, d: 1n });
  const [first, second] = ["tariffH1", "tariffH2"].map((name) => toMillionths(decimal(inputs, name)));
  let shown = ZERO;
  const counted = (on: string, more: Exact) => {
    shown = plus(shown, more);
    return reading(900, on, "0", { value: toMillionths(shown) });
  };
  const readings = [counted("2023-12-25", ZERO), counted("2024-12-25", average)];
  const months = [...periodsFrom(period("2025-01"), period("2025-12"))];
  for (const month of months) {
    const half = month === "2025-01" ? "buildingGcalH1" : month === "2025-12" ? "buildingGcalH2" : undefined;
    readings.push(counted(`${month}-25`, half ? decimal(inputs, half) : ZERO));
  }
  const facts = months.map((month) =>
    buildingFacts(month, {
      terms: [terms("HEATING", "heating_even_year")],
      premises: [
        flat(1, "0", { state: { totalArea: toMillionths(area) } }),
        flat(2, "0", { state: { totalArea: toMillionths(minus(total, area)) } }),
      ],
      accounts: [account(1), account(2)],
      meters: [meter(900, "heat", undefined)],
      readings: readings.filter((of) => of.takenOn <= `${month}-25`),
      values: [
        value("HEATING", "heating_season", "1"),
        value("HEATING", "rate", "0", { value: (month < "2025-07" ? first : second) ?? 0n }),
      ],
    }),
  );
  const billed = facts.flatMap((of) =>
    linesOf(of, 1, "HEATING").map((line) => ({ ...line, period: of.period })),
  );
  const { lines } = correctHeatingYear({ months: facts, billed });
  const correction = amountOf(lines.filter((line) => line.account === 1));
  return { billed: amountOf(billed), actual: plus(amountOf(billed), correction), correction };
}
