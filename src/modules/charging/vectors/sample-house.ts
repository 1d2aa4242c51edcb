import { period as periodOf } from "#core/period";
import type { BuildingFacts } from "../model.ts";
import {
  account,
  buildingFacts,
  buildingState,
  flat,
  meter,
  millionths,
  pairOfReadings,
  residents,
  terms,
  value,
} from "./sample-building.ts";

/**
 * An ordinary house of `flats` flats with twelve services, most flats with three meters: what the speed of the
 * calculation is measured on, and the ground that property tests begin from.
 */
export function sampleHouse(flats: number, period = "2026-11"): BuildingFacts {
  const of = periodOf(period);
  const places = Array.from({ length: flats }, (_, i) => i + 1);
  const metered = places.filter((id) => id % 8 !== 0);
  const flatMeters = metered.flatMap((id) => [
    meter(id * 10 + 1, "cold_water", id),
    meter(id * 10 + 2, "hot_water", id),
    meter(id * 10 + 3, "electricity", id),
  ]);
  const readings = metered.flatMap((id) => [
    ...pairOfReadings(id * 10 + 1, of, `${100 + id}.125`, `${104 + id}.875`),
    ...pairOfReadings(id * 10 + 2, of, `${80 + id}.5`, `${83 + id}.071`),
    ...pairOfReadings(id * 10 + 3, of, `${1000 + id}`, `${1170 + id}`),
  ]);
  const buildingMeters = [
    meter(1, "cold_water", undefined),
    meter(2, "hot_water", undefined),
    meter(3, "electricity", undefined),
    meter(4, "heat", undefined),
  ];
  return buildingFacts(period, {
    states: [buildingState({ commonPropertyArea: millionths(String(flats * 6)) })],
    premises: places.map((id) =>
      flat(id, `${30 + (id % 40)}.${id % 10}`, {
        state: { meterInstallable: ["cold_water", "hot_water", "electricity"] },
      }),
    ),
    accounts: places.map((id) => account(id)),
    residents: places.flatMap((id) => residents(id, id % 5)),
    terms: [
      terms("MAINTENANCE", "area"),
      terms("SOI_COLD_WATER", "common_property_meter"),
      terms("SOI_HOT_WATER", "common_property_norm"),
      terms("SOI_ELECTRICITY", "common_property_meter"),
      terms("CAPITAL_REPAIR", "area"),
      terms("COLD_WATER", "individual"),
      terms("HOT_WATER_WATER", "individual"),
      terms("HOT_WATER_HEAT", "hot_water_heat"),
      terms("SEWERAGE", "sewerage_sum"),
      terms("HEATING", "heating_season"),
      terms("ELECTRICITY", "individual"),
      terms("WASTE", "waste_persons"),
    ],
    values: [
      ["MAINTENANCE", "28.15"],
      ["CAPITAL_REPAIR", "14.44"],
      ["SOI_COLD_WATER", "45.27"],
      ["SOI_HOT_WATER", "180"],
      ["SOI_ELECTRICITY", "6.18"],
      ["COLD_WATER", "45.27"],
      ["HOT_WATER_WATER", "45.27"],
      ["HOT_WATER_HEAT", "2150.40"],
      ["SEWERAGE", "34.12"],
      ["HEATING", "2150.40"],
      ["ELECTRICITY", "6.18"],
      ["WASTE", "712.46"],
    ]
      .map(([code = "", rate = ""]) => value(code, "rate", rate))
      .concat([
        value("COLD_WATER", "norm", "4.17"),
        value("COLD_WATER", "multiplier", "3"),
        value("HOT_WATER_WATER", "norm", "3.12"),
        value("HOT_WATER_WATER", "multiplier", "1.5"),
        value("HOT_WATER_HEAT", "heat_per_m3", "0.0651"),
        value("ELECTRICITY", "norm", "96"),
        value("ELECTRICITY", "multiplier", "1.5"),
        value("SOI_HOT_WATER", "norm_common", "0.02"),
        value("SEWERAGE", "norm", "7.29"),
        value("HEATING", "heating_season", "1"),
        value("WASTE", "norm_year", "2.05"),
      ]),
    meters: [...buildingMeters, ...flatMeters],
    readings: [
      ...pairOfReadings(1, of, "0", String(flats * 5)),
      ...pairOfReadings(2, of, "0", String(flats * 3)),
      ...pairOfReadings(3, of, "0", String(flats * 180)),
      ...pairOfReadings(4, of, "0", String(flats)),
      ...readings,
    ],
  });
}
