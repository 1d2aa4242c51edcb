import { afterAll, beforeAll, expect, it } from "vitest";
import { must } from "#core/assert";
import { day } from "#core/day";
import { registerMeters } from "#modules/metering";
import { type TestDatabase, withDatabase } from "../../test/database.ts";
import { granted, settleSmallTown, type SmallTown } from "../../test/small-town.ts";
import { findAnything } from "./find-anything.ts";

let test: TestDatabase;
let town: SmallTown;
beforeAll(async () => {
  test = await withDatabase();
  town = await settleSmallTown(test.open());
  const meter = {
    building: town.lesnaya12,
    tariffScales: 1 as const,
    integerDigits: 5,
    ratio: 1n,
    installed: day("2024-01-10"),
  };
  granted(
    await registerMeters(town.center, [
      {
        ...meter,
        premises: must(town.flats.get("12"), "flat 12"),
        resource: "cold_water",
        serial: "1000777",
      },
      { ...meter, resource: "heat", serial: "ТС-55" },
    ]),
  );
});
afterAll(() => test.drop());

it("groups what one box finds", async () => {
  const found = await findAnything(town.center, "1000");
  expect(found.accounts.map((at) => at.number)).toEqual([
    "1000000001",
    "1000000012",
    "1000000512",
    "1000005012",
  ]);
  expect(found.meters).toMatchObject([
    { serial: "1000777", address: "г. Североозёрск, ул. Лесная, д. 12, кв. 12" },
  ]);
  expect(found.buildings).toEqual([]);

  const house = await findAnything(town.center, "ktcyfz");
  expect(house.buildings.map((at) => at.address)).toEqual(["г. Североозёрск, ул. Лесная, д. 12"]);
  expect(house.accounts.map((at) => at.number)).toEqual(["1000000001", "1000000012"]);

  expect((await findAnything(town.center, "NC-55")).meters).toMatchObject([{ serial: "ТС-55", address: "" }]);
  expect(await findAnything(town.center, " ")).toEqual({
    accounts: [],
    buildings: [],
    meters: [],
    payments: [],
  });
});

it("shows a company nothing of another's", async () => {
  const found = await findAnything(town.south, "1000");
  expect(found.accounts.map((at) => at.number)).toEqual(["1000005012"]);
  expect(found.meters).toEqual([]);
});
