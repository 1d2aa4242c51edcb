import { must } from "#core/assert";
import { type Day, day } from "#core/day";
import type { AccountId, BuildingId, OrganizationId, PremisesId, ServiceId } from "#core/ids";
import { parseMoney } from "#core/money";
import { type Period, period, periodOf } from "#core/period";
import type { Refusal, Result } from "#core/result";
import type { Money } from "#core/units";
import { registerAccounts } from "#modules/accounts";
import { registerBuildings, registerPremises } from "#modules/addresses";
import { accountBalances, type Entry, insertEntries, nextDocuments } from "#modules/ledger";
import { openPeriod, registerOrganizations } from "#modules/organizations";
import { type Ctx, contextOf } from "#platform/context";
import type { Database } from "#platform/database";

/** A town for the tests of payments: two companies with a building each, made by the rooms' own actions. */
export interface SmallTown {
  readonly ctx: Ctx;
  readonly database: Database;
  readonly companies: readonly [OrganizationId, OrganizationId];
  readonly suppliers: readonly [OrganizationId, OrganizationId];
  readonly buildings: readonly [BuildingId, BuildingId];
  /** By number. */
  readonly accounts: ReadonlyMap<string, { readonly building: BuildingId; readonly account: AccountId }>;
  readonly period: Period;
}

export const TODAY = day("2025-11-23");
export const IVANOVA = "4400110010";
export const PETROV = "4400110145";
/** Closed last summer. */
export const YOLKINA = "4400110270";
/** In the second company's building. */
export const OCONNOR = "4400110403";
export const FLAT = 1_000_000n;

export const roubles = (text: string): Money => must(parseMoney(text), `an amount in "${text}"`);

export async function buildSmallTown(database: Database, extraFlats = 0): Promise<SmallTown> {
  const ctx = contextAt(database, TODAY);
  const from = day("2020-01-01");
  const { ids } = done(
    await registerOrganizations(ctx, [
      { code: "zarechye", kind: "company", name: 'ООО "УК Заречье"' },
      { code: "ozernaya", kind: "company", name: 'ООО "УК Озёрная"' },
      { code: "vodokanal", kind: "supplier", name: 'МУП "Водоканал"' },
      { code: "teploset", kind: "supplier", name: 'АО "Теплосеть"' },
    ]),
  );
  const [zarechye, ozernaya, vodokanal, teploset] = ids as [
    OrganizationId,
    OrganizationId,
    OrganizationId,
    OrganizationId,
  ];
  const building = {
    kind: "apartments",
    commonPropertyArea: 100n * FLAT,
    improvement: "",
    dilapidated: false,
    centralHotWater: true,
    from,
  } as const;
  const buildings = done(
    await registerBuildings(ctx, [
      {
        ...building,
        code: "lenina7",
        region: "обл. Северная",
        settlement: "г. Североозёрск",
        street: "ул. Ленина",
        house: "7",
        organization: zarechye,
      },
      {
        ...building,
        code: "ozernaya12",
        region: "обл. Северная",
        settlement: "г. Североозёрск",
        street: "ул. Озёрная",
        house: "12/1",
        organization: ozernaya,
      },
    ]),
  ).ids as [BuildingId, BuildingId];
  const people: { number: string; flat: string; at: BuildingId; holderName: string; closed?: Day }[] = [
    { number: IVANOVA, flat: "3", at: buildings[0], holderName: "Иванова Мария Петровна" },
    { number: PETROV, flat: "7", at: buildings[0], holderName: "Петров Сергей Иванович" },
    {
      number: YOLKINA,
      flat: "11",
      at: buildings[0],
      holderName: "Ёлкина Анна-Мария Сергеевна",
      closed: day("2025-07-01"),
    },
    { number: OCONNOR, flat: "15", at: buildings[1], holderName: "О'Коннор Денис Львович" },
    ...Array.from({ length: extraFlats }, (_, at) => ({
      number: String(4_500_000_000 + at),
      flat: String(100 + at),
      at: buildings[at % 2] ?? buildings[0],
      holderName: `Жилец ${at}`,
    })),
  ];
  const premises = done(
    await registerPremises(
      ctx,
      people.map((one) => ({
        building: one.at,
        number: one.flat,
        kind: "flat",
        totalArea: 50n * FLAT,
        rooms: 2,
        heating: "central",
        stove: "gas",
        ownership: "private",
        meterInstallable: [],
        from,
      })),
    ),
  ).ids;
  const accounts = done(
    await registerAccounts(
      ctx,
      people.map((one, at) => ({
        building: one.at,
        premises: premises[at] as PremisesId,
        number: one.number,
        opened: from,
        ...(one.closed ? { closed: one.closed } : {}),
        from,
        holderName: one.holderName,
        holder: "person",
        owners: 1,
        shareNumerator: 1n,
        shareDenominator: 1n,
      })),
    ),
  ).ids;
  const opened = periodOf(TODAY);
  for (const company of [zarechye, ozernaya]) done(await openPeriod(ctx, company, opened));
  return {
    ctx,
    database,
    companies: [zarechye, ozernaya],
    suppliers: [vodokanal, teploset],
    buildings,
    accounts: new Map(
      people.map((one, at) => [one.number, { building: one.at, account: accounts[at] as AccountId }]),
    ),
    period: opened,
  };
}

export const contextAt = (database: Database, today: Day, organizations?: readonly OrganizationId[]): Ctx =>
  contextOf(database, {
    sees: organizations ? "company" : "center",
    organizations: organizations ?? [],
    today,
  });

export interface Owed {
  readonly account: string;
  readonly month: string;
  readonly service: number;
  readonly provider: OrganizationId;
  readonly amount: string;
}

/** Debts that the accounts came with, booked as openings in the open month. */
export async function owe(town: SmallTown, debts: readonly Owed[], bookedIn = town.period): Promise<void> {
  await town.ctx.transaction(async (tx) => {
    const documents = await nextDocuments(tx, debts.length);
    await insertEntries(
      tx,
      debts.map(
        (debt, at): Entry => ({
          ...placeOf(town, debt.account),
          document: must(documents[at], "a document"),
          lineNo: 1,
          bookedIn,
          chargedFor: period(debt.month),
          kind: "opening",
          service: debt.service as ServiceId,
          provider: debt.provider,
          amount: roubles(debt.amount),
        }),
      ),
    );
  });
}

/** What the account owes: "2025-10 20 3 287.20" for each item, and its advance. */
export async function owed(town: SmallTown, number: string, at = town.period) {
  const place = placeOf(town, number);
  const balances = await town.ctx.transaction((tx) => accountBalances(tx, { accounts: [place], period: at }));
  return must(balances.get(place.account), `the balance of ${number}`);
}

export const placeOf = (town: SmallTown, number: string) =>
  must(town.accounts.get(number), `account ${number}`);

export function done<T, R extends Refusal>(result: Result<T, R>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}
