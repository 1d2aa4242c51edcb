import { must } from "#core/assert";
import { day } from "#core/day";
import type { AccountId, BuildingId, OrganizationId, PremisesId } from "#core/ids";
import type { Refusal, Result } from "#core/result";
import { type NewAccount, registerAccounts } from "#modules/accounts";
import { type NewBuilding, type NewPremises, registerBuildings, registerPremises } from "#modules/addresses";
import { registerOrganizations } from "#modules/organizations";
import { type Ctx, contextOf } from "#platform/context";
import type { Database } from "#platform/database";

/** The business date of the small town. */
export const TODAY = day("2026-11-23");
const SINCE = day("2024-01-01");

/** Four houses of two companies, for tests of single rooms; the demo town is the large story. */
export interface SmallTown {
  readonly center: Ctx;
  /** Contexts of the two companies' people. */
  readonly north: Ctx;
  readonly south: Ctx;
  readonly northCompany: OrganizationId;
  readonly southCompany: OrganizationId;
  readonly waterworks: OrganizationId;
  readonly lesnaya12: BuildingId;
  /** By number: flats 1 to 4 and 12 of Лесная 12. */
  readonly flats: ReadonlyMap<string, PremisesId>;
  /** Иванова, flat 12 of Лесная 12: account 1000000012. */
  readonly ivanova: AccountId;
  readonly lenina5: BuildingId;
  readonly lenina50: BuildingId;
  readonly mira7: BuildingId;
}

export async function settleSmallTown(database: Database): Promise<SmallTown> {
  const center = contextOf(database, { sees: "center", organizations: [], today: TODAY });
  const organizations = granted(
    await registerOrganizations(center, [
      { code: "5300000001", kind: "company", name: "ООО «Северный дом»", inn: "5300000001" },
      { code: "5300000002", kind: "company", name: "ООО «Южный дом»", inn: "5300000002" },
      { code: "5300000003", kind: "supplier", name: "МУП «Водоканал»" },
    ]),
  );
  const [northCompany, southCompany, waterworks] = organizations.ids;
  const north = must(northCompany, "the northern company");
  const south = must(southCompany, "the southern company");
  const houses = granted(
    await registerBuildings(center, [
      newBuilding("house-1", { street: "ул. Лесная", house: "12", organization: north, entrances: 2 }),
      newBuilding("house-2", { street: "ул. Ленина", house: "5", organization: north }),
      newBuilding("house-3", { street: "ул. Ленина", house: "50", organization: south }),
      newBuilding("house-4", { street: "пр-кт Мира", house: "7 корп. 2", organization: south }),
    ]),
  ).ids;
  const [lesnaya12, lenina5, lenina50, mira7] = houses;
  const lesnaya = must(lesnaya12, "Лесная 12");
  const lenina = must(lenina5, "Ленина 5");
  const numbers = ["1", "2", "3", "4", "12"];
  const premises = granted(
    await registerPremises(center, [
      ...numbers.map((number) => newPremises(lesnaya, number)),
      newPremises(lenina, "12"),
      newPremises(must(lenina50, "Ленина 50"), "12"),
    ]),
  ).ids;
  const flats = new Map(numbers.map((number, at) => [number, must(premises[at], "a flat")]));
  const accounts = granted(
    await registerAccounts(center, [
      newAccount("1000000012", {
        building: lesnaya,
        premises: must(flats.get("12"), "flat 12"),
        holderName: "Иванова Мария Петровна",
      }),
      newAccount("1000000001", {
        building: lesnaya,
        premises: must(flats.get("1"), "flat 1"),
        holderName: "Ёлкин Пётр Ильич",
      }),
      newAccount("1000000512", {
        building: lenina,
        premises: must(premises[5], "flat 12"),
        holderName: "Иванов Иван Иванович",
      }),
      newAccount("1000005012", {
        building: must(lenina50, "Ленина 50"),
        premises: must(premises[6], "flat 12"),
        holder: "legal",
        holderName: "ООО «Ромашка»",
      }),
    ]),
  ).ids;
  const company = (id: OrganizationId): Ctx =>
    contextOf(database, { sees: "company", organizations: [id], today: TODAY });
  return {
    center,
    north: company(north),
    south: company(south),
    northCompany: north,
    southCompany: south,
    waterworks: must(waterworks, "the waterworks"),
    lesnaya12: lesnaya,
    flats,
    ivanova: must(accounts[0], "Ivanova's account"),
    lenina5: lenina,
    lenina50: must(lenina50, "Ленина 50"),
    mira7: must(mira7, "Мира 7"),
  };
}

export const newBuilding = (
  code: string,
  of: Pick<NewBuilding, "street" | "house" | "organization"> & Partial<NewBuilding>,
): NewBuilding => ({
  code,
  region: "обл. Новгородская",
  settlement: "г. Североозёрск",
  kind: "apartments",
  commonPropertyArea: 350_000_000n,
  improvement: "full",
  dilapidated: false,
  centralHotWater: true,
  from: SINCE,
  ...of,
});

export const newPremises = (
  building: BuildingId,
  number: string,
  of: Partial<NewPremises> = {},
): NewPremises => ({
  building,
  number,
  kind: "flat",
  totalArea: 54_300_000n,
  rooms: 2,
  heating: "central",
  stove: "electric",
  ownership: "private",
  meterInstallable: ["cold_water", "hot_water"],
  from: SINCE,
  ...of,
});

export const newAccount = (
  number: string,
  of: Pick<NewAccount, "building" | "premises" | "holderName"> & Partial<NewAccount>,
): NewAccount => ({
  number,
  opened: SINCE,
  from: SINCE,
  shareNumerator: 1n,
  shareDenominator: 1n,
  owners: 1,
  holder: "person",
  ...of,
});

/** The value of a deed that must succeed. */
export function granted<T, R extends Refusal>(result: Result<T, R>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}

/** The refusal of a deed that must be refused. */
export function refusalOf<T, R extends Refusal>(result: Result<T, R>): R {
  if (result.ok) throw new Error("the deed was not refused");
  return result.refusal;
}
