import type { AccountId, BuildingId, OrganizationId } from "#core/ids";
import { endDay, firstDay, type Period } from "#core/period";
import { ok, refuse, type Result } from "#core/result";
import { type Money, NOTHING } from "#core/units";
import { findResidents, listHolders } from "#modules/accounts";
import { findPremisesAddresses, parseAddress, printHouseNumber, printPart } from "#modules/addresses";
import { listCategories } from "#modules/benefits";
import { benefitRegister, type RegisterRow } from "#modules/charging";
import type { RegisterLanguage, SocialPlace, SocialRegisterRow } from "#modules/gateways";
import { countMonthsInArrears, openingTotals } from "#modules/ledger";
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
          holder: place?.holder ?? "",
          place: place?.parts ?? NOWHERE,
          born: resident?.born,
          category: (inRussian ? category?.nameRu : category?.nameEn) ?? subsidy,
          document: row.document,
          mode: row.mode,
          chargedFor: row.chargedFor,
          service: (inRussian ? service?.nameRu : service?.nameEn) ?? "",
          serviceCode: service?.code ?? "",
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
          owed: place?.owed ?? NOTHING,
        };
      }),
    );
  });
}

interface Place {
  readonly number: string;
  readonly address: string;
  readonly holder: string;
  readonly parts: SocialPlace;
  readonly monthsInArrears: number;
  readonly owed: Money;
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
  const owed = await openingTotals(tx, {
    buildings: [...new Set(places.map(({ building }) => building))],
    period,
  });
  const debts = await countMonthsInArrears(tx, { places, period });
  const found = new Map<string, Place>();
  for (const key of accounts.keys()) {
    const holder = holders.find((one) => `${one.building}|${one.account}` === key);
    found.set(key, {
      number: holder?.number ?? "",
      address: holder ? (addresses.get(holder.premises)?.address ?? "") : "",
      holder: holder?.holder ?? "",
      parts: holder ? partsOf(addresses.get(holder.premises)) : NOWHERE,
      monthsInArrears: debts.get(key) ?? 0,
      owed: atLeastNothing(owed.get(accounts.get(key)?.account as AccountId)),
      residents: residents.get(key) ?? [],
    });
  }
  return found;
}

const NOWHERE: SocialPlace = { settlement: "", street: "", house: "", block: "", premises: "" };

/** Our own print of an address taken apart again, as an exchange has it: "12/1" is a house, "к. 2" a block. */
function partsOf(place: { readonly address: string; readonly number: string } | undefined): SocialPlace {
  if (!place) return NOWHERE;
  const { settlement, street, house } = parseAddress(place.address).address;
  const { block, ...number } = house ?? { number: "" };
  return {
    settlement: settlement ? printPart(settlement) : "",
    street: street ? printPart(street) : "",
    house: printHouseNumber(number),
    block: block ?? "",
    premises: place.number,
  };
}

const atLeastNothing = (amount: Money | undefined): Money =>
  amount === undefined || amount < NOTHING ? NOTHING : amount;
