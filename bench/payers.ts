import { must } from "#core/assert";
import { day } from "#core/day";
import type { AccountId, BuildingId, OrganizationId, PremisesId, ServiceId } from "#core/ids";
import { periodOf, previous } from "#core/period";
import type { Refusal, Result } from "#core/result";
import { money } from "#core/units";
import { registerAccounts } from "#modules/accounts";
import { registerBuildings, registerPremises } from "#modules/addresses";
import { bookTakenOver } from "#modules/ledger";
import { openPeriod, registerOrganizations, setBusinessDate } from "#modules/organizations";
import { registerAgent } from "#modules/payments";
import { centerContext, type Ctx } from "#platform/context";
import { openDatabase } from "#platform/database";

const TODAY = day("2026-11-23");
export const AGENT_SECRET = "a-secret-of-twenty-odd-letters";
/** As many as a city has: each may send 6,000 messages a minute, and more than that is not sent here. */
const AGENTS = 20;

export const agentCode = (at: number): string => `bench-${at % AGENTS}`;

export interface Payers {
  readonly companies: number;
  /** Of a company; one if absent. */
  readonly houses?: number;
  /** Of a house. */
  readonly flats: number;
  /** For how many services each account owes October; none if absent. */
  readonly debts?: number;
}

/** Companies with houses of so many flats each; gives the numbers of the accounts, company by company. */
export async function settlePayers(
  url: string,
  { companies: count, houses = 1, flats: flatsOfHouse, debts = 0 }: Payers,
): Promise<string[]> {
  const database = openDatabase(url);
  try {
    const ctx = await centerContext(database);
    const from = day("2020-01-01");
    done(await setBusinessDate(ctx, TODAY));
    const codes = Array.from({ length: count }, (_, at) => `company-${at}`);
    const companies = done(
      await registerOrganizations(
        ctx,
        codes.map((code) => ({ code, kind: "company" as const, name: code })),
      ),
    ).ids as OrganizationId[];
    const buildings = done(
      await registerBuildings(
        ctx,
        Array.from({ length: count * houses }, (_, at) => ({
          kind: "apartments" as const,
          code: `house-${at}`,
          region: "обл. Северная",
          settlement: "г. Североозёрск",
          street: "ул. Ленина",
          house: String(at + 1),
          organization: must(companies[Math.floor(at / houses)], "the company of a house"),
          commonPropertyArea: 100_000_000n,
          improvement: "",
          dilapidated: false,
          centralHotWater: true,
          from,
        })),
      ),
    ).ids;
    const numbers: string[] = [];
    const places: { building: BuildingId; account: AccountId; provider: OrganizationId }[] = [];
    for (const [house, building] of buildings.entries()) {
      const flats = Array.from({ length: flatsOfHouse }, (_, at) => at);
      const premises = done(
        await registerPremises(
          ctx,
          flats.map((at) => ({
            building,
            number: String(at + 1),
            kind: "flat" as const,
            totalArea: 50_000_000n,
            rooms: 2,
            heating: "central" as const,
            stove: "gas" as const,
            ownership: "private" as const,
            meterInstallable: [],
            from,
          })),
        ),
      ).ids;
      const rows = flats.map((at) => ({
        building,
        premises: premises[at] as PremisesId,
        number: String(4_000_000_000 + house * flatsOfHouse + at),
        opened: from,
        from,
        holderName: `Жилец ${at}`,
        holder: "person" as const,
        owners: 1,
        shareNumerator: 1n,
        shareDenominator: 1n,
      }));
      const accounts = done(await registerAccounts(ctx, rows)).ids;
      const provider = must(companies[Math.floor(house / houses)], "the company of a house");
      places.push(...accounts.map((account) => ({ building, account, provider })));
      numbers.push(...rows.map((row) => row.number));
    }
    for (const company of companies) done(await openPeriod(ctx, company, periodOf(TODAY)));
    if (debts > 0)
      for (const ofHouse of Map.groupBy(places, ({ building }) => building).values())
        await owe(ctx, ofHouse, debts);
    const organization = must(companies[0], "a company");
    for (let at = 0; at < AGENTS; at++)
      done(
        await registerAgent(ctx, {
          organization,
          code: agentCode(at),
          name: agentCode(at),
          secret: AGENT_SECRET,
        }),
      );
    return numbers;
  } finally {
    await database.close();
  }
}

/** Debts of October for the first so many services, a thousand roubles each and some kopecks. */
async function owe(
  ctx: Ctx,
  places: readonly { building: BuildingId; account: AccountId; provider: OrganizationId }[],
  services: number,
): Promise<void> {
  const month = periodOf(TODAY);
  const rows = places.flatMap((place) =>
    Array.from({ length: services }, (_, at) => ({
      ...place,
      service: (at + 1) as ServiceId,
      chargedFor: previous(month),
      amount: money(100_000n + BigInt(at) * 777n),
    })),
  );
  await ctx.transaction((tx) => bookTakenOver(tx, rows, month));
}

function done<T, R extends Refusal>(result: Result<T, R>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}
