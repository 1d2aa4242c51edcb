import { must } from "#core/assert";
import { day } from "#core/day";
import type { OrganizationId, PremisesId } from "#core/ids";
import { periodOf } from "#core/period";
import type { Refusal, Result } from "#core/result";
import { registerAccounts } from "#modules/accounts";
import { registerBuildings, registerPremises } from "#modules/addresses";
import { openPeriod, registerOrganizations, setBusinessDate } from "#modules/organizations";
import { registerAgent } from "#modules/payments";
import { centerContext } from "#platform/context";
import { openDatabase } from "#platform/database";

const TODAY = day("2026-11-23");
export const AGENT_SECRET = "a-secret-of-twenty-odd-letters";
/** As many as a city has: each may send 6,000 messages a minute, and more than that is not sent here. */
const AGENTS = 20;

export const agentCode = (at: number): string => `bench-${at % AGENTS}`;

/** Companies with a house of so many flats each; gives the numbers of the accounts, company by company. */
export async function settlePayers(
  url: string,
  { companies: count, flats: flatsOfHouse }: { readonly companies: number; readonly flats: number },
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
        companies.map((organization, at) => ({
          kind: "apartments" as const,
          code: `house-${at}`,
          region: "обл. Северная",
          settlement: "г. Североозёрск",
          street: "ул. Ленина",
          house: String(at + 1),
          organization,
          commonPropertyArea: 100_000_000n,
          improvement: "",
          dilapidated: false,
          centralHotWater: true,
          from,
        })),
      ),
    ).ids;
    const numbers: string[] = [];
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
      done(await registerAccounts(ctx, rows));
      numbers.push(...rows.map((row) => row.number));
    }
    for (const company of companies) done(await openPeriod(ctx, company, periodOf(TODAY)));
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

function done<T, R extends Refusal>(result: Result<T, R>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}
