import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AccountId, BuildingId, ServiceId } from "#core/ids";
import type { Money } from "#core/units";
import {
  type AnomalyRule,
  anomaliesOf,
  type ComparedBuilding,
  type ComparedBuildingService,
  type ComparedService,
  isJump,
  ORDINARY_LIMITS,
} from "./anomalies.ts";

const HOT_WATER = 21 as ServiceId;
const HEATING = 25 as ServiceId;
const roubles = (amount: number): Money => BigInt(Math.round(amount * 100)) as Money;

const compared = (of: Partial<ComparedService>): ComparedService => ({
  account: 12 as AccountId,
  service: HOT_WATER,
  was: roubles(1000),
  became: roubles(1000),
  volumeWas: 6_000_000n,
  volume: 6_000_000n,
  rateWas: 243_160_000n,
  rate: 243_160_000n,
  providers: 1,
  withoutReading: undefined,
  monthsWithoutReading: 0,
  ...of,
});
const whole = (of: Partial<ComparedBuildingService> = {}): ComparedBuildingService => ({
  service: HOT_WATER,
  accountsWas: 100,
  accounts: 100,
  was: roubles(100_000),
  became: roubles(100_000),
  common: undefined,
  ...of,
});
const building = (of: Partial<ComparedBuilding>): ComparedBuilding => ({
  building: 1 as BuildingId,
  services: [],
  whole: [whole()],
  compositions: [],
  warnings: [],
  ...of,
});
const rulesOf = (of: Partial<ComparedBuilding>): AnomalyRule[] =>
  anomaliesOf(building(of), ORDINARY_LIMITS).map((one) => one.rule);

describe("an account's service", () => {
  it.each<[string, Partial<ComparedService>, AnomalyRule[]]>([
    ["as last month", {}, []],
    ["half as much again, and 500.00: neither limit is passed", { became: roubles(1500) }, []],
    ["a kopeck more than both limits", { became: roubles(1500.01) }, ["jump"]],
    ["down as well as up", { was: roubles(2000), became: roubles(900) }, ["jump"]],
    ["far more in percent, little in money", { was: roubles(10), became: roubles(400) }, []],
    ["much in money, little in percent", { was: roubles(9000), became: roubles(10_000) }, []],
    ["a line of zero after charges", { became: roubles(0) }, ["zero_after_charges"]],
    ["no line after charges", { became: undefined }, ["zero_after_charges"]],
    ["below zero", { became: roubles(-15) }, ["negative"]],
    ["never charged before", { was: undefined }, ["first_charge"]],
    ["a line of zero before", { was: roubles(0) }, []],
    ["two providers", { providers: 2 }, ["double_service"]],
    [
      "an average for want of a reading",
      { withoutReading: "average", monthsWithoutReading: 2 },
      ["missing_reading"],
    ],
  ])("%s", (_name, of, rules) => {
    expect(rulesOf({ services: [compared(of)] })).toEqual(rules);
  });

  it("says which month without a reading it is", () => {
    const [found] = anomaliesOf(
      building({ services: [compared({ withoutReading: "norm", monthsWithoutReading: 4 })] }),
      ORDINARY_LIMITS,
    );
    expect(found?.data).toEqual({ by: "norm", month: "4" });
  });

  it("of a building that was not charged before is compared with nothing", () => {
    const first = whole({ accountsWas: 0, was: roubles(0) });
    expect(rulesOf({ whole: [first], services: [compared({ was: undefined })] })).toEqual([]);
    expect(
      rulesOf({ whole: [first], services: [compared({ was: undefined, became: roubles(-1) })] }),
    ).toEqual(["negative"]);
  });
});

describe("a building's service", () => {
  it("that came or went for all is one anomaly, not one of each account", () => {
    const came = whole({ service: HEATING, accountsWas: 0, was: roubles(0) });
    const services = [1, 2, 3].map((account) =>
      compared({ account: account as AccountId, service: HEATING, was: undefined }),
    );
    const found = anomaliesOf(building({ whole: [whole(), came], services }), ORDINARY_LIMITS);
    expect(found).toMatchObject([{ rule: "first_charge", account: undefined, data: { accounts: "100" } }]);
    const went = whole({ service: HEATING, accounts: 0, became: roubles(0) });
    expect(
      rulesOf({ whole: [whole(), went], services: [compared({ service: HEATING, became: undefined })] }),
    ).toEqual(["zero_after_charges"]);
  });

  it("that moved for all is one anomaly; an account is odd that did not move with it", () => {
    const colder = whole({ service: HEATING, became: roubles(170_000) });
    const moves = (became: number) =>
      rulesOf({
        whole: [whole(), colder],
        services: [compared({ service: HEATING, was: roubles(2000), became: roubles(became) })],
      });
    expect(moves(3400)).toEqual(["jump"]);
    expect(moves(5200)).toEqual(["jump", "jump"]);
  });

  it("in common is looked at beside its norm", () => {
    const common = (volume: bigint, norm: bigint | undefined) =>
      rulesOf({ whole: [whole({ common: { volume, norm } })] });
    expect(common(5_000_000n, 5_000_000n)).toEqual([]);
    expect(common(5_000_001n, 5_000_000n)).toEqual(["common_over_norm"]);
    expect(common(5_000_001n, undefined)).toEqual([]);
    expect(common(-1n, 5_000_000n)).toEqual(["common_negative"]);
  });

  it("without a rate is told once, and blocks", () => {
    const warning = {
      code: "charging.tariff_gap",
      account: undefined,
      service: HOT_WATER,
      parameter: undefined,
    };
    expect(rulesOf({ warnings: [warning, { ...warning, account: 7 as AccountId }] })).toEqual(["rate_gap"]);
    expect(rulesOf({ warnings: [{ ...warning, code: "metering.verification_expired" }] })).toEqual([]);
  });
});

describe("an account's area and people", () => {
  const change = {
    account: 12 as AccountId,
    areaWas: 54_000_000n,
    area: 54_000_000n,
    movedIn: 1,
    movedOut: 0,
  };
  it("are told of where the amount changed with them", () => {
    expect(rulesOf({ compositions: [{ ...change, was: roubles(100), became: roubles(150) }] })).toEqual([
      "composition",
    ]);
    expect(rulesOf({ compositions: [{ ...change, was: roubles(100), became: roubles(100) }] })).toEqual([]);
  });
});

describe("a jump", () => {
  it("is never within either limit, and always beyond both", () => {
    fc.assert(
      fc.property(
        fc.bigInt(-1_000_000_000n, 1_000_000_000n),
        fc.bigInt(-1_000_000_000n, 1_000_000_000n),
        (was, became) => {
          const change = became > was ? became - was : was - became;
          const isBeyond = change > 500_00n && change * 2n > (was < 0n ? -was : was);
          expect(isJump(was as Money, became as Money, ORDINARY_LIMITS)).toBe(isBeyond);
        },
      ),
    );
  });
});
