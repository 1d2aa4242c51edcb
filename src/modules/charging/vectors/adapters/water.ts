import { addDays, type Day } from "#core/day";
import { type Exact, exact, minus, plus, toMillionths, ZERO } from "#core/exact";
import { addMonths, daysIn, endDay, firstDay, type Period, previous } from "#core/period";
import type { DatedValue } from "#modules/tariffs";
import type { BuildingFacts, ChargeLine, ResidentFacts } from "../../model.ts";
import { personsOfMonth } from "../../rules/persons.ts";
import {
  account,
  buildingFacts,
  flat,
  meter,
  reading,
  resident,
  residents,
  terms,
  value,
} from "../sample-building.ts";
import {
  type Adapter,
  amountOf,
  dayIn,
  decimal,
  type Inputs,
  linesOf,
  listIn,
  metered,
  NotSupported,
  number,
  periodIn,
  type Results,
  volumeOf,
  wholeNumber,
} from "./inputs.ts";

const dated = (
  code: string,
  parameter: DatedValue["parameter"],
  of: Exact,
  more: Partial<DatedValue> = {},
): DatedValue => value(code, parameter, "0", { value: toMillionths(of), ...more });

function water(inputs: Inputs, more: Partial<BuildingFacts>, installable = false): BuildingFacts {
  const values: DatedValue[] = [];
  if ("tariff" in inputs) values.push(dated("COLD_WATER", "rate", decimal(inputs, "tariff")));
  if ("normM3PerPerson" in inputs)
    values.push(dated("COLD_WATER", "norm", decimal(inputs, "normM3PerPerson")));
  if ("multiplier" in inputs) values.push(dated("COLD_WATER", "multiplier", decimal(inputs, "multiplier")));
  return buildingFacts(periodIn(inputs), {
    premises: [flat(1, "50", { state: { meterInstallable: installable ? ["cold_water"] : [] } })],
    accounts: [account(1, 1, { state: { owners: 0 } })],
    terms: [terms("COLD_WATER", "individual")],
    ...more,
    values: [...values, ...(more.values ?? [])],
  });
}

const charged = (lines: readonly ChargeLine[]): Results => ({
  volumeM3: volumeOf(lines),
  charge: amountOf(lines),
  method: METHOD_WORDS[lines[0]?.basis ?? "area"] ?? "",
  multiplier: lines.some((line) => line.kind === "excess") ? "applied" : "1",
});

const METHOD_WORDS: Partial<Record<ChargeLine["basis"], string>> = {
  average: "AVERAGE",
  norm: "NORM",
  meter: "METER",
};

const cold = (facts: BuildingFacts): readonly ChargeLine[] => linesOf(facts, 1, "COLD_WATER");

const coldAdapters: readonly Adapter[] = [
  {
    area: "cold-water",
    needs: ["prev", "curr", "tariff"],
    may: ["period"],
    run: (inputs) =>
      charged(
        cold(
          water(
            inputs,
            metered(1, "cold_water", 1, periodIn(inputs), {
              before: decimal(inputs, "prev"),
              after: decimal(inputs, "curr"),
            }),
          ),
        ),
      ),
  },
  {
    area: "cold-water",
    needs: ["prev", "curr", "tariff", "integerDigits", "rolloverConfirmed"],
    run: (inputs) => {
      const at = periodIn(inputs);
      const readings = [
        { ...reading(1, `${previous(at)}-24`, "0"), value: toMillionths(decimal(inputs, "prev")) },
        {
          ...reading(1, `${at}-24`, "0", {
            mark: inputs["rolloverConfirmed"] === true ? "rollover" : "regular",
          }),
          value: toMillionths(decimal(inputs, "curr")),
        },
      ];
      const meters = [meter(1, "cold_water", 1, { integerDigits: wholeNumber(inputs, "integerDigits") })];
      return charged(cold(water(inputs, { meters, readings })));
    },
  },
  {
    area: "cold-water",
    needs: ["old", "new", "tariff"],
    run: (inputs) => {
      const at = periodIn(inputs);
      const replaced = `${at}-14` as Day;
      const part = (name: string, of: string) =>
        toMillionths(number((inputs[name] as Inputs | undefined)?.[of], `${name}.${of}`));
      return charged(
        cold(
          water(inputs, {
            meters: [
              meter(1, "cold_water", 1, { removed: replaced }),
              meter(2, "cold_water", 1, { installed: replaced }),
            ],
            readings: [
              { ...reading(1, `${previous(at)}-24`, "0"), value: part("old", "prev") },
              { ...reading(1, replaced, "0", { mark: "closing" }), value: part("old", "closing") },
              { ...reading(2, replaced, "0", { mark: "opening" }), value: part("new", "opening") },
              { ...reading(2, `${at}-24`, "0"), value: part("new", "curr") },
            ],
          }),
        ),
      );
    },
  },
  {
    area: "cold-water",
    needs: ["last6MonthsM3", "missingPeriodIndex", "tariff"],
    run: (inputs) => charged(cold(water(inputs, silent(inputs, months(inputs))))),
  },
  {
    area: "cold-water",
    needs: ["missingPeriodIndex", "reason", "residents", "normM3PerPerson", "tariff"],
    run: (inputs) => {
      if (inputs["reason"] !== "READING_NOT_SUBMITTED")
        throw new NotSupported(`reason ${String(inputs["reason"])}`);
      const six = Array.from({ length: 6 }, () => exact(5n));
      const people = residents(1, wholeNumber(inputs, "residents"));
      return charged(cold(water(inputs, { ...silent(inputs, six), residents: people }, true)));
    },
  },
  {
    area: "cold-water",
    needs: ["residents", "normM3PerPerson", "tariff", "multiplier"],
    may: ["period"],
    run: (inputs) => {
      const lines = cold(water(inputs, { residents: residents(1, wholeNumber(inputs, "residents")) }, true));
      return {
        baseCharge: amountOf(lines, "charge"),
        multiplierCharge: amountOf(lines, "excess"),
        totalCharge: amountOf(lines),
        volumeM3: volumeOf(lines),
      };
    },
  },
  {
    area: "cold-water",
    needs: ["residents", "owners", "normM3PerPerson", "tariff", "meterInstallable"],
    may: ["period"],
    run: (inputs) => {
      const owners = wholeNumber(inputs, "owners");
      const count = wholeNumber(inputs, "residents");
      const daysInMonth = daysIn(periodIn(inputs));
      const facts = water(
        inputs,
        { residents: residents(1, count), accounts: [account(1, 1, { state: { owners } })] },
        inputs["meterInstallable"] === true,
      );
      const residentDays = Array.from({ length: count }, () => daysInMonth);
      return { persons: personsOfMonth({ residentDays, owners, daysInMonth }), ...charged(cold(facts)) };
    },
  },
  {
    area: "cold-water",
    needs: ["period", "residents", "normM3PerPerson", "tariffs"],
    run: (inputs) => {
      const rates = listIn(inputs, "tariffs").map((of) => ({
        from: dayIn(of, "from"),
        rate: decimal(of, "value"),
      }));
      const values = rates.map(({ from, rate }, i) =>
        dated("COLD_WATER", "rate", rate, { from, to: rates[i + 1]?.from }),
      );
      return charged(
        cold(water(inputs, { values, residents: residents(1, wholeNumber(inputs, "residents")) })),
      );
    },
  },
  {
    area: "cold-water",
    needs: ["period", "residentDays", "normM3PerPerson", "tariff"],
    run: (inputs) => {
      const at = periodIn(inputs);
      const days = inputs["residentDays"];
      if (!Array.isArray(days)) throw new NotSupported("residentDays is not a list");
      const residentDays = days.map((of: unknown) =>
        Number(toMillionths(number(of, "residentDays")) / 1_000_000n),
      );
      const people: ResidentFacts[] = residentDays.map((lived) => resident(1, addDays(endDay(at), -lived)));
      return {
        averagePersons: personsOfMonth({ residentDays, owners: 0, daysInMonth: daysIn(at) }),
        ...charged(cold(water(inputs, { residents: people }))),
      };
    },
  },
];

function months(inputs: Inputs): Exact[] {
  const given = inputs["last6MonthsM3"];
  if (!Array.isArray(given)) throw new NotSupported("last6MonthsM3 is not a list");
  return given.map((of: unknown) => number(of, "last6MonthsM3"));
}

/** A meter that counted these months and has not been read since; this is the n-th period without a reading. */
function silent(inputs: Inputs, volumes: readonly Exact[]): Pick<BuildingFacts, "meters" | "readings"> {
  const last = addMonths(periodIn(inputs), -wholeNumber(inputs, "missingPeriodIndex"));
  const first: Period = addMonths(last, -volumes.length);
  let sum = exact(100n);
  const readings = [reading(1, addDays(firstDay(first), 23), "100")];
  for (const [i, volume] of volumes.entries()) {
    sum = plus(sum, volume);
    readings.push({
      ...reading(1, addDays(firstDay(addMonths(first, i + 1)), 23), "0"),
      value: toMillionths(sum),
    });
  }
  return { meters: [meter(1, "cold_water", 1)], readings };
}

const sewerageAdapter: Adapter = {
  area: "sewerage",
  needs: ["coldM3", "hotM3", "tariff"],
  run: (inputs) => {
    const at = periodIn(inputs);
    const coldWater = metered(1, "cold_water", 1, at, { before: ZERO, after: decimal(inputs, "coldM3") });
    const hotWater = metered(2, "hot_water", 1, at, { before: ZERO, after: decimal(inputs, "hotM3") });
    const facts = buildingFacts(at, {
      premises: [flat(1, "50")],
      accounts: [account(1)],
      terms: [terms("SEWERAGE", "sewerage_sum")],
      values: [dated("SEWERAGE", "rate", decimal(inputs, "tariff"))],
      meters: [...coldWater.meters, ...hotWater.meters],
      readings: [...coldWater.readings, ...hotWater.readings],
    });
    return charged(linesOf(facts, 1, "SEWERAGE"));
  },
};

const twoComponents = [terms("HOT_WATER_WATER", "individual"), terms("HOT_WATER_HEAT", "hot_water_heat")];

const hotAdapters: readonly Adapter[] = [
  {
    area: "hot-water",
    needs: ["volumeM3", "heatNormGcalPerM3", "coldWaterTariff", "heatTariff"],
    run: (inputs) => {
      const at = periodIn(inputs);
      const facts = buildingFacts(at, {
        premises: [flat(1, "50")],
        accounts: [account(1)],
        terms: twoComponents,
        values: [
          dated("HOT_WATER_WATER", "rate", decimal(inputs, "coldWaterTariff")),
          dated("HOT_WATER_HEAT", "rate", decimal(inputs, "heatTariff")),
          dated("HOT_WATER_HEAT", "heat_per_m3", decimal(inputs, "heatNormGcalPerM3")),
        ],
        ...metered(1, "hot_water", 1, at, { before: ZERO, after: decimal(inputs, "volumeM3") }),
      });
      const waterLines = linesOf(facts, 1, "HOT_WATER_WATER");
      const heatLines = linesOf(facts, 1, "HOT_WATER_HEAT");
      return {
        heatGcal: volumeOf(heatLines),
        waterCharge: amountOf(waterLines),
        heatCharge: amountOf(heatLines),
        charge: amountOf([...waterLines, ...heatLines]),
      };
    },
  },
  {
    area: "hot-water",
    needs: ["residents", "normM3PerPerson", "coldWaterTariff", "heatingPerM3", "multiplier"],
    run: (inputs) => {
      // The roubles for heating one m³ are given whole: one unit of heat a m³, at that rate.
      const facts = buildingFacts(periodIn(inputs), {
        premises: [flat(1, "50", { state: { meterInstallable: ["hot_water"] } })],
        accounts: [account(1)],
        residents: residents(1, wholeNumber(inputs, "residents")),
        terms: twoComponents,
        values: [
          dated("HOT_WATER_WATER", "rate", decimal(inputs, "coldWaterTariff")),
          dated("HOT_WATER_WATER", "norm", decimal(inputs, "normM3PerPerson")),
          dated("HOT_WATER_WATER", "multiplier", decimal(inputs, "multiplier")),
          dated("HOT_WATER_HEAT", "rate", decimal(inputs, "heatingPerM3")),
          dated("HOT_WATER_HEAT", "heat_per_m3", exact(1n)),
        ],
      });
      const waterLines = linesOf(facts, 1, "HOT_WATER_WATER");
      const heatLines = linesOf(facts, 1, "HOT_WATER_HEAT");
      return {
        waterCharge: amountOf(waterLines, "charge"),
        heatCharge: amountOf(heatLines),
        multiplierCharge: amountOf(waterLines, "excess"),
        charge: amountOf([...waterLines, ...heatLines]),
      };
    },
  },
  {
    area: "hot-water",
    needs: [
      "heatForHotWaterGcal",
      "heatTariff",
      "hotWaterVolumeM3Building",
      "coldWaterTariff",
      "flatVolumeM3",
    ],
    run: (inputs) => {
      const at = periodIn(inputs);
      const building = metered(9, "hot_water", undefined, at, {
        before: ZERO,
        after: decimal(inputs, "hotWaterVolumeM3Building"),
      });
      const heat = metered(9, "hot_water", undefined, at, {
        before: ZERO,
        after: decimal(inputs, "heatForHotWaterGcal"),
        scale: 1,
      });
      const own = metered(1, "hot_water", 1, at, { before: ZERO, after: decimal(inputs, "flatVolumeM3") });
      const facts = buildingFacts(at, {
        premises: [flat(1, "50")],
        accounts: [account(1)],
        terms: [terms("HOT_WATER", "hot_water_made")],
        values: [
          dated("COLD_WATER", "rate", decimal(inputs, "coldWaterTariff")),
          dated("HEATING", "rate", decimal(inputs, "heatTariff")),
        ],
        meters: [...building.meters, ...own.meters],
        readings: [...building.readings, ...heat.readings, ...own.readings],
      });
      const lines = linesOf(facts, 1, "HOT_WATER");
      const price = { n: lines[0]?.rate ?? 0n, d: 1_000_000n };
      return { pricePerM3: price, charge: amountOf(lines), volumeM3: minus(volumeOf(lines), ZERO) };
    },
  },
];

const gasAdapter: Adapter = {
  area: "gas",
  needs: ["areaM2", "residents", "normHeatM3PerM2", "normStoveM3PerPerson", "tariff"],
  run: (inputs) => {
    const facts = buildingFacts(periodIn(inputs), {
      premises: [
        flat(1, "0", {
          state: { totalArea: toMillionths(decimal(inputs, "areaM2")), heating: "own", stove: "gas" },
        }),
      ],
      accounts: [account(1, 1, { state: { owners: 0 } })],
      residents: residents(1, wholeNumber(inputs, "residents")),
      terms: [terms("GAS", "gas")],
      values: [
        dated("GAS", "rate", decimal(inputs, "tariff")),
        dated("GAS", "norm_stove", decimal(inputs, "normStoveM3PerPerson")),
        dated("GAS", "norm_heating", decimal(inputs, "normHeatM3PerM2")),
      ],
    });
    return charged(linesOf(facts, 1, "GAS"));
  },
};

export const waterAdapters: readonly Adapter[] = [
  ...coldAdapters,
  sewerageAdapter,
  ...hotAdapters,
  gasAdapter,
];
