import { addDays, type Day } from "#core/day";
import { compare, type Exact, exact, fromKopecks, toDecimal, toMillionths } from "#core/exact";
import { firstDay, type Period, parsePeriod } from "#core/period";
import type { AccountId } from "#core/ids";
import {
  ANNEX_1,
  type FailureKind,
  minuteOf,
  type Supply,
  type SupplyFailureFacts,
  type SupplyStandard,
} from "#modules/metering";
import type { BuildingFacts, ChargeLine } from "../../model.ts";
import { fullDaysOfAbsence } from "../../rules/absence.ts";
import { differenceOf } from "../../rules/difference.ts";
import { calculateBuilding } from "../../rules/calculate-building.ts";
import { account, ALWAYS, buildingFacts, flat, residents, terms, value } from "../sample-building.ts";
import {
  type Adapter,
  amountOf,
  count,
  dayIn,
  decimal,
  type Inputs,
  linesOf,
  metered,
  NotSupported,
  number,
  periodIn,
  type Results,
  wholeNumber,
} from "./inputs.ts";

const AREA = "recalculation";

/** The standard of annex 1 for a failure of this kind and measurement. */
export function standardFor(
  supply: Supply,
  kind: FailureKind,
  measured?: bigint,
  condition = "",
): SupplyStandard {
  const found = ANNEX_1.find(
    (of) =>
      of.supply === supply &&
      of.kind === kind &&
      of.condition === condition &&
      (of.measuredFrom === undefined || (measured !== undefined && measured >= of.measuredFrom)) &&
      (of.measuredTo === undefined || (measured !== undefined && measured < of.measuredTo)),
  );
  if (!found) throw new NotSupported(`annex 1 says nothing of ${supply}, ${kind}`);
  return found;
}

/** A failure of the whole building: hours from an hour of a day on. */
export function failure(
  standard: SupplyStandard,
  of: { on: Day; hour?: number; hours: number; measured?: bigint; no?: number },
): SupplyFailureFacts {
  const from = minuteOf(of.on) + (of.hour ?? 0) * 60;
  return {
    no: of.no ?? 1,
    premises: undefined,
    from,
    to: from + Math.round(of.hours * 60),
    measured: of.measured,
    standard,
    document: "act",
  };
}

/** So many hours as failures of a length, on every second day. */
function spread(
  period: Period,
  hours: number,
  each: number,
  standard: SupplyStandard,
  more: { hour?: number; measured?: bigint } = {},
): SupplyFailureFacts[] {
  const failures: SupplyFailureFacts[] = [];
  for (let left = hours, at = 0; left > 0; left -= each, at += 2)
    failures.push(
      failure(standard, {
        on: addDays(firstDay(period), at),
        hours: Math.min(left, each),
        no: at + 1,
        ...more,
      }),
    );
  return failures;
}

/** The charge, what reduces it, and what is left. */
function reduced(facts: BuildingFacts, code: string): { charge: Exact; reduction: Exact; net: Exact } {
  const lines = linesOf(facts, 1, code);
  return {
    charge: amountOf(lines, "charge"),
    reduction: amountOf(lines, "recalculation"),
    net: amountOf(lines),
  };
}

function absence(inputs: Inputs): Results {
  const period = periodIn(inputs);
  const left = dayIn(inputs, "leftOn");
  const returned = dayIn(inputs, "returnedOn");
  const facts = buildingFacts(period, {
    premises: [flat(1, "50")],
    accounts: [account(1)],
    residents: residents(1, wholeNumber(inputs, "residents")),
    terms: [terms("COLD_WATER", "individual")],
    values: [
      value("COLD_WATER", "rate", "0", { value: toMillionths(decimal(inputs, "tariff")) }),
      value("COLD_WATER", "norm", "0", { value: toMillionths(decimal(inputs, "normM3PerPerson")) }),
    ],
    absences: Array.from({ length: wholeNumber(inputs, "absent") }, (_, i) => ({
      account: 1 as AccountId,
      resident: i + 1,
      left,
      returned,
      registered: { from: ALWAYS },
      document: "paper",
    })),
  });
  const { charge, reduction, net } = reduced(facts, "COLD_WATER");
  const fullDays = count(fullDaysOfAbsence({ left, returned }).days);
  return { fullDays, charge, recalculation: reduction, net };
}

/** Heat by the building's meter: a month of exactly this charge. */
function heated(period: Period, charge: Exact, failures: readonly SupplyFailureFacts[]): BuildingFacts {
  const used = metered(9, "heat", undefined, period, { before: exact(10n), after: exact(11n) });
  return buildingFacts(period, {
    premises: [flat(1, "50")],
    accounts: [account(1)],
    terms: [terms("HEATING", "heating_season")],
    values: [
      value("HEATING", "heating_season", "1"),
      value("HEATING", "rate", "0", { value: toMillionths(charge) }),
    ],
    ...used,
    failures,
  });
}

function heatInterrupted(inputs: Inputs): Results {
  const standard = standardFor("heat", "interruption");
  if (wholeNumberText(inputs, "allowedHours") !== standard.allowedHours)
    throw new NotSupported("annex 1 allows other hours");
  const period = periodIn(inputs);
  const failures = spread(period, wholeNumberText(inputs, "interruptionHours"), 8, standard);
  const { reduction, net } = reduced(heated(period, decimal(inputs, "monthlyCharge"), failures), "HEATING");
  return { reduction, net };
}

function roomTooCold(inputs: Inputs): Results {
  const period = periodIn(inputs);
  const measured = 18_000_000n - toMillionths(decimal(inputs, "degreesBelow"));
  const standard = standardFor("heat", "temperature", measured);
  const failures = spread(period, wholeNumberText(inputs, "hours"), 16, standard, { hour: 5, measured });
  const { charge, reduction } = reduced(
    heated(period, decimal(inputs, "monthlyCharge"), failures),
    "HEATING",
  );
  const hundredth = { n: -reduction.n * charge.d * 100n, d: reduction.d * charge.n };
  return { reduction, reductionPercent: hundredth };
}

function hotWaterTooCold(inputs: Inputs): Results {
  const period = periodIn(inputs);
  if (wholeNumberText(inputs, "hoursInMonth") !== 720) throw new NotSupported("the month has 720 hours");
  const measured = 38_000_000n;
  const standard = standardFor("hot_water", "temperature", measured);
  const volume = decimal(inputs, "volumeM3");
  const facts = buildingFacts(period, {
    premises: [flat(1, "50")],
    accounts: [account(1)],
    terms: [terms("HOT_WATER", "individual"), terms("COLD_WATER", "individual")],
    values: [
      value("HOT_WATER", "rate", "0", { value: toMillionths(decimal(inputs, "hotWaterPrice")) }),
      value("COLD_WATER", "rate", "0", { value: toMillionths(decimal(inputs, "coldWaterTariff")) }),
    ],
    ...metered(1, "hot_water", 1, period, { before: exact(100n), after: plusHundred(volume) }),
    failures: spread(period, wholeNumberText(inputs, "hoursBelow40"), 24, standard, { measured }),
  });
  const { charge, reduction, net } = reduced(facts, "HOT_WATER");
  return { charge, recalculation: reduction, net };
}

const plusHundred = (of: Exact): Exact => ({ n: of.n + 100n * of.d, d: of.d });

function wasteNotCollected(inputs: Inputs): Results {
  const period = periodIn(inputs);
  const standard = standardFor("waste", "interruption");
  const hours = standard.allowedHours + wholeNumberText(inputs, "excessHours");
  const facts = buildingFacts(period, {
    premises: [flat(1, "1")],
    accounts: [account(1)],
    terms: [terms("WASTE", "waste_area")],
    values: [
      value("WASTE", "rate", "0", { value: toMillionths(decimal(inputs, "monthlyCharge")) }),
      value("WASTE", "norm_area", "12"),
    ],
    failures: spread(period, hours, 24, standard),
  });
  return { reduction: reduced(facts, "WASTE").reduction };
}

/** The wrong reading is billed and booked; the right one is the same calculation later, of which the rest is posted. */
function readingCorrected(inputs: Inputs): Results {
  const closed = periodOf(inputs, "closedPeriod");
  const charged = (volume: Exact): readonly ChargeLine[] =>
    calculateBuilding(
      buildingFacts(closed, {
        premises: [flat(1, "50")],
        accounts: [account(1)],
        terms: [terms("COLD_WATER", "individual")],
        values: [
          value("COLD_WATER", "rate", "0", { value: toMillionths(decimal(inputs, "tariffOfClosedPeriod")) }),
        ],
        ...metered(1, "cold_water", 1, closed, { before: exact(100n), after: plusHundred(volume) }),
      }),
    ).lines;
  const booked = charged(decimal(inputs, "wrongVolumeM3"));
  const due = charged(decimal(inputs, "rightVolumeM3"));
  const posted = differenceOf(due, booked);
  const after = differenceOf(due, [...sumByKey([...booked, ...posted])]);
  const amount = posted.reduce((sum, line) => sum + line.amount, 0n);
  return {
    // What was posted is all that is ever posted: the closed month's own lines stay, and a second run adds nothing.
    closedPeriodUnchanged: String(after.length === 0 && periodOf(inputs, "openPeriod") > closed),
    lineInOpenPeriod: JSON.stringify({ forPeriod: closed, amount: toDecimal(fromKopecks(amount), 2, 2) }),
  };
}

function* sumByKey(lines: readonly ChargeLine[]): Generator<ChargeLine> {
  for (const own of Map.groupBy(lines, (of) => `${of.service}|${of.part}|${of.kind}`).values()) {
    const [first] = own;
    if (!first) continue;
    yield {
      ...first,
      volume: own.reduce((sum, of) => sum + of.volume, 0n),
      amount: own.reduce((sum, of) => sum + of.amount, 0n) as ChargeLine["amount"],
    };
  }
}

function periodOf(inputs: Inputs, name: string): Period {
  const text = inputs[name];
  const found = typeof text === "string" ? parsePeriod(text) : undefined;
  if (!found) throw new NotSupported(`${name} is not a month`);
  return found;
}

function wholeNumberText(inputs: Inputs, name: string): number {
  const of = number(inputs[name], name);
  const whole = Number(of.n / of.d);
  if (compare(of, count(whole)) !== 0) throw new NotSupported(`${name} is not whole`);
  return whole;
}

export const reductionAdapters: readonly Adapter[] = [
  {
    area: AREA,
    needs: ["period", "residents", "absent", "leftOn", "returnedOn", "normM3PerPerson", "tariff"],
    run: absence,
  },
  {
    area: AREA,
    needs: ["leftOn", "returnedOn"],
    run: (inputs) =>
      absence({
        ...inputs,
        period: String(inputs["leftOn"]).slice(0, 7),
        residents: 1,
        absent: 1,
        normM3PerPerson: "6.935",
        tariff: "45.27",
      }),
  },
  { area: AREA, needs: ["monthlyCharge", "interruptionHours", "allowedHours"], run: heatInterrupted },
  { area: AREA, needs: ["monthlyCharge", "hours", "degreesBelow"], run: roomTooCold },
  {
    area: AREA,
    needs: ["volumeM3", "hotWaterPrice", "coldWaterTariff", "hoursBelow40", "hoursInMonth"],
    run: hotWaterTooCold,
  },
  { area: AREA, needs: ["monthlyCharge", "excessHours"], run: wasteNotCollected },
  {
    area: AREA,
    needs: ["closedPeriod", "openPeriod", "wrongVolumeM3", "rightVolumeM3", "tariffOfClosedPeriod"],
    run: readingCorrected,
  },
];
