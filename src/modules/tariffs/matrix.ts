import { must } from "#core/assert";
import { covers, type Day } from "#core/day";
import type { AccountId, BuildingId, OrganizationId, ServiceId } from "#core/ids";
import { monthsBetween, periodOf } from "#core/period";
import { ok, refuse, type Result } from "#core/result";
import { findAccountsByNumber, findAccountsByPlace } from "#modules/accounts";
import {
  type BuildingLine,
  findBuildingLines,
  findBuildingStates,
  findManagements,
  listBuildingLines,
} from "#modules/addresses";
import { findOrganizations, listOrganizations } from "#modules/organizations";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt, within } from "#platform/deed";
import { setValues } from "./actions.ts";
import { correctValue } from "./corrections.ts";
import type { TariffRefusal } from "./contract.ts";
import type { Level, NewValue, Parameter, Service, ValuesSet } from "./model.ts";
import { type MatrixCell, type MatrixObject, matrixOf } from "./rules/matrix.ts";
import * as store from "./store.ts";

/** A line of the matrix with what a person calls it: nothing for the city. */
export interface NamedObject extends MatrixObject {
  readonly name: string;
}

export interface Matrix {
  readonly services: readonly Service[];
  readonly lines: readonly (NamedObject & { readonly cells: readonly MatrixCell[] })[];
}

/**
 * Tariffs or norms on a day: the city, the companies in sight, and beneath them the houses and accounts that have
 * something of their own; of one organization all its houses.
 */
export async function tariffMatrix(
  ctx: Ctx,
  of: {
    readonly kind: "rates" | "norms";
    readonly on: Day;
    readonly organization?: OrganizationId | undefined;
    readonly building?: BuildingId | undefined;
  },
): Promise<Matrix> {
  return ctx.transaction(async (tx) => {
    const values = await store.listOwnedValuesOn(tx, of);
    const own = [...new Set(values.flatMap(({ building }) => (building === 0 ? [] : [building])))];
    const wanted = of.building === undefined ? own : [...own, of.building];
    const houses = await housesOf(tx, of.organization, wanted);
    const ids = houses.map(({ id }) => id);
    const managements = await findManagements(tx, [...new Set([...ids, ...own])]);
    const managedBy = new Map(
      managements.filter((at) => covers(at, of.on)).map(({ building, facts }) => [building, facts]),
    );
    const states = (await findBuildingStates(tx, ids)).filter((at) => covers(at, of.on));
    const improvements = new Map(states.map(({ building, facts }) => [building, facts.improvement]));
    const objects = [
      { ...CITY, name: "", variant: "" },
      ...(await companiesOf(tx, of.organization)),
      ...houses.map((house) => buildingObject(house, managedBy, improvements)),
      ...(await accountObjects(tx, values, houses, managedBy, improvements)),
    ];
    const cells = matrixOf(values, objects, managedBy);
    const shown = new Set(cells.flat().map(({ service }) => service));
    return {
      services: (await store.listServices(tx)).filter(({ id }) => shown.has(id)),
      lines: objects.map(({ variant: _, ...object }, at) => ({ ...object, cells: cells[at] ?? [] })),
    };
  });
}

const CITY: MatrixObject = { level: "city", organization: 0, building: 0, account: 0 };

/** All houses of an organization; of everybody those alone that have values of their own. */
async function housesOf(
  tx: Tx,
  organization: OrganizationId | undefined,
  own: readonly BuildingId[],
): Promise<readonly BuildingLine[]> {
  if (organization !== undefined) return listBuildingLines(tx, organization);
  return [...(await findBuildingLines(tx, own)).values()];
}

async function companiesOf(tx: Tx, organization: OrganizationId | undefined) {
  const companies = await listOrganizations(tx, ["company"]);
  return companies
    .filter(({ id }) => organization === undefined || id === organization)
    .map(({ id, name }) => ({
      level: "organization" as const,
      organization: id,
      building: 0 as const,
      account: 0 as const,
      name,
      variant: "",
    }));
}

type Owners = ReadonlyMap<BuildingId, OrganizationId>;
type Variants = ReadonlyMap<BuildingId, string>;

const buildingObject = (house: BuildingLine, managedBy: Owners, improvements: Variants) => ({
  level: "building" as const,
  organization: managedBy.get(house.id) ?? (0 as const),
  building: house.id,
  account: 0 as const,
  name: house.address,
  variant: improvements.get(house.id) ?? "",
});

async function accountObjects(
  tx: Tx,
  values: readonly store.OwnedValue[],
  houses: readonly BuildingLine[],
  managedBy: Owners,
  improvements: Variants,
) {
  const shown = new Set(houses.map(({ id }) => id));
  const places = values.flatMap(({ building, account }) =>
    building !== 0 && account !== 0 && shown.has(building) ? [{ building, account }] : [],
  );
  const accounts = new Map((await findAccountsByPlace(tx, places)).map((at) => [at.account, at]));
  return [...accounts.values()].map(({ building, account, number }) => ({
    level: "account" as const,
    organization: managedBy.get(building) ?? (0 as const),
    building,
    account,
    name: number,
    variant: improvements.get(building) ?? "",
  }));
}

/** Who a value is asked about or set for, as a person names it: an account by its number. */
export interface StatedOwner {
  readonly level: Level;
  readonly organization?: OrganizationId | undefined;
  readonly building?: BuildingId | undefined;
  readonly account?: string | undefined;
}

/** A value with what it was before its corrections, the latest first. */
export interface TimelineValue extends store.OwnedValue {
  readonly was: readonly store.SupersededValue[];
}

export interface Timeline {
  readonly service: Service;
  readonly parameter: Parameter;
  /** From the city down to the object, each with all that was, is and will be of its own. */
  readonly levels: readonly (NamedObject & { readonly values: readonly TimelineValue[] })[];
  /** Values of objects beneath, which go before this one there. */
  readonly beneath: readonly (NamedObject & { readonly value: store.OwnedValue })[];
}

/** Everything recorded of one service and parameter that bears on an object, at each level above it and beneath. */
export async function valueTimeline(
  ctx: Ctx,
  of: { readonly service: string; readonly parameter: Parameter; readonly owner: StatedOwner },
): Promise<Result<Timeline, TariffRefusal>> {
  return ctx.transaction(async (tx) => {
    const service = (await store.listServices(tx)).find(({ code }) => code === of.service);
    if (!service) return refuse({ code: "tariffs.service_unknown", service: of.service });
    const owner = await readOwner(tx, of.owner);
    if (!owner.ok) return owner;
    const values = await store.listOwnedValuesOf(tx, { service: service.id, parameter: of.parameter });
    const buildings = [...new Set(values.flatMap(({ building }) => (building === 0 ? [] : [building])))];
    const managedBy = new Map(
      (await findManagements(tx, buildings))
        .filter((at) => covers(at, ctx.today))
        .map(({ building, facts }) => [building, facts]),
    );
    const superseded = await store.listSupersededOf(tx, { service: service.id, parameter: of.parameter });
    const { chain, object } = owner.value;
    const names = await namesOf(tx, values);
    return ok({
      service,
      parameter: of.parameter,
      levels: chain.map((at) => ({
        ...at,
        values: values
          .filter((value) => isSameOwner(value, at))
          .map((value) => ({ ...value, was: superseded.filter((old) => isSameValue(old, value)) })),
      })),
      beneath: values
        .filter((value) => isBeneath(value, object, managedBy))
        .map((value) => ({ ...ownerIds(value), name: names(value), value })),
    });
  });
}

const ownerIds = ({ level, organization, building, account }: store.OwnedValue): MatrixObject => ({
  level,
  organization,
  building,
  account,
});
const isSameValue = (old: store.SupersededValue, value: store.OwnedValue): boolean =>
  old.organization === value.organization &&
  old.building === value.building &&
  old.account === value.account &&
  old.provider === value.provider &&
  old.variant === value.variant &&
  old.zone === value.zone &&
  old.rangeFrom === value.rangeFrom &&
  old.from === value.from;
const isSameOwner = (value: store.OwnedValue, at: MatrixObject): boolean =>
  value.level === at.level &&
  (at.level === "city" ||
    (at.level === "organization"
      ? value.organization === at.organization
      : value.building === at.building && value.account === at.account));

function isBeneath(value: store.OwnedValue, object: MatrixObject, managedBy: Owners): boolean {
  switch (object.level) {
    case "city":
      return value.level !== "city";
    case "organization":
      return value.building !== 0 && managedBy.get(value.building) === object.organization;
    case "building":
      return value.building === object.building && value.account !== 0;
    case "account":
      return false;
  }
}

async function namesOf(
  tx: Tx,
  values: readonly store.OwnedValue[],
): Promise<(value: store.OwnedValue) => string> {
  const buildings = values.flatMap(({ building }) => (building === 0 ? [] : [building]));
  const organizations = values.flatMap(({ organization }) => (organization === 0 ? [] : [organization]));
  const places = values.flatMap(({ building, account }) =>
    building === 0 || account === 0 ? [] : [{ building, account }],
  );
  const lines = await findBuildingLines(tx, [...new Set(buildings)]);
  const companies = new Map(
    (await findOrganizations(tx, [...new Set(organizations)])).map(({ id, name }) => [id, name]),
  );
  const numbers = new Map((await findAccountsByPlace(tx, places)).map((at) => [at.account, at.number]));
  return (value) =>
    value.account !== 0
      ? (numbers.get(value.account) ?? "")
      : value.building !== 0
        ? (lines.get(value.building)?.address ?? "")
        : value.organization !== 0
          ? (companies.get(value.organization) ?? "")
          : "";
}

/** The object and those that it inherits from, the city first. */
async function readOwner(
  tx: Tx,
  of: StatedOwner,
): Promise<Result<{ object: NamedObject; chain: readonly NamedObject[] }, TariffRefusal>> {
  const chain: NamedObject[] = [{ ...CITY, name: "" }];
  let { organization } = of;
  let building: BuildingId | 0 = 0;
  let account: AccountId | 0 = 0;
  if (of.level === "building" || of.level === "account") {
    if (of.building === undefined) return missing(of.level);
    const [line] = [...(await findBuildingLines(tx, [of.building])).values()];
    if (!line) return refuse({ code: "tariffs.building_not_found", building: of.building });
    building = line.id;
    organization = line.organization;
  }
  if (organization !== undefined && of.level !== "city") {
    const [company] = await findOrganizations(tx, [organization]);
    if (!company) return refuse({ code: "tariffs.owner_not_found", level: "organization" });
    chain.push({ ...CITY, level: "organization", organization: company.id, name: company.name });
  } else if (of.level === "organization") return missing(of.level);
  const above = { organization: organization ?? (0 as const), building };
  if (building !== 0) {
    const line = (await findBuildingLines(tx, [building])).get(building);
    chain.push({ level: "building", ...above, account, name: line?.address ?? "" });
  }
  if (of.level === "account") {
    if (of.account === undefined) return missing(of.level);
    const [found] = await findAccountsByNumber(tx, [of.account]);
    if (found?.building !== building) return refuse({ code: "tariffs.owner_not_found", level: "account" });
    account = found.account;
    chain.push({ level: "account", ...above, account, name: found.number });
  }
  return ok({ object: must(chain.at(-1), "the object itself"), chain });
}

const missing = (level: Level): Result<never, TariffRefusal> =>
  refuse({ code: "tariffs.owner_missing", level });

/** A value as a person states it: an account by its number, one document. */
export type StatedValue = Omit<NewValue, "account" | "organization" | "building"> & StatedOwner;

/** What a value would change before it is set. */
export interface Impact {
  /** Accounts that take the service on the day it begins, at most: a variant or a zone concerns some of them. */
  readonly accounts: number;
  readonly buildings: number;
  /** Accounts that keep a nearer value of their own. */
  readonly overridden: number;
  /** Months that it changes although they have begun: their difference is posted by the next run. */
  readonly pastMonths: number;
}

/** Sets one value with its document. */
export async function setValue(ctx: Ctx, stated: StatedValue): Promise<Result<ValuesSet, TariffRefusal>> {
  const row = await rowOf(ctx, stated);
  if (!row.ok) return row;
  const outcome = await setValues(ctx, [row.value]);
  return outcome.ok ? outcome : refuse(theRow(outcome.refusal));
}

/** Corrects one value that was recorded in error, from its very day on. */
export async function correctStated(
  ctx: Ctx,
  stated: Omit<StatedValue, "to"> & { readonly reason: string },
): Promise<Result<{ readonly was: bigint; readonly wasBasis: string }, TariffRefusal>> {
  const row = await rowOf(ctx, { ...stated, to: undefined });
  return row.ok ? correctValue(ctx, { ...row.value, reason: stated.reason }) : row;
}

/** Does the deed, counts whom it concerns, and takes it back: what the person then confirms is what was tried. */
export async function tryValue(ctx: Ctx, stated: StatedValue): Promise<Result<Impact, TariffRefusal>> {
  let impact: Impact | undefined;
  const tried = await attempt<never, TariffRefusal | { readonly code: "tariffs.tried" }>(ctx, async (tx) => {
    const set = await setValue(within(ctx, tx), stated);
    if (!set.ok) return set;
    impact = await impactOf(tx, stated);
    return refuse({ code: "tariffs.tried" });
  });
  if (!tried.ok && tried.refusal.code !== "tariffs.tried") return refuse(tried.refusal);
  return ok(must(impact, "the impact of the value tried"));
}

async function impactOf(tx: Tx, stated: StatedValue): Promise<Impact> {
  const service = (await store.listServices(tx)).find(({ code }) => code === stated.service);
  const owner = await readOwner(tx, stated);
  const object = owner.ok ? owner.value.object : CITY;
  const counted = await store.countAffected(tx, {
    service: must(service, "the service of the value").id,
    parameter: stated.parameter,
    on: stated.from,
    organization: object.level === "organization" ? object.organization : 0,
    building: object.building,
    account: object.account,
  });
  const now = periodOf(tx.scope.today);
  const begins = periodOf(stated.from);
  return { ...counted, pastMonths: begins < now ? monthsBetween(begins, now) : 0 };
}

/** Of a single row the row's own refusal is the answer. */
function theRow(refusal: TariffRefusal): TariffRefusal {
  const [first] = refusal.code === "tariffs.rows_refused" ? refusal.rows : [];
  return first ? (first.refusal as TariffRefusal) : refusal;
}

async function rowOf(ctx: Ctx, stated: StatedValue): Promise<Result<NewValue, TariffRefusal>> {
  const { account: number, ...rest } = stated;
  if (number === undefined) return ok(rest);
  const [account] = await ctx.transaction((tx) => findAccountsByNumber(tx, [number]));
  return account && account.building === stated.building
    ? ok({ ...rest, account: account.account })
    : refuse({ code: "tariffs.owner_not_found", level: "account" });
}

export interface EndedValue extends StatedOwner {
  readonly service: string;
  readonly parameter: Parameter;
  readonly variant: string;
  readonly zone: number;
  readonly provider?: OrganizationId | undefined;
  /** The first day of the value above. */
  readonly on: Day;
}

/** From a day on an object has no value of its own any more, all ranges of it: the one above is in force there. */
export async function endValue(
  ctx: Ctx,
  of: EndedValue,
): Promise<Result<{ readonly ended: number }, TariffRefusal>> {
  return attempt<{ ended: number }, TariffRefusal>(ctx, async (tx) => {
    await store.lockValues(tx);
    const service = (await store.listServices(tx)).find(({ code }) => code === of.service);
    if (!service) return refuse({ code: "tariffs.service_unknown", service: of.service });
    if (of.level === "city") return refuse({ code: "tariffs.nothing_to_end", on: of.on });
    const owner = await readOwner(tx, of);
    if (!owner.ok) return owner;
    const { object } = owner.value;
    const isMine =
      ctx.scope.sees === "center" ||
      object.level !== "organization" ||
      ctx.scope.organizations.includes(object.organization);
    if (!isMine) return refuse({ code: "tariffs.not_yours", level: object.level });
    const own = (await store.listOwnedValuesOf(tx, { service: service.id, parameter: of.parameter })).filter(
      (value) =>
        isSameOwner(value, object) &&
        value.variant === of.variant &&
        value.zone === of.zone &&
        value.provider === (of.provider ?? 0),
    );
    const later = own.find(({ from }) => from >= of.on);
    if (later) return refuse({ code: "tariffs.value_begins_later", on: of.on, recordedFrom: later.from });
    const running = own.filter((value) => covers(value, of.on));
    if (running.length === 0) return refuse({ code: "tariffs.nothing_to_end", on: of.on });
    const ends = running.map((value) => ({ ...value, to: of.on }));
    if (object.level === "organization") await store.endCityValues(tx, ends);
    else {
      await store.endBuildingValues(
        tx,
        ends.map((end) => ({ ...end, building: object.building as BuildingId })),
      );
    }
    return ok({ ended: ends.length });
  });
}

/** Services by their ids, for answers that name them by code. */
export const serviceCodes = (services: readonly Service[]): ReadonlyMap<ServiceId, string> =>
  new Map(services.map(({ id, code }) => [id, code]));
