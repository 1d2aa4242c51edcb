import type { AccountId, BuildingId, MeterId, OrganizationId, PremisesId } from "#core/ids";
import type { Period } from "#core/period";
import { ok, type Refusal, type Result, refuse } from "#core/result";
import { registerAccounts, registerResidents } from "#modules/accounts";
import { registerBuildings, registerPremises } from "#modules/addresses";
import type { BuildingBundle, CityDictionary, ReadingRow } from "#modules/gateways";
import { bookTakenOver } from "#modules/ledger";
import { acceptReadings, type NewReading, type ReadingRefusal, registerMeters } from "#modules/metering";
import { findOrganizationsByCode, openPeriodOf, registerOrganizations } from "#modules/organizations";
import { registerServices, SERVICES, setServiceTerms, setValues } from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt, within } from "#platform/deed";
import { type AskedKeys, recordedKeys } from "./recorded-keys.ts";

/** A room refused rows of a building: nothing of that building is applied. */
export type ApplyRefusal =
  | {
      readonly code: "import.refused";
      readonly sheet: keyof BuildingBundle | "organizations";
      readonly refusal: Refusal;
    }
  | { readonly code: "import.organization_unknown"; readonly organization: string }
  | { readonly code: "import.period_not_open"; readonly organization: string };

export interface Applied {
  readonly buildings: number;
  readonly premises: number;
  readonly accounts: number;
  readonly meters: number;
  readonly readings: number;
  /** What became of the rows: new things, dated changes of known ones, rows that said what was known. */
  readonly changes: Readonly<
    Record<
      "buildings" | "premises" | "accounts" | "residents" | "meters" | "terms" | "values" | "readings",
      Changes
    >
  >;
  readonly readingsRefused: readonly { readonly row: ReadingRow; readonly refusal: ReadingRefusal }[];
  /** By code, number, and "building code|serial". */
  readonly ids: {
    readonly buildings: ReadonlyMap<string, BuildingId>;
    readonly accounts: ReadonlyMap<string, AccountId>;
    readonly meters: ReadonlyMap<string, MeterId>;
  };
}

export interface Changes {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** Organizations, services, tariffs and norms: what all buildings share. Doing it again changes nothing. */
export async function applyDictionary(
  ctx: Ctx,
  dictionary: CityDictionary,
): Promise<Result<ReadonlyMap<string, OrganizationId>, ApplyRefusal>> {
  return attempt<ReadonlyMap<string, OrganizationId>, ApplyRefusal>(ctx, async (tx) => {
    const inner = within(ctx, tx);
    const registered = await registerOrganizations(
      inner,
      dictionary.organizations.map((row) => ({
        ...row,
        ...(row.bankAccount && row.bankName && row.bic && row.correspondentAccount
          ? {
              requisites: {
                from: REQUISITES_SINCE,
                bank: row.bankName,
                bic: row.bic,
                account: row.bankAccount,
                correspondentAccount: row.correspondentAccount,
              },
            }
          : {}),
      })),
    );
    if (!registered.ok) return refused("organizations", registered.refusal);
    const services = await registerServices(inner, SERVICES);
    if (!services.ok) return refused("values", services.refusal);
    const known = new Map(registered.value.byCode);
    for (const one of await findOrganizationsByCode(tx, codesOf(dictionary))) known.set(one.code, one.id);
    const unknown = codesOf(dictionary).find((code) => !known.has(code));
    if (unknown !== undefined) return refuse({ code: "import.organization_unknown", organization: unknown });
    const values = await setValues(
      inner,
      dictionary.values.map(({ building: _, account: __, organization, provider, ...row }) => ({
        ...row,
        ...(organization === undefined ? {} : { organization: known.get(organization) as OrganizationId }),
        ...(provider === undefined ? {} : { provider: known.get(provider) as OrganizationId }),
      })),
    );
    if (!values.ok) return refused("values", values.refusal);
    return ok(known);
  });
}

// An account printed on receipts had to be in force before the first receipt of the import.
const REQUISITES_SINCE = "2000-01-01" as ReadingRow["takenOn"];

const codesOf = (dictionary: CityDictionary): string[] => [
  ...new Set(
    dictionary.values.flatMap((row) =>
      [row.organization, row.provider].filter((code): code is string => code !== undefined),
    ),
  ),
];

/**
 * Applies whole buildings in one transaction: all of a building's rows or none of them. Rows that are on record are
 * left alone, what is new about a known thing becomes a dated change. If a building is refused, nothing of this call
 * is written: the caller applies such a batch building by building and lists the refused ones.
 */
export async function applyBuildings(
  ctx: Ctx,
  bundles: readonly BuildingBundle[],
  organizations: ReadonlyMap<string, OrganizationId>,
): Promise<Result<Applied, ApplyRefusal>> {
  return attempt<Applied, ApplyRefusal>(ctx, async (tx) => {
    const inner = within(ctx, tx);
    const all = <Row>(rowsOf: (bundle: BuildingBundle) => readonly Row[]) => bundles.flatMap(rowsOf);
    const codes = [
      ...all((b) => b.buildings).flatMap((row) => row.manager ?? []),
      ...all((b) => b.terms).map((row) => row.provider),
    ];
    const unknown = codes.find((code) => !organizations.has(code));
    if (unknown !== undefined) return refuse({ code: "import.organization_unknown", organization: unknown });
    const organization = (code: string) => organizations.get(code) as OrganizationId;

    // A file of the month's readings states no buildings or meters: what it speaks of is on record.
    const recorded = await recordedKeys(tx, spokenOf(bundles));
    const buildingRows = all((b) => b.buildings);
    const buildings = await registerBuildings(
      inner,
      buildingRows.map(({ manager, ...row }) => ({
        ...row,
        organization: manager === undefined ? undefined : organization(manager),
      })),
    );
    if (!buildings.ok) return refused("buildings", buildings.refusal);
    const buildingOf = new Map<string, BuildingId>(recorded.buildings);
    buildingRows.forEach((row, index) => buildingOf.set(row.code, buildings.value.ids[index] as BuildingId));
    const building = (code: string) => buildingOf.get(code) as BuildingId;

    const premisesRows = all((b) => b.premises);
    const premises = await registerPremises(
      inner,
      premisesRows.map((row) => ({ ...row, building: building(row.building) })),
    );
    if (!premises.ok) return refused("premises", premises.refusal);
    const premisesOf = new Map<string, PremisesId>(recorded.premises);
    premisesRows.forEach((row, index) =>
      premisesOf.set(`${row.building}|${row.number}`, premises.value.ids[index] as PremisesId),
    );
    const place = (row: { building: string; premises: string }) =>
      premisesOf.get(`${row.building}|${row.premises}`) as PremisesId;

    const accountRows = all((b) => b.accounts);
    const accounts = await registerAccounts(
      inner,
      accountRows.map((row) => ({ ...row, building: building(row.building), premises: place(row) })),
    );
    if (!accounts.ok) return refused("accounts", accounts.refusal);
    const accountOf = new Map<string, AccountId>(
      [...recorded.accounts].map(([number, at]) => [number, at.account]),
    );
    accountRows.forEach((row, index) => accountOf.set(row.number, accounts.value.ids[index] as AccountId));
    const account = (number: string) => accountOf.get(number) as AccountId;

    const residents = await registerResidents(
      inner,
      all((b) => b.residents).map((row) => ({
        building: building(row.building),
        account: account(row.account),
        name: [row.surname, row.givenName, row.patronymic].filter(Boolean).join(" "),
        born: row.born,
        registration: row.registration,
        from: row.from,
        to: row.to,
      })),
    );
    if (!residents.ok) return refused("residents", residents.refusal);

    const terms = await setServiceTerms(
      inner,
      all((b) => b.terms).map((row) => ({
        ...row,
        building: building(row.building),
        provider: organization(row.provider),
        account: row.account === undefined ? undefined : account(row.account),
      })),
    );
    if (!terms.ok) return refused("terms", terms.refusal);
    const valueRows = all((b) => b.values);
    let valuesSet: Changes = NO_CHANGES;
    if (valueRows.length > 0) {
      const values = await setValues(
        inner,
        valueRows.map(({ organization: _, provider: __, ...row }) => ({
          ...row,
          building: row.building === undefined ? undefined : building(row.building),
          account: row.account === undefined ? undefined : account(row.account),
        })),
      );
      if (!values.ok) return refused("values", values.refusal);
      valuesSet = setChanges(values.value);
    }

    const meterRows = all((b) => b.meters);
    const readingRows = all((b) => b.readings);
    const openings = openingsOf(readingRows);
    const meters = await registerMeters(
      inner,
      meterRows.map((row) => ({
        ...row,
        building: building(row.building),
        premises:
          row.premises === undefined ? undefined : place({ building: row.building, premises: row.premises }),
        opening: openings.get(`${row.building}|${row.serial}|${row.installed}`),
      })),
    );
    if (!meters.ok) return refused("meters", meters.refusal);
    const meterOf = new Map<string, MeterId>([...recorded.meters].map(([key, at]) => [key, at.meter]));
    meterRows.forEach((row, index) =>
      meterOf.set(`${row.building}|${row.serial}`, meters.value.ids[index] as MeterId),
    );
    const later = readingRows.filter(
      (row) => !(row.mark === "opening" && openings.has(`${row.building}|${row.meter}|${row.takenOn}`)),
    );
    const taken = await acceptReadings(
      inner,
      later.map(
        (row): NewReading => ({
          building: building(row.building),
          meter: meterOf.get(`${row.building}|${row.meter}`) as MeterId,
          scale: row.scale,
          value: row.value,
          takenOn: row.takenOn,
          mark: row.mark,
          source: row.source,
        }),
      ),
    );

    const balances = await applyBalances(tx, bundles, { building, account, organization });
    if (!balances.ok) return balances;
    return ok({
      buildings: bundles.length,
      premises: new Set(premisesRows.map((row) => `${row.building}|${row.number}`)).size,
      accounts: new Set(accountRows.map((row) => row.number)).size,
      meters: meterRows.length,
      readings: taken.taken + openings.size,
      changes: {
        buildings: changesOf(buildings.value),
        premises: changesOf(premises.value),
        accounts: changesOf(accounts.value),
        residents: changesOf(residents.value),
        meters: changesOf(meters.value),
        terms: setChanges(terms.value),
        values: valuesSet,
        readings: {
          added: taken.taken - taken.corrected,
          changed: taken.corrected,
          unchanged: taken.unchanged,
        },
      },
      readingsRefused: taken.refused.flatMap(({ row, refusal }) => {
        const reading = later[row];
        return reading ? [{ row: reading, refusal }] : [];
      }),
      ids: { buildings: buildingOf, accounts: accountOf, meters: meterOf },
    });
  });
}

const NO_CHANGES: Changes = { added: 0, changed: 0, unchanged: 0 };
const changesOf = ({ added, changed, unchanged }: Changes): Changes => ({ added, changed, unchanged });
/** Of values and terms, a running one that ends is what changed. */
const setChanges = (of: { added: number; ended: number; unchanged: number }): Changes => ({
  added: of.added,
  changed: of.ended,
  unchanged: of.unchanged,
});

/** The keys that bundles refer to without stating them: only those are looked up. */
function spokenOf(bundles: readonly BuildingBundle[]): AskedKeys {
  const premises: { building: string; number: string }[] = [];
  const meters = new Map<string, { building: string; serial: string }>();
  const accounts = new Set<string>();
  for (const bundle of bundles) {
    const statedPremises = new Set(bundle.premises.map((row) => row.number));
    const statedAccounts = new Set(bundle.accounts.map((row) => row.number));
    const statedMeters = new Set(bundle.meters.map((row) => row.serial));
    for (const { premises: number } of [...bundle.accounts, ...bundle.meters])
      if (number !== undefined && !statedPremises.has(number))
        premises.push({ building: bundle.code, number });
    for (const { account } of [...bundle.residents, ...bundle.terms, ...bundle.values, ...bundle.balances])
      if (account !== undefined && !statedAccounts.has(account)) accounts.add(account);
    for (const { meter } of bundle.readings)
      if (!statedMeters.has(meter))
        meters.set(`${bundle.code}|${meter}`, { building: bundle.code, serial: meter });
  }
  return {
    organizations: [],
    buildings: bundles.map((bundle) => bundle.code),
    premises,
    accounts: [...accounts],
    meters: [...meters.values()],
  };
}

/** Opening readings by building, meter and day: they come with the meter, not after it. */
function openingsOf(rows: readonly ReadingRow[]): Map<string, { scale: number; value: bigint }[]> {
  const openings = new Map<string, { scale: number; value: bigint }[]>();
  for (const row of rows) {
    if (row.mark !== "opening") continue;
    const key = `${row.building}|${row.meter}|${row.takenOn}`;
    const list = openings.get(key) ?? [];
    openings.set(key, list);
    list.push({ scale: row.scale, value: row.value });
  }
  return openings;
}

async function applyBalances(
  tx: Tx,
  bundles: readonly BuildingBundle[],
  ids: {
    building: (code: string) => BuildingId;
    account: (number: string) => AccountId;
    organization: (code: string) => OrganizationId;
  },
): Promise<Result<number, ApplyRefusal>> {
  const serviceOf = new Map(SERVICES.map((service) => [service.code, service.id]));
  let booked = 0;
  for (const bundle of bundles) {
    if (bundle.balances.length === 0) continue;
    const manager = bundle.buildings.at(-1)?.manager ?? "";
    const period: Period | undefined = await openPeriodOf(tx, ids.organization(manager));
    if (!period) return refuse({ code: "import.period_not_open", organization: manager });
    booked += await bookTakenOver(
      tx,
      bundle.balances.flatMap((row) => {
        const service = serviceOf.get(row.service);
        return service === undefined
          ? []
          : [
              {
                building: ids.building(row.building),
                account: ids.account(row.account),
                service,
                provider: ids.organization(row.provider),
                chargedFor: row.period,
                amount: row.amount,
              },
            ];
      }),
      period,
    );
  }
  return ok(booked);
}

const refused = (sheet: keyof BuildingBundle | "organizations", refusal: Refusal) =>
  refuse({ code: "import.refused" as const, sheet, refusal });
