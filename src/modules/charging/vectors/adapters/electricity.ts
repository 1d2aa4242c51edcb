import { toMillionths, ZERO, exact } from "#core/exact";
import { account, buildingFacts, buildingState, flat, residents, terms, value } from "../sample-building.ts";
import {
  type Adapter,
  amountOf,
  decimal,
  linesOf,
  listIn,
  metered,
  periodIn,
  volumeOf,
  wholeNumber,
} from "./inputs.ts";

const AREA = "electricity";

export const electricityAdapters: readonly Adapter[] = [
  {
    area: AREA,
    needs: ["dayKwh", "nightKwh", "dayTariff", "nightTariff"],
    run: (inputs) => {
      const at = periodIn(inputs);
      const day = metered(1, "electricity", 1, at, {
        before: ZERO,
        after: decimal(inputs, "dayKwh"),
        scale: 1,
      });
      const night = metered(1, "electricity", 1, at, {
        before: ZERO,
        after: decimal(inputs, "nightKwh"),
        scale: 2,
      });
      const facts = buildingFacts(at, {
        premises: [flat(1, "50")],
        accounts: [account(1)],
        terms: [terms("ELECTRICITY", "individual")],
        values: [
          value("ELECTRICITY", "rate", "0", { zone: 1, value: toMillionths(decimal(inputs, "dayTariff")) }),
          value("ELECTRICITY", "rate", "0", { zone: 2, value: toMillionths(decimal(inputs, "nightTariff")) }),
        ],
        meters: day.meters,
        readings: [...day.readings, ...night.readings],
      });
      const lines = linesOf(facts, 1, "ELECTRICITY");
      const zone = (of: number) => lines.filter((line) => Math.trunc(line.part / 1000) === of);
      return { dayCharge: amountOf(zone(1)), nightCharge: amountOf(zone(2)), charge: amountOf(lines) };
    },
  },
  {
    area: AREA,
    needs: ["volumeKwh", "ranges"],
    run: (inputs) => {
      const at = periodIn(inputs);
      const ranges = listIn(inputs, "ranges");
      const values = ranges.map((range, i) => {
        const below = ranges[i - 1];
        return value("ELECTRICITY", "rate", "0", {
          value: toMillionths(decimal(range, "tariff")),
          rangeFrom: below ? toMillionths(decimal(below, "upTo")) : 0n,
        });
      });
      const facts = buildingFacts(at, {
        premises: [flat(1, "50")],
        accounts: [account(1)],
        terms: [terms("ELECTRICITY", "individual")],
        values,
        ...metered(1, "electricity", 1, at, { before: ZERO, after: decimal(inputs, "volumeKwh") }),
      });
      const lines = linesOf(facts, 1, "ELECTRICITY");
      return { charge: amountOf(lines), volumeKwh: volumeOf(lines) };
    },
  },
  {
    area: AREA,
    needs: ["individualKwh", "commonKwh", "registered", "socialNormKwh", "tariffWithin", "tariffAbove"],
    run: (inputs) => {
      const at = periodIn(inputs);
      const persons = wholeNumber(inputs, "registered");
      const norm = decimal(inputs, "socialNormKwh");
      const forEach = { n: norm.n, d: norm.d * BigInt(Math.max(1, persons)) };
      const rates = ["ELECTRICITY", "ODN_ELECTRICITY"].flatMap((code) => [
        value(code, "rate", "0", { value: toMillionths(decimal(inputs, "tariffWithin")) }),
        value(code, "rate", "0", {
          value: toMillionths(decimal(inputs, "tariffAbove")),
          rangeFrom: toMillionths(norm),
        }),
      ]);
      const facts = buildingFacts(at, {
        // One m² of common property at the norm of the common volume: the only flat's share is the whole of it.
        states: [buildingState({ commonPropertyArea: toMillionths(exact(1n)) })],
        premises: [flat(1, "50")],
        accounts: [account(1)],
        residents: residents(1, persons),
        terms: [terms("ELECTRICITY", "individual_social_norm"), terms("ODN_ELECTRICITY", "common_needs")],
        values: [
          ...rates,
          value("ELECTRICITY", "social_norm_one", "0", { value: toMillionths(norm) }),
          value("ELECTRICITY", "social_norm_more", "0", { value: toMillionths(forEach) }),
          value("ODN_ELECTRICITY", "norm_common", "0", { value: toMillionths(decimal(inputs, "commonKwh")) }),
        ],
        ...metered(1, "electricity", 1, at, { before: ZERO, after: decimal(inputs, "individualKwh") }),
      });
      const lines = [...linesOf(facts, 1, "ELECTRICITY"), ...linesOf(facts, 1, "ODN_ELECTRICITY")];
      return { charge: amountOf(lines), volumeKwh: volumeOf(lines) };
    },
  },
];
