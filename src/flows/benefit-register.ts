import type { AccountId, BuildingId, OrganizationId } from "#core/ids";
import { endDay, firstDay, type Period } from "#core/period";
import { ok, refuse, type Result } from "#core/result";
import { findResidents, listHolders } from "#modules/accounts";
import { findPremisesAddresses } from "#modules/addresses";
import { listCategories } from "#modules/benefits";
import { benefitRegister, type RegisterRow } from "#modules/charging";
import type { RegisterLanguage, SocialRegisterRow } from "#modules/gateways";
import { countMonthsInArrears } from "#modules/ledger";
import { findOrganizations } from "#modules/organizations";
import { listServices } from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";

export type RegisterRefusal = {
  readonly code: "register.organization_not_found";
  readonly organization: number;
};

/**
 * The register of a month for the social office: what each right came to in the month's runs, and the differences of
 * earlier months that were charged again in it. What the center and the office settle by.
 */
export async function socialRegister(
  ctx: Ctx,
  of: { organization: OrganizationId; period: Period; language: RegisterLanguage },
): Promise<Result<SocialRegisterRow[], RegisterRefusal>> {
  return ctx.transaction(async (tx) => {
    const [organization] = await findOrganizations(tx, [of.organization]);
    if (!organization)
      return refuse({ code: "register.organization_not_found", organization: of.organization });
    const rows = await benefitRegister.listBenefitRegister(tx, { ...of, bookedIn: of.period });
    if (rows.length === 0) return ok([]);
    const places = await placesOf(tx, rows, of.period);
    const services = new Map((await listServices(tx)).map((one) => [one.id, one]));
    const categories = new Map((await listCategories(tx)).map((one) => [one.code, one]));
    const providers = new Map(
      (await findOrganizations(tx, [...new Set(rows.flatMap(({ provider }) => provider ?? []))])).map(
        (one) => [one.id, one.name],
      ),
    );
    const inRussian = of.language === "ru";
    const subsidy = inRussian ? "Субсидия" : "Subsidy";
    return ok(
      rows.map((row): SocialRegisterRow => {
        const place = places.get(`${row.building}|${row.account}`);
        const resident = place?.residents.find(({ no }) => no === row.resident);
        const service = row.service === undefined ? undefined : services.get(row.service);
        const category = categories.get(row.category);
        return {
          account: place?.number ?? "",
          address: place?.address ?? "",
          beneficiary: resident?.name,
          born: resident?.born,
          category: (inRussian ? category?.nameRu : category?.nameEn) ?? subsidy,
          document: row.document,
          mode: row.mode,
          chargedFor: row.chargedFor,
          service: (inRussian ? service?.nameRu : service?.nameEn) ?? "",
          provider: row.provider === undefined ? "" : (providers.get(row.provider) ?? ""),
          unit: service?.unit ?? "",
          rate: row.rate === 0n ? undefined : row.rate,
          norm: row.norm,
          volume: row.service === undefined ? undefined : row.volume,
          persons: row.persons,
          percent: row.percent,
          charged: row.charged,
          amount: row.amount,
          monthsInArrears: place?.monthsInArrears ?? 0,
        };
      }),
    );
  });
}

interface Place {
  readonly number: string;
  readonly address: string;
  readonly monthsInArrears: number;
  readonly residents: Awaited<ReturnType<typeof findResidents>>;
}

/** Who and where the accounts of the register are, by building and account. */
async function placesOf(tx: Tx, rows: readonly RegisterRow[], period: Period): Promise<Map<string, Place>> {
  const accounts = new Map<string, { building: BuildingId; account: AccountId }>();
  for (const { building, account } of rows) accounts.set(`${building}|${account}`, { building, account });
  const places = [...accounts.values()];
  const months = rows.map((row) => row.chargedFor).sort();
  const holders = await listHolders(tx, {
    buildings: [...new Set(places.map(({ building }) => building))],
    from: firstDay(months[0] ?? period),
    to: endDay(period),
  });
  const addresses = await findPremisesAddresses(tx, holders);
  const residents = Map.groupBy(await findResidents(tx, places), (one) => `${one.building}|${one.account}`);
  const debts = await countMonthsInArrears(tx, { places, period });
  const found = new Map<string, Place>();
  for (const key of accounts.keys()) {
    const holder = holders.find((one) => `${one.building}|${one.account}` === key);
    found.set(key, {
      number: holder?.number ?? "",
      address: holder ? (addresses.get(holder.premises)?.address ?? "") : "",
      monthsInArrears: debts.get(key) ?? 0,
      residents: residents.get(key) ?? [],
    });
  }
  return found;
}
