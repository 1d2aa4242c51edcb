import { afterAll, expect, it } from "vitest";
import { must } from "#core/assert";
import { addDays, day } from "#core/day";
import { registerAccounts, registerResidents } from "#modules/accounts";
import { registerBuildings, registerPremises } from "#modules/addresses";
import { acceptReadings, registerMeters } from "#modules/metering";
import { registerOrganizations } from "#modules/organizations";
import { registerServices, setServiceTerms, setValues } from "#modules/tariffs";
import { contextOf } from "#platform/context";
import { type TestDatabase, withDatabase } from "./database.ts";
import { granted, newAccount, newBuilding, newPremises, TODAY } from "./small-town.ts";

const BUILDINGS = 50;
const FLATS = 100;
/** Far above what it takes (two seconds, fifteen on a busy machine): the number of queries above is the real guard. */
const SECONDS_MAX = 60;

let test: TestDatabase | undefined;
afterAll(() => test?.drop());

it("registers 5,000 accounts with people, meters and readings in seconds, by a fixed number of queries", async () => {
  test = await withDatabase();
  const center = contextOf(test.open({ max: 1 }), { sees: "center", organizations: [], today: TODAY });
  let queries = 0;
  const counting = {
    ...center,
    transaction: <T>(work: Parameters<typeof center.transaction<T>>[0]) =>
      center.transaction<T>((tx) =>
        work({
          ...tx,
          query: (text, values) => {
            queries += 1;
            return tx.query(text, values);
          },
          named: (name, text, values) => {
            queries += 1;
            return tx.named(name, text, values);
          },
        }),
      ),
  };
  const started = performance.now();
  const company = must(
    granted(await registerOrganizations(counting, [{ code: "c", kind: "company", name: "УК" }])).ids[0],
    "the company",
  );
  granted(await registerServices(counting));
  const buildings = granted(
    await registerBuildings(
      counting,
      Array.from({ length: BUILDINGS }, (_, n) =>
        newBuilding(`b-${n}`, {
          street: `ул. ${n % 10}-я Линейная`,
          house: String(n + 1),
          organization: company,
        }),
      ),
    ),
  ).ids;
  const places = buildings.flatMap((building) =>
    Array.from({ length: FLATS }, (_, n) => newPremises(building, String(n + 1))),
  );
  const premises = granted(await registerPremises(counting, places)).ids;
  const rows = places.map((place, n) =>
    newAccount(String(2_000_000_000 + n), {
      building: place.building,
      premises: must(premises[n], "the flat"),
      holderName: `Жилец${n} Иван Петрович`,
    }),
  );
  const accounts = granted(await registerAccounts(counting, rows)).ids;
  granted(
    await registerResidents(
      counting,
      rows.flatMap((row, n) =>
        [1, 2].map((person) => ({
          building: row.building,
          account: must(accounts[n], "the account"),
          name: `Жилец${n} ${person}`,
          registration: "permanent" as const,
          from: row.from,
        })),
      ),
    ),
  );
  const installed = day("2024-01-10");
  const meters = granted(
    await registerMeters(
      counting,
      rows.map((row, n) => ({
        building: row.building,
        premises: row.premises,
        resource: "cold_water" as const,
        serial: `S${n}`,
        tariffScales: 1 as const,
        integerDigits: 5,
        ratio: 1n,
        installed,
        verifiedUntil: day("2030-01-10"),
        opening: [{ scale: 0, value: 0n }],
      })),
    ),
  ).ids;
  const readings = [1, 2, 3].flatMap((month) =>
    rows.map((row, n) => ({
      building: row.building,
      meter: must(meters[n], "the meter"),
      scale: 0,
      takenOn: addDays(installed, month * 30),
      value: BigInt(month * 5 + (n % 3)) * 1_000_000n,
      mark: "regular" as const,
      source: "resident" as const,
    })),
  );
  expect(await acceptReadings(counting, readings)).toMatchObject({ taken: 15_000, refused: [] });
  granted(
    await setServiceTerms(
      counting,
      buildings.map((building) => ({
        building,
        service: "COLD_WATER",
        provider: company,
        method: "individual" as const,
        from: installed,
      })),
    ),
  );
  granted(
    await setValues(
      counting,
      buildings.map((building) => ({
        level: "building" as const,
        building,
        service: "COLD_WATER",
        parameter: "rate" as const,
        variant: "",
        zone: 0,
        rangeFrom: 0n,
        from: installed,
        value: 40_000_000n,
        basis: "Приказ 1",
      })),
    ),
  );
  const seconds = (performance.now() - started) / 1000;
  console.log(`registered in ${seconds.toFixed(1)} s by ${queries} queries`);
  expect(queries).toBeLessThan(80);
  expect(seconds).toBeLessThan(SECONDS_MAX);

  // The same file once more changes nothing.
  expect(granted(await registerPremises(center, places))).toMatchObject({
    added: 0,
    changed: 0,
    unchanged: 5_000,
  });
  expect(granted(await registerAccounts(center, rows))).toMatchObject({
    added: 0,
    changed: 0,
    unchanged: 5_000,
  });
  expect(await acceptReadings(center, readings)).toMatchObject({ taken: 0, unchanged: 15_000 });
});
