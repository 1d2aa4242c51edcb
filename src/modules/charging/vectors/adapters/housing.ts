import { addDays } from "#core/day";
import { daysBetween } from "#core/day";
import { type Exact, toMillionths } from "#core/exact";
import { daysIn, endDay, firstDay, type Period } from "#core/period";
import type { AccountFacts, BuildingFacts } from "../../model.ts";
import { account, buildingFacts, flat, residents, terms, value } from "../sample-building.ts";
import {
  type Adapter,
  amountOf,
  count,
  dayIn,
  decimal,
  type Inputs,
  linesOf,
  NotSupported,
  periodIn,
  wholeNumber,
} from "./inputs.ts";

const MAY = ["areaM2", "ratePerM2"] as const;

function areaFacts(
  inputs: Inputs,
  code: string,
  period: Period,
  accounts: readonly AccountFacts[],
): BuildingFacts {
  return buildingFacts(period, {
    premises: [flat(1, "0", { state: { totalArea: toMillionths(decimal(inputs, "areaM2")) } })],
    accounts,
    terms: [terms(code, "area")],
    values: [value(code, "rate", "0", { value: toMillionths(decimal(inputs, "ratePerM2")) })],
  });
}

const fullMonth = (inputs: Inputs, code: string): Exact =>
  amountOf(linesOf(areaFacts(inputs, code, periodIn(inputs), [account(1)]), 1, code));

function someDays(inputs: Inputs): Exact {
  const days = wholeNumber(inputs, "days");
  const period = PERIODS_BY_DAYS.get(wholeNumber(inputs, "daysInMonth"));
  if (!period || days > daysIn(period)) throw new NotSupported("a month has 28 to 31 days");
  const opened = addDays(endDay(period), -days);
  return amountOf(
    linesOf(areaFacts(inputs, "MAINTENANCE", period, [account(1, 1, { opened })]), 1, "MAINTENANCE"),
  );
}

const PERIODS_BY_DAYS = new Map<number, Period>(
  (["2025-01", "2025-02", "2024-02", "2025-04"] as Period[]).map((period) => [daysIn(period), period]),
);

export const housingAdapters: readonly Adapter[] = [
  { area: "housing", needs: [...MAY], run: (inputs) => ({ charge: fullMonth(inputs, "MAINTENANCE") }) },
  {
    area: "housing",
    needs: [...MAY, "days", "daysInMonth"],
    run: (inputs) => ({ charge: someDays(inputs) }),
  },
  {
    area: "housing",
    needs: [...MAY, "openedOn", "period"],
    run: (inputs) => {
      const period = periodIn(inputs);
      const opened = dayIn(inputs, "openedOn");
      const facts = areaFacts(inputs, "MAINTENANCE", period, [account(1, 1, { opened })]);
      const first = opened > firstDay(period) ? opened : firstDay(period);
      return {
        days: count(Math.max(0, daysBetween(first, endDay(period)))),
        charge: amountOf(linesOf(facts, 1, "MAINTENANCE")),
      };
    },
  },
  {
    area: "housing",
    needs: [...MAY, "newOwnerFrom", "period"],
    run: (inputs) => {
      const from = dayIn(inputs, "newOwnerFrom");
      const accounts = [account(1, 1, { closed: from }), account(2, 1, { opened: from })];
      const facts = areaFacts(inputs, "MAINTENANCE", periodIn(inputs), accounts);
      const old = linesOf(facts, 1, "MAINTENANCE");
      const fresh = linesOf(facts, 2, "MAINTENANCE");
      return {
        oldOwnerCharge: amountOf(old),
        newOwnerCharge: amountOf(fresh),
        sum: amountOf([...old, ...fresh]),
      };
    },
  },
  {
    area: "capital-repair",
    needs: [...MAY],
    run: (inputs) => ({ charge: fullMonth(inputs, "CAPITAL_REPAIR") }),
  },
  {
    area: "waste",
    needs: ["residents", "normM3PerPersonMonth", "tariff"],
    run: (inputs) => {
      const month = decimal(inputs, "normM3PerPersonMonth");
      return waste(inputs, { n: month.n * 12n, d: month.d });
    },
  },
  {
    area: "waste",
    needs: ["residents", "normM3PerPersonYear", "tariff"],
    run: (inputs) => waste(inputs, decimal(inputs, "normM3PerPersonYear")),
  },
  {
    area: "waste",
    needs: ["areaM2", "normM3PerM2Year", "tariff"],
    run: (inputs) => {
      const facts = buildingFacts(periodIn(inputs), {
        premises: [flat(1, "0", { state: { totalArea: toMillionths(decimal(inputs, "areaM2")) } })],
        accounts: [account(1)],
        terms: [terms("WASTE", "waste_area")],
        values: [
          value("WASTE", "rate", "0", { value: toMillionths(decimal(inputs, "tariff")) }),
          value("WASTE", "norm_area", "0", { value: toMillionths(decimal(inputs, "normM3PerM2Year")) }),
        ],
      });
      return { charge: amountOf(linesOf(facts, 1, "WASTE")) };
    },
  },
];

function waste(inputs: Inputs, normYear: Exact): { charge: Exact } {
  const facts = buildingFacts(periodIn(inputs), {
    premises: [flat(1, "50")],
    accounts: [account(1, 1, { state: { owners: 0 } })],
    residents: residents(1, wholeNumber(inputs, "residents")),
    terms: [terms("WASTE", "waste_persons")],
    values: [
      value("WASTE", "rate", "0", { value: toMillionths(decimal(inputs, "tariff")) }),
      value("WASTE", "norm_year", "0", { value: toMillionths(normYear) }),
    ],
  });
  return { charge: amountOf(linesOf(facts, 1, "WASTE")) };
}
