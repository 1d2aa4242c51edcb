import { describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { day } from "#core/day";
import type { AccountId, PremisesId } from "#core/ids";
import { SERVICES } from "#modules/tariffs";
import type { BuildingFacts } from "./model.ts";
import { changedFacts, changesOf, concerns } from "./rules/changed-facts.ts";
import {
  account,
  ALWAYS,
  buildingFacts,
  flat,
  meter,
  premisesState,
  reading,
  resident,
  terms,
  value,
} from "./vectors/sample-building.ts";

const service = (code: string) =>
  must(
    SERVICES.find((one) => one.code === code),
    code,
  );

const house = (more: Partial<BuildingFacts> = {}): BuildingFacts =>
  buildingFacts("2026-03", {
    premises: [flat(1, "50"), flat(2, "60")],
    accounts: [account(1), account(2)],
    residents: [resident(1), resident(2)],
    terms: [terms("COLD_WATER", "individual"), terms("MAINTENANCE", "area")],
    values: [value("COLD_WATER", "rate", "45.27"), value("MAINTENANCE", "rate", "28.15")],
    meters: [meter(1, "cold_water", 1), meter(2, "cold_water", 2)],
    readings: [reading(1, "2026-02-20", "10"), reading(1, "2026-03-20", "14"), reading(2, "2026-02-20", "7")],
    ...more,
  });

describe("what is known otherwise of a month", () => {
  it("the same facts in another order, or a state cut in two, are no change", () => {
    const before = house();
    const [first = flat(1, "50"), ...others] = before.premises;
    const after = house({
      premises: [
        ...others,
        {
          ...first,
          states: [
            premisesState("50", { from: ALWAYS, to: day("2026-03-10") }),
            premisesState("50", { from: day("2026-03-10") }),
          ],
        },
      ],
      readings: before.readings.toReversed(),
      values: before.values.toReversed(),
    });
    expect(changedFacts(before, after)).toEqual([]);
  });

  it("a reading that came, and one that was corrected", () => {
    const after = house({
      readings: [
        reading(1, "2026-02-20", "10"),
        reading(1, "2026-03-20", "13.5", { source: "clerk" }),
        reading(2, "2026-02-20", "7"),
        reading(2, "2026-03-24", "9"),
      ],
    });
    const changes = changedFacts(house(), after);
    expect(changes).toEqual([
      {
        kind: "reading",
        premises: 1,
        resource: "cold_water",
        serial: "S1",
        takenOn: "2026-03-20",
        source: "clerk",
        was: 14_000_000n,
        became: 13_500_000n,
      },
      expect.objectContaining({ kind: "reading", premises: 2, was: undefined, became: 9_000_000n }),
    ]);
    const own = changesOf(changes, { account: 2 as AccountId, premises: 2 as PremisesId });
    expect(own).toHaveLength(1);
    expect(own.filter((one) => concerns(one, service("COLD_WATER")))).toHaveLength(1);
    expect(own.filter((one) => concerns(one, service("SEWERAGE")))).toHaveLength(1);
    expect(own.filter((one) => concerns(one, service("ELECTRICITY")))).toEqual([]);
  });

  it("an older reading that only the later run had to look up is no change", () => {
    const after = house({ readings: [reading(1, "2025-09-20", "1"), ...house().readings] });
    expect(changedFacts(house(), after)).toEqual([]);
  });

  it("people by their days in the month, areas, shares, values with their document", () => {
    const after = house({
      premises: [flat(1, "51.3"), flat(2, "60")],
      accounts: [account(1), account(2, 2, { state: { shareDenominator: 2n } })],
      residents: [resident(1), resident(1, day("2026-03-22")), resident(2)],
      values: [
        value("COLD_WATER", "rate", "47.10", { basis: "Приказ 12" }),
        value("MAINTENANCE", "rate", "28.15"),
      ],
    });
    expect(changedFacts(house(), after)).toEqual([
      { kind: "residents", account: 1, was: 31, became: 41 },
      { kind: "account", account: 2, what: "shareDenominator" },
      { kind: "premises", premises: 1, what: "totalArea" },
      {
        kind: "value",
        service: service("COLD_WATER").id,
        parameter: "rate",
        account: 0,
        basis: "Приказ 12",
        was: 45_270_000n,
        became: 47_100_000n,
      },
    ]);
  });

  it("a meter whose verification was entered, and a service charged in another way", () => {
    const after = house({
      meters: [meter(1, "cold_water", 1, { verifiedUntil: day("2026-03-01") }), meter(2, "cold_water", 2)],
      terms: [terms("COLD_WATER", "individual"), terms("MAINTENANCE", "fixed")],
    });
    expect(changedFacts(house(), after)).toEqual([
      {
        kind: "meter",
        premises: 1,
        resource: "cold_water",
        serial: "S1",
        what: "verified_until",
        was: undefined,
        became: "2026-03-01",
      },
      { kind: "terms", service: service("MAINTENANCE").id, account: 0 },
    ]);
  });
});
