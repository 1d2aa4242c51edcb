import { must } from "#core/assert";
import type { Day } from "#core/day";
import type { BuildingId, OrganizationId, ServiceId, UserId } from "#core/ids";
import { type Period, periodFromNumber, periodNumber } from "#core/period";
import type { Money } from "#core/units";
import { intArray, textArray, type Tx } from "#platform/database";
import type { AccountKind, GisNotification, NsiRef, PackageKind } from "./model.ts";

export interface Participant {
  readonly organization: OrganizationId;
  /** orgPPAGUID. */
  readonly ppaGuid: string;
  readonly accountKind: AccountKind;
}

export async function findParticipant(
  tx: Tx,
  organization: OrganizationId,
): Promise<Participant | undefined> {
  const rows = await tx.query<{ ppa_guid: string; account_kind: AccountKind }>(
    "select ppa_guid, account_kind from gateways.gis_participants where organization_id = $1",
    [organization],
  );
  return rows[0] && { organization, ppaGuid: rows[0].ppa_guid, accountKind: rows[0].account_kind };
}

export async function keepParticipant(tx: Tx, of: Participant): Promise<void> {
  await tx.query(
    `insert into gateways.gis_participants (organization_id, ppa_guid, account_kind, recorded_by) values ($1, $2, $3, $4)
     on conflict (organization_id) do update set ppa_guid = excluded.ppa_guid, account_kind = excluded.account_kind,
       recorded_at = now(), recorded_by = excluded.recorded_by`,
    [of.organization, of.ppaGuid, of.accountKind, tx.scope.user ?? null],
  );
}

/** Which item of the system's dictionaries a service is. */
export interface MappedService extends NsiRef {
  readonly service: ServiceId;
  readonly section: "housing" | "municipal" | "additional" | "capital_repair" | "penalty";
  /** Common needs: its volume stands beside the individual one of the same item. */
  readonly common: boolean;
}

export const listMappedServices = (tx: Tx): Promise<MappedService[]> =>
  tx.query<MappedService>(
    "select service_id as service, section, code, guid, common from gateways.gis_services order by service_id",
  );

export async function keepMappedServices(tx: Tx, services: readonly MappedService[]): Promise<void> {
  await tx.query(
    `insert into gateways.gis_services (service_id, section, code, guid, common, recorded_by)
     select n.service_id, n.section, n.code, n.guid::uuid, n.common, $6
     from unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::boolean[])
       as n (service_id, section, code, guid, common)
     on conflict (service_id) do update set section = excluded.section, code = excluded.code, guid = excluded.guid,
       common = excluded.common, recorded_at = now(), recorded_by = excluded.recorded_by`,
    [
      intArray(services.map((one) => one.service)),
      textArray(services.map((one) => one.section)),
      textArray(services.map((one) => one.code)),
      textArray(services.map((one) => one.guid)),
      textArray(services.map((one) => String(one.common))),
      tx.scope.user ?? null,
    ],
  );
}

export type ThingKind = "house" | "premises" | "account" | "document";

/** What the system calls one of our things. */
export interface Identifier {
  readonly building: BuildingId;
  readonly kind: ThingKind;
  readonly thing: string;
  readonly guid?: string | undefined;
  readonly number?: string | undefined;
  readonly service?: string | undefined;
}

export async function listIdentifiers(
  tx: Tx,
  of: { readonly buildings: readonly BuildingId[]; readonly kinds: readonly ThingKind[] },
): Promise<Identifier[]> {
  const rows = await tx.query<{
    building_id: BuildingId;
    kind: ThingKind;
    thing: string;
    guid: string | null;
    number: string | null;
    service: string | null;
  }>(
    `select building_id, kind, thing, guid, number, service from gateways.gis_identifiers
     where building_id = any ($1::integer[]) and kind = any ($2::text[])`,
    [intArray(of.buildings), textArray(of.kinds)],
  );
  return rows.map((row) => ({
    building: row.building_id,
    kind: row.kind,
    thing: row.thing,
    guid: row.guid ?? undefined,
    number: row.number ?? undefined,
    service: row.service ?? undefined,
  }));
}

/** What the system says last is believed; what it leaves out stays. */
export async function keepIdentifiers(tx: Tx, identifiers: readonly Identifier[]): Promise<void> {
  await tx.query(
    `insert into gateways.gis_identifiers (building_id, kind, thing, guid, number, service)
     select n.building_id, n.kind, n.thing, nullif(n.guid, '')::uuid, nullif(n.number, ''), nullif(n.service, '')
     from unnest($1::integer[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
       as n (building_id, kind, thing, guid, number, service)
     on conflict (building_id, kind, thing) do update set
       guid = coalesce(excluded.guid, gis_identifiers.guid), number = coalesce(excluded.number, gis_identifiers.number),
       service = coalesce(excluded.service, gis_identifiers.service), recorded_at = now()`,
    [
      intArray(identifiers.map((one) => one.building)),
      textArray(identifiers.map((one) => one.kind)),
      textArray(identifiers.map((one) => one.thing)),
      textArray(identifiers.map((one) => one.guid ?? "")),
      textArray(identifiers.map((one) => one.number ?? "")),
      textArray(identifiers.map((one) => one.service ?? "")),
    ],
  );
}

export interface PackageItem {
  readonly building: BuildingId;
  readonly transport: string;
  readonly thing: string;
}

export async function insertPackage(
  tx: Tx,
  of: {
    readonly organization: OrganizationId;
    readonly kind: PackageKind;
    readonly period?: Period | undefined;
    readonly messageGuid: string;
    readonly xml: string;
    readonly total: Money;
    readonly items: readonly PackageItem[];
  },
): Promise<number> {
  const [row] = await tx.query<{ package_id: number }>(
    `insert into gateways.gis_packages (organization_id, kind, period, message_guid, xml, things, total, made_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning package_id`,
    [
      of.organization,
      of.kind,
      of.period === undefined ? 0 : periodNumber(of.period),
      of.messageGuid,
      Buffer.from(of.xml, "utf8"),
      of.items.length,
      of.total,
      tx.scope.user ?? null,
    ],
  );
  const id = must(row, "the number of a package").package_id;
  await tx.query(
    `insert into gateways.gis_package_items (building_id, package_id, transport, thing)
     select n.building_id, $1, n.transport::uuid, n.thing
     from unnest($2::integer[], $3::text[], $4::text[]) as n (building_id, transport, thing)`,
    [
      id,
      intArray(of.items.map((one) => one.building)),
      textArray(of.items.map((one) => one.transport)),
      textArray(of.items.map((one) => one.thing)),
    ],
  );
  return id;
}

/** Things that a message holds which the system took, or may yet answer: they are not sent again. */
export async function listSent(
  tx: Tx,
  of: { readonly buildings: readonly BuildingId[]; readonly kind: PackageKind },
): Promise<Set<string>> {
  const rows = await tx.query<{ building_id: number; thing: string }>(
    `select i.building_id, i.thing from gateways.gis_package_items i join gateways.gis_packages p using (package_id)
     where i.building_id = any ($1::integer[]) and p.kind = $2 and (i.outcome is null or i.outcome = 'accepted')`,
    [intArray(of.buildings), of.kind],
  );
  return new Set(rows.map((row) => `${row.building_id}|${row.thing}`));
}

export interface Package {
  readonly package: number;
  readonly organization: OrganizationId;
  readonly kind: PackageKind;
  readonly period: Period | undefined;
  readonly messageGuid: string;
  readonly things: number;
  readonly total: Money;
  readonly madeAt: Date;
  readonly madeBy: UserId | undefined;
  readonly sentAt: Date | undefined;
  readonly answeredAt: Date | undefined;
  readonly accepted: number;
  readonly refused: number;
  /** Things that have no result yet. */
  readonly open: number;
  /** An answer came, and left some of them out. */
  readonly partly: boolean;
}

/** Newest first. */
export async function listPackages(
  tx: Tx,
  of: {
    readonly organization?: OrganizationId | undefined;
    readonly package?: number;
    readonly limit: number;
  },
): Promise<Package[]> {
  const rows = await tx.query<{
    package_id: number;
    organization_id: OrganizationId;
    kind: PackageKind;
    period: number;
    message_guid: string;
    things: number;
    total: Money;
    made_at: Date;
    made_by: UserId | null;
    sent_at: Date | null;
    answered_at: Date | null;
    accepted: number;
    refused: number;
    open: number;
    partly: boolean;
  }>(
    `select p.package_id, p.organization_id, p.kind, p.period, p.message_guid, p.things, p.total, p.made_at, p.made_by,
       p.sent_at, p.answered_at, i.accepted, i.refused, i.open,
       p.answer is not null and p.answered_at is null as partly
     from gateways.gis_packages p
     left join lateral (
       select (count(*) filter (where outcome = 'accepted'))::integer as accepted,
         (count(*) filter (where outcome in ('refused', 'left_out')))::integer as refused,
         (count(*) filter (where outcome is null))::integer as open
       from gateways.gis_package_items i where i.package_id = p.package_id) i on true
     where ($1::integer is null or p.organization_id = $1) and ($2::integer is null or p.package_id = $2)
     order by p.package_id desc limit $3`,
    [of.organization ?? null, of.package ?? null, of.limit],
  );
  return rows.map((row) => ({
    package: row.package_id,
    organization: row.organization_id,
    kind: row.kind,
    period: row.period === 0 ? undefined : periodFromNumber(row.period),
    messageGuid: row.message_guid,
    things: row.things,
    total: row.total,
    madeAt: row.made_at,
    madeBy: row.made_by ?? undefined,
    sentAt: row.sent_at ?? undefined,
    answeredAt: row.answered_at ?? undefined,
    accepted: row.accepted,
    refused: row.refused,
    open: row.open,
    partly: row.partly,
  }));
}

export async function findPackageXml(tx: Tx, id: number): Promise<Buffer | undefined> {
  const rows = await tx.query<{ xml: Buffer }>(
    "select xml from gateways.gis_packages where package_id = $1",
    [id],
  );
  return rows[0]?.xml;
}

/** `left_out`: the system never said, and a person decided that it is told again. */
export type Outcome = "accepted" | "refused" | "left_out";

export async function listItems(
  tx: Tx,
  id: number,
): Promise<(PackageItem & { readonly outcome: Outcome | undefined; readonly errors: string })[]> {
  const rows = await tx.query<{
    building_id: BuildingId;
    transport: string;
    thing: string;
    outcome: Outcome | null;
    errors: string;
  }>(
    `select building_id, transport, thing, outcome, errors from gateways.gis_package_items where package_id = $1
     order by building_id, thing`,
    [id],
  );
  return rows.map((row) => ({
    building: row.building_id,
    transport: row.transport,
    thing: row.thing,
    outcome: row.outcome ?? undefined,
    errors: row.errors,
  }));
}

/** Messages that wait to be sent, or for their answer. */
export async function listUnanswered(
  tx: Tx,
  organization: OrganizationId,
): Promise<{ package: number; kind: PackageKind; messageGuid: string; ack: string | undefined }[]> {
  const rows = await tx.query<{
    package_id: number;
    kind: PackageKind;
    message_guid: string;
    ack: string | null;
  }>(
    `select package_id, kind, message_guid, ack from gateways.gis_packages
     where organization_id = $1 and answered_at is null order by package_id`,
    [organization],
  );
  return rows.map((row) => ({
    package: row.package_id,
    kind: row.kind,
    messageGuid: row.message_guid,
    ack: row.ack ?? undefined,
  }));
}

export async function noteSent(
  tx: Tx,
  of: { readonly package: number; readonly ack: string },
): Promise<void> {
  await tx.query(
    "update gateways.gis_packages set ack = $2, sent_at = now() where package_id = $1 and sent_at is null",
    [of.package, of.ack],
  );
}

export async function noteAnswer(
  tx: Tx,
  of: {
    readonly package: number;
    readonly answer: Uint8Array;
    readonly outcomes: readonly {
      readonly transport: string;
      readonly outcome: "accepted" | "refused";
      readonly errors: string;
    }[];
  },
): Promise<void> {
  await tx.query(
    `update gateways.gis_package_items i set outcome = n.outcome, errors = n.errors
     from unnest($2::text[], $3::text[], $4::text[]) as n (transport, outcome, errors)
     where i.package_id = $1 and i.transport = n.transport::uuid and i.outcome is null`,
    [
      of.package,
      textArray(of.outcomes.map((one) => one.transport)),
      textArray(of.outcomes.map((one) => one.outcome)),
      textArray(of.outcomes.map((one) => one.errors)),
    ],
  );
  await tx.query(
    "update gateways.gis_packages set answer = $2, sent_at = coalesce(sent_at, now()) where package_id = $1",
    [of.package, Buffer.from(of.answer)],
  );
  await noteWhetherAnswered(tx, of.package);
}

/** A message is answered once each of its things is. */
async function noteWhetherAnswered(tx: Tx, id: number): Promise<void> {
  await tx.query(
    `update gateways.gis_packages set answered_at = now() where package_id = $1 and answered_at is null
       and not exists (select from gateways.gis_package_items where package_id = $1 and outcome is null)`,
    [id],
  );
}

/** Things of an answered message that the answers left out are open to the next round. Gives how many. */
export async function leaveOut(tx: Tx, id: number): Promise<number> {
  const rows = await tx.query(
    `update gateways.gis_package_items i set outcome = 'left_out' from gateways.gis_packages p
     where i.package_id = $1 and p.package_id = $1 and p.answer is not null and i.outcome is null returning i.transport`,
    [id],
  );
  await noteWhetherAnswered(tx, id);
  return rows.length;
}

/** Two people who make messages of one sort for one organization wait for each other: nothing is told twice. */
export async function lockMaking(tx: Tx, organization: OrganizationId, kind: PackageKind): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('gateways.gis.' || $2), $1)", [organization, kind]);
}

/** How many things of each building the system has named, by their kind. */
export async function countIdentifiers(
  tx: Tx,
  buildings: readonly BuildingId[],
): Promise<{ readonly building: BuildingId; readonly kind: ThingKind; readonly count: number }[]> {
  return tx.query(
    `select building_id as building, kind, count(*)::integer as count from gateways.gis_identifiers
     where building_id = any ($1::integer[]) group by 1, 2`,
    [intArray(buildings)],
  );
}

/** Messages without a whole answer, by organization, and what answers have left out of them. */
export async function countUnanswered(
  tx: Tx,
): Promise<{ readonly organization: OrganizationId; readonly messages: number; readonly open: number }[]> {
  return tx.query(
    `select p.organization_id as organization, count(*)::integer as messages,
       coalesce(sum((select count(*) from gateways.gis_package_items i
         where i.package_id = p.package_id and i.outcome is null and p.answer is not null)), 0)::integer as open
     from gateways.gis_packages p where p.answered_at is null group by 1`,
  );
}

export async function listParticipants(tx: Tx): Promise<Participant[]> {
  return tx.query(
    `select organization_id as organization, ppa_guid as "ppaGuid", account_kind as "accountKind"
     from gateways.gis_participants order by organization_id`,
  );
}

/** Gives how many were new. */
export async function keepNotifications(
  tx: Tx,
  organization: OrganizationId,
  notifications: readonly GisNotification[],
): Promise<number> {
  const rows = await tx.query(
    `insert into gateways.gis_notifications (guid, organization_id, order_number, ordered_on, amount, document,
       unified_account, account_number)
     select n.guid::uuid, $1, n.order_number, nullif(n.ordered_on, '')::date, n.amount, nullif(n.document, ''),
       nullif(n.unified_account, ''), nullif(n.account_number, '')
     from unnest($2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::text[])
       as n (guid, order_number, ordered_on, amount, document, unified_account, account_number)
     on conflict do nothing returning guid`,
    [
      organization,
      textArray(notifications.map((one) => one.guid)),
      textArray(notifications.map((one) => one.order)),
      textArray(notifications.map((one) => one.orderedOn ?? "")),
      intArray(notifications.map((one) => one.amount)),
      textArray(notifications.map((one) => one.document ?? "")),
      textArray(notifications.map((one) => one.unifiedAccount ?? "")),
      textArray(notifications.map((one) => one.account ?? "")),
    ],
  );
  return rows.length;
}

/** Those that name a document of ours and are not acknowledged yet. */
export async function listOpenNotifications(
  tx: Tx,
  organization: OrganizationId,
  limit: number,
): Promise<
  {
    guid: string;
    amount: Money;
    orderedOn: Day | undefined;
    building: BuildingId;
    thing: string;
    document: string;
  }[]
> {
  const rows = await tx.query<{
    guid: string;
    amount: Money;
    ordered_on: Day | null;
    building_id: BuildingId;
    thing: string;
    document: string;
  }>(
    `select n.guid, n.amount, n.ordered_on, d.building_id, d.thing, n.document
     from gateways.gis_notifications n join gateways.gis_identifiers d on d.kind = 'document' and d.number = n.document
     where n.organization_id = $1 and not exists (
       select from gateways.gis_package_items i join gateways.gis_packages p using (package_id)
       where i.building_id = d.building_id and p.kind = 'acknowledgments' and i.thing like n.guid::text || '|%'
         and (i.outcome is null or i.outcome = 'accepted'))
     order by n.recorded_at, n.guid limit $2`,
    [organization, limit],
  );
  return rows.map(({ building_id: building, ordered_on: orderedOn, ...row }) => ({
    ...row,
    building,
    orderedOn: orderedOn ?? undefined,
  }));
}
