import { type Exact, exact, fromKopecks, minus, toMillionths } from "#core/exact";
import type { AccountId } from "#core/ids";
import { toMoney } from "#core/money";
import { type BenefitMode, type EntitlementFacts, type SocialNorm, subsidyOf } from "#modules/benefits";
import type { BuildingFacts } from "../../model.ts";
import { calculateBuilding } from "../../rules/calculate-building.ts";
import {
  account,
  ALWAYS,
  buildingFacts,
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
  metered,
  NotSupported,
  periodIn,
  type Results,
  wholeNumber,
} from "./inputs.ts";

/** A right of a resident to half of a service, unless it is said otherwise. */
export const right = (
  code: string,
  of: Partial<EntitlementFacts> & { readonly mode: BenefitMode },
): EntitlementFacts => ({
  account: 1 as AccountId,
  resident: 1,
  category: "VETERAN",
  service: service(code),
  percent: 50_000_000n,
  covers: "person",
  volume: "within_norm",
  area: "social_norm",
  from: ALWAYS,
  act: "act",
  document: "certificate",
  ...of,
});

export const socialNorm = (persons: number, areaPerPerson: Exact): SocialNorm => ({
  persons,
  areaPerPerson: toMillionths(areaPerPerson),
  from: ALWAYS,
  act: "act",
});

/** Residents with their numbers on the account. */
export const numbered = (count: number) => residents(1, count).map((one, i) => ({ ...one, no: i + 1 }));

function area(
  inputs: Inputs,
  code: string,
  of: { residents: number; norm: Exact; mode: BenefitMode; percent: Exact },
) {
  const rateName = "rate" in inputs ? "rate" : "ratePerM2";
  return buildingFacts(periodIn(inputs), {
    premises: [flat(1, "0", { state: { totalArea: toMillionths(decimal(inputs, "areaM2")) } })],
    accounts: [account(1)],
    residents: numbered(of.residents),
    terms: [terms(code, "area")],
    values: [value(code, "rate", "0", { value: toMillionths(decimal(inputs, rateName)) })],
    entitlements: [right(code, { mode: of.mode, percent: toMillionths(of.percent) })],
    socialNorms: [socialNorm(Math.min(3, of.residents), of.norm)],
  });
}

const rowsOf = (facts: BuildingFacts): Exact =>
  fromKopecks(calculateBuilding(facts).benefits.reduce((sum, row) => sum + row.amount, 0n));

function maintenance(inputs: Inputs): Results {
  onlyOne(inputs);
  const facts = area(inputs, "MAINTENANCE", {
    residents: wholeNumber(inputs, "residents"),
    norm: decimal(inputs, "socialNormM2PerPerson"),
    mode: "discount",
    percent: decimal(inputs, "percent"),
  });
  const line = amountOf(linesOf(facts, 1, "MAINTENANCE"), "benefit");
  return { benefit: { n: -line.n, d: line.d } };
}

/** The bill stays full: what is paid out is a row of the register. */
function capitalRepair(inputs: Inputs): Results {
  const facts = area(inputs, "CAPITAL_REPAIR", {
    residents: 1,
    norm: decimal(inputs, "socialNormM2"),
    mode: "cash",
    percent: decimal(inputs, "compensationPercent"),
  });
  const charge = amountOf(linesOf(facts, 1, "CAPITAL_REPAIR"));
  const compensation = rowsOf(facts);
  return { charge, compensation, netCostToOwner: minus(charge, compensation) };
}

function water(inputs: Inputs): Results {
  onlyOne(inputs);
  const period = periodIn(inputs);
  const facts = buildingFacts(period, {
    premises: [flat(1, "50")],
    accounts: [account(1)],
    residents: numbered(wholeNumber(inputs, "residents")),
    terms: [terms("COLD_WATER", "individual")],
    values: [
      value("COLD_WATER", "rate", "0", { value: toMillionths(decimal(inputs, "tariff")) }),
      value("COLD_WATER", "norm", "0", { value: toMillionths(decimal(inputs, "normM3PerPerson")) }),
    ],
    ...metered(1, "cold_water", 1, period, {
      before: exact(100n),
      after: {
        n: decimal(inputs, "volumeM3").n + 100n * decimal(inputs, "volumeM3").d,
        d: decimal(inputs, "volumeM3").d,
      },
    }),
    entitlements: [
      right("COLD_WATER", { mode: "discount", percent: toMillionths(decimal(inputs, "percent")) }),
    ],
  });
  const lines = linesOf(facts, 1, "COLD_WATER");
  const line = amountOf(lines, "benefit");
  return { charge: amountOf(lines, "charge"), benefit: { n: -line.n, d: line.d } };
}

function onlyOne(inputs: Inputs): void {
  if (wholeNumber(inputs, "beneficiaries") !== 1) throw new NotSupported("one beneficiary");
}

const kopecks = (inputs: Inputs, name: string) => toMoney(decimal(inputs, name));

function subsidy(inputs: Inputs, perPerson: boolean): Results {
  const size = BigInt(wholeNumber(inputs, "familySize"));
  const standard = decimal(inputs, perPerson ? "standardCostPerPerson" : "standardCost");
  const { k, amount } = subsidyOf({
    standard: toMoney({ n: perPerson ? standard.n * size : standard.n, d: standard.d }),
    income: kopecks(inputs, perPerson ? "familyIncome" : "income"),
    // Above the minimum the whole own part is due: nothing is said of how far above.
    subsistenceMinimum: kopecks(inputs, perPerson ? "familySubsistenceMinimum" : "income"),
    maxShare: toMillionths(decimal(inputs, "maxSharePercent")),
  });
  return { K: k, subsidy: fromKopecks(amount) };
}

export const benefitAdapters: readonly Adapter[] = [
  {
    area: "benefit",
    needs: ["areaM2", "residents", "beneficiaries", "socialNormM2PerPerson", "rate", "percent"],
    run: maintenance,
  },
  {
    area: "benefit",
    needs: ["volumeM3", "residents", "beneficiaries", "normM3PerPerson", "tariff", "percent"],
    run: water,
  },
  {
    area: "capital-repair",
    needs: ["areaM2", "ratePerM2", "socialNormM2", "compensationPercent"],
    run: capitalRepair,
  },
  {
    area: "subsidy",
    needs: ["standardCost", "familySize", "income", "maxSharePercent"],
    run: (inputs) => subsidy(inputs, false),
  },
  {
    area: "subsidy",
    needs: [
      "standardCostPerPerson",
      "familySize",
      "familyIncome",
      "familySubsistenceMinimum",
      "maxSharePercent",
    ],
    run: (inputs) => subsidy(inputs, true),
  },
];
