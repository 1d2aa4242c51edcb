import { must } from "#core/assert";
import { addDays, covers } from "#core/day";
import type { BuildingId, OrganizationId } from "#core/ids";
import { type Period, previous } from "#core/period";
import { ok, refuse, type Result } from "#core/result";
import { type Money, NOTHING } from "#core/units";
import { findResidents, listHolders } from "#modules/accounts";
import {
  type AddressRefusal,
  findBuildingStates,
  findManagements,
  findPremisesAddresses,
  findVisibleBuildings,
  listPremises,
} from "#modules/addresses";
import { gisStore } from "#modules/gateways";
import { listChargedAccounts, listChargedServices } from "#modules/ledger";
import { findOrganizations } from "#modules/organizations";
import { listServices } from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";

/** Who lives where in a building today: its premises with their accounts, holders and numbers of people. */
export async function buildingAccounts(ctx: Ctx, building: BuildingId) {
  return ofVisible(ctx, building, async (tx) => {
    const holders = await listHolders(tx, {
      buildings: [building],
      from: ctx.today,
      to: addDays(ctx.today, 1),
    });
    const residents = holders.length === 0 ? [] : await findResidents(tx, holders);
    const present = Map.groupBy(
      residents.filter((one) => covers(one, ctx.today)),
      ({ account }) => account,
    );
    const byPremises = Map.groupBy(holders, ({ premises }) => premises);
    const personsOf = (account: (typeof holders)[number]): number =>
      present.get(account.account)?.length ?? 0;
    return {
      accounts: holders.length,
      persons: holders.reduce((sum, holder) => sum + personsOf(holder), 0),
      premises: (await listPremises(tx, building)).map((premises) => ({
        ...premises,
        accounts: (byPremises.get(premises.id) ?? []).map((holder) => ({
          number: holder.number,
          holder: holder.holder,
          persons: personsOf(holder),
        })),
      })),
    };
  });
}

/** What the building was like and who managed it, by dates. */
export async function buildingHistory(ctx: Ctx, building: BuildingId) {
  return ofVisible(ctx, building, async (tx) => {
    const managements = await findManagements(tx, [building]);
    const ids = [...new Set(managements.map(({ facts }) => facts))];
    const names = new Map<OrganizationId, string>(
      (await findOrganizations(tx, ids)).map(({ id, name }) => [id, name]),
    );
    return {
      states: (await findBuildingStates(tx, [building])).map(({ from, to, facts }) => ({
        from,
        to,
        ...facts,
      })),
      managements: managements.map(({ facts, from, to }) => ({
        organization: facts,
        name: names.get(facts) ?? "",
        from,
        to,
      })),
    };
  });
}

/** What the state system calls a building and its premises: what has no identifier there cannot be told of. */
export async function buildingInGis(ctx: Ctx, building: BuildingId) {
  return ofVisible(ctx, building, async (tx) => {
    const known = await gisStore.listIdentifiers(tx, { buildings: [building], kinds: ["house", "premises"] });
    const guids = new Map(known.map(({ kind, thing, guid }) => [`${kind} ${thing}`, guid]));
    const premises = (await listPremises(tx, building)).map(({ id, number, kind }) => ({
      id,
      number,
      kind,
      guid: guids.get(`premises ${id}`),
    }));
    const house = guids.get(`house ${building}`);
    const named = premises.filter(({ guid }) => guid !== undefined).length;
    const state =
      house === undefined && named === 0
        ? ("unknown" as const)
        : house !== undefined && named === premises.length
          ? ("known" as const)
          : ("partly" as const);
    return { state, guid: house, named, premises };
  });
}

/** What a building was charged in a month, by service, beside the month before. */
export async function buildingCharges(
  ctx: Ctx,
  of: { readonly building: BuildingId; readonly period: Period },
) {
  return ofVisible(ctx, of.building, async (tx) => {
    const booked = await listChargedServices(tx, of);
    const before = new Map(
      (await listChargedServices(tx, { ...of, period: previous(of.period) })).map((one) => [
        one.service,
        one.charged,
      ]),
    );
    const nothing = {
      volume: 0n,
      charged: NOTHING,
      recalculated: NOTHING,
      benefits: NOTHING,
      penalties: NOTHING,
      accounts: 0,
    };
    const ceased = [...before.keys()].filter((service) => !booked.some((one) => one.service === service));
    const charged = [...booked, ...ceased.map((service) => ({ service, ...nothing }))];
    const services = new Map((await listServices(tx)).map((service) => [service.id, service]));
    const sum = (amounts: Iterable<bigint>): Money =>
      [...amounts].reduce((total, amount) => total + amount, 0n) as Money;
    return {
      period: of.period,
      charged: sum(charged.map((one) => one.charged)),
      recalculated: sum(charged.map((one) => one.recalculated)),
      benefits: sum(charged.map((one) => one.benefits)),
      penalties: sum(charged.map((one) => one.penalties)),
      previous: sum(before.values()),
      services: charged
        .map((one) => ({ ...one, known: must(services.get(one.service), "the service of a charge") }))
        .sort((a, b) => a.known.position - b.known.position)
        .map(({ known, service, ...one }) => ({
          service: known.code,
          nameRu: known.nameRu,
          nameEn: known.nameEn,
          unit: known.unit,
          ...one,
          previous: before.get(service) ?? NOTHING,
        })),
    };
  });
}

/** The accounts behind what one service cost a building in a month. A service that nobody knows has none. */
export async function buildingChargedAccounts(
  ctx: Ctx,
  of: {
    readonly building: BuildingId;
    readonly period: Period;
    readonly service: string;
    readonly after: number;
    readonly limit: number;
  },
) {
  return ofVisible(ctx, of.building, async (tx) => {
    const service = (await listServices(tx)).find((one) => one.code === of.service)?.id;
    const found =
      service === undefined ? [] : await listChargedAccounts(tx, { ...of, service, limit: of.limit + 1 });
    const page = found.slice(0, of.limit);
    const places = await findPremisesAddresses(
      tx,
      page.map(({ premises }) => ({ building: of.building, premises })),
    );
    return {
      accounts: page.map(({ premises, ...one }) => {
        const place = places.get(premises);
        return { ...one, premises: { kind: place?.kind ?? "flat", number: place?.number ?? "" } };
      }),
      next: found.length > of.limit ? page.at(-1)?.account : undefined,
    };
  });
}

/** Another company's building is answered as one that is not there. */
async function ofVisible<T>(
  ctx: Ctx,
  building: BuildingId,
  answer: (tx: Tx) => Promise<T>,
): Promise<Result<T, AddressRefusal>> {
  return ctx.transaction(async (tx) => {
    const visible = await findVisibleBuildings(tx, [building]);
    return visible.has(building)
      ? ok(await answer(tx))
      : refuse({ code: "addresses.building_not_found", building });
  });
}
