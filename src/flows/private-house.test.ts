import { afterAll, beforeAll, expect, test } from "vitest";
import { must } from "#core/assert";
import { addDays } from "#core/day";
import { decideFailure, type NewSupplyFailure, registerFailure } from "#modules/metering";
import { setBusinessDate } from "#modules/organizations";
import { addFile } from "#modules/portal";
import {
  activate,
  DATA_CONSENT_VERSION,
  issueSlips,
  residentBy,
  residentContext,
  type SignedInResident,
} from "#modules/residents";
import type { Database } from "#platform/database";
import { granted } from "#platform/http";
import { type TestDatabase, withDatabase } from "../../test/database.ts";
import {
  buildSmallTown,
  IVANOVA,
  OCONNOR,
  type SmallTown,
  TODAY,
} from "../modules/payments/small-town.fixture.ts";
import { inOrder, phaseOf } from "./house-outages.ts";
import { ownHousePage } from "./private-house.ts";

let files: TestDatabase;
let database: Database;
let town: SmallTown;

beforeAll(async () => {
  files = await withDatabase();
  database = files.open();
  town = await buildSmallTown(database);
  granted(await setBusinessDate(town.ctx, TODAY));
});
afterAll(() => files.drop());

test.each([
  ["2025-11-23T07:59", "planned"],
  ["2025-11-23T08:00", "now"],
  ["2025-11-23T11:59", "now"],
  ["2025-11-23T12:00", "past"],
] as const)("an outage from 8:00 to 12:00 is at %s: %s", (now, phase) => {
  expect(phaseOf({ startedAt: "2025-11-23T08:00", endedAt: "2025-11-23T12:00" }, now)).toBe(phase);
});

test("what is so now comes first, then what is to come in its order, then what is over, the newest first", () => {
  const one = (phase: "now" | "planned" | "past", startedAt: string) => ({
    supply: "heat" as const,
    kind: "interruption" as const,
    startedAt,
    endedAt: startedAt,
    place: "house" as const,
    phase,
    isAccepted: false,
  });
  const given = [
    one("past", "1"),
    one("planned", "9"),
    one("past", "3"),
    one("now", "5"),
    one("planned", "7"),
  ];
  expect(inOrder(given).map(({ startedAt }) => startedAt)).toEqual(["5", "7", "9", "3", "1"]);
});

test("a resident sees what failed where they live, and not what a neighbour's flat or another house lacked", async () => {
  const { building } = must(town.accounts.get(IVANOVA), "Ivanova's account");
  const other = must(town.accounts.get(OCONNOR), "O'Connor's account");
  const [ivanova, oconnor] = [
    await signedIn(IVANOVA, "ivanova@mail.ru"),
    await signedIn(OCONNOR, "oconnor@mail.ru"),
  ];
  const yesterday = addDays(TODAY, -1);
  const failed = async (of: Partial<NewSupplyFailure>) =>
    granted(
      await registerFailure(town.ctx, {
        building,
        supply: "cold_water",
        kind: "interruption",
        condition: "",
        startedAt: `${yesterday}T08:00`,
        endedAt: `${yesterday}T12:00`,
        source: "outage",
        document: "Журнал диспетчера, № 7",
        ...of,
      }),
    );
  const accepted = await failed({});
  granted(await decideFailure(town.ctx, { building, no: accepted.no, decision: "accepted", reason: "" }));
  // The whole day through: it is so whatever the clock says.
  await failed({ supply: "heat", startedAt: `${yesterday}T23:00`, endedAt: `${TODAY}T23:59` });
  const refused = await failed({ supply: "gas" });
  granted(
    await decideFailure(town.ctx, {
      building,
      no: refused.no,
      decision: "refused",
      reason: "Газ был: замер № 5",
    }),
  );
  const premises = must(oconnor.accounts[0], "an account").premises;
  await failed({ building: other.building, premises, supply: "electricity" });
  // Another flat of her own house.
  const neighbour = await premisesOf(building, must(ivanova.accounts[0], "an account").premises);
  await failed({ supply: "electricity", premises: neighbour });
  // Too long ago for a page of a year.
  await failed({
    supply: "sewerage",
    startedAt: `${addDays(TODAY, -400)}T08:00`,
    endedAt: `${addDays(TODAY, -399)}T08:00`,
  });

  const hers = await houseOf(ivanova);
  expect(hers.outages.map(({ supply, phase, isAccepted }) => [supply, phase, isAccepted])).toEqual([
    ["heat", "now", false],
    ["cold_water", "past", true],
  ]);
  expect((await houseOf(oconnor)).outages.map(({ supply, place }) => [supply, place])).toEqual([
    ["electricity", "flat"],
  ]);
});

test("the company of the house is named with what it has published, and nobody else's papers", async () => {
  const of = (organization: SmallTown["companies"][number], title: string) => ({
    organization,
    kind: "document" as const,
    title,
    name: `${title}.pdf`,
    bytes: Buffer.from(`%PDF-1.7 ${title}`),
  });
  const [zarechye, ozernaya] = town.companies;
  granted(await addFile(town.ctx, of(zarechye, "Договор управления")));
  granted(await addFile(town.ctx, of(ozernaya, "Чужой договор")));
  const page = await houseOf(await signedIn(IVANOVA, "ivanova2@mail.ru"));
  expect([page.company?.name, page.managedSince]).toEqual(['ООО "УК Заречье"', "2020-01-01"]);
  expect(page.documents.map(({ title }) => title)).toEqual(["Договор управления"]);
  expect(page.reports).toEqual([]);
});

const houseOf = (self: SignedInResident) =>
  ownHousePage(
    { resident: residentContext(database, self), center: town.ctx },
    self,
    must(self.accounts[0], "an account"),
  );

async function premisesOf(building: number, not: number) {
  const rows = await town.ctx.transaction((tx) =>
    tx.query<{ id: NonNullable<NewSupplyFailure["premises"]> }>(
      "select premises_id as id from addresses.premises where building_id = $1 and premises_id <> $2",
      [building, not],
    ),
  );
  return must(rows[0], "another flat of the house").id;
}

async function signedIn(number: string, name: string): Promise<SignedInResident> {
  const issued = granted(await issueSlips(town.ctx, [number]));
  const { code } = must(issued[0], "a slip");
  const password = "горячая вода по утрам";
  const origin = { remoteAddress: "192.0.2.1", userAgent: "test" };
  const activated = granted(
    await activate(
      database,
      { number, code, name, password, language: "ru", consentVersion: DATA_CONSENT_VERSION },
      origin,
    ),
  );
  return must(await residentBy(database, activated.token), "who has activated");
}
