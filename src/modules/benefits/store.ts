import type { Day } from "#core/day";
import type { AccountId, BuildingId, ServiceId, UserId } from "#core/ids";
import { intArray, textArray, type Tx } from "#platform/database";
import type { BenefitRule, Category, NewEntitlement, SocialNorm, SubsidyFacts } from "./model.ts";

/** A right to a discount or a compensation of one resident, by a document. */
export interface Entitlement {
  readonly resident: number;
  readonly code: string;
  readonly nameRu: string;
  readonly nameEn: string;
  readonly from: Day;
  readonly to: Day | undefined;
  readonly document: string;
}

/** All entitlements that an account's residents have and had, by resident and day. */
export async function listEntitlements(
  tx: Tx,
  of: { readonly building: BuildingId; readonly account: AccountId },
): Promise<Entitlement[]> {
  const rows = await tx.query<Omit<Entitlement, "to"> & { to: Day | null }>(
    `select e.resident_no as resident, c.code, c.name_ru as "nameRu", c.name_en as "nameEn", lower(e.in_force) as "from",
       upper(e.in_force) as "to", e.document
     from benefits.entitlements e join benefits.categories c using (category_id)
     where e.building_id = $1 and e.account_id = $2 order by e.resident_no, lower(e.in_force), c.code`,
    [of.building, of.account],
  );
  return rows.map((row) => ({ ...row, to: row.to ?? undefined }));
}

/** Rights of many accounts' residents, with whose they are. */
export async function listEntitlementsOf(
  tx: Tx,
  places: readonly { readonly building: BuildingId; readonly account: AccountId }[],
): Promise<(Entitlement & { readonly building: BuildingId; readonly account: AccountId })[]> {
  const rows = await tx.query<
    Omit<Entitlement, "to"> & { to: Day | null; building: BuildingId; account: AccountId }
  >(
    `select e.building_id as building, e.account_id as account, e.resident_no as resident, c.code, c.name_ru as "nameRu",
       c.name_en as "nameEn", lower(e.in_force) as "from", upper(e.in_force) as "to", e.document
     from (select distinct * from unnest($1::integer[], $2::integer[]) as k (building_id, account_id)) k
     join benefits.entitlements e using (building_id, account_id) join benefits.categories c using (category_id)
     order by 1, 2, 3, 7`,
    [intArray(places.map((one) => one.building)), intArray(places.map((one) => one.account))],
  );
  return rows.map((row) => ({ ...row, to: row.to ?? undefined }));
}

export async function listCategories(tx: Tx): Promise<(Category & { readonly id: number })[]> {
  return tx.query<Category & { id: number }>(
    `select category_id as id, code, name_ru as "nameRu", name_en as "nameEn" from benefits.categories order by code`,
  );
}

/** By category, service, day. */
export async function listRules(tx: Tx): Promise<(BenefitRule & { readonly category: string })[]> {
  const rows = await tx.query<{
    category: string;
    service: number;
    percent: bigint;
    covers: BenefitRule["covers"];
    volume: BenefitRule["volume"];
    area: BenefitRule["area"];
    mode: BenefitRule["mode"];
    act: string;
    from: Day;
    to: Day | null;
  }>(
    `select c.code as category, r.service_id as service, r.percent, r.covers, r.volume_basis as volume, r.area_basis as area,
       r.mode, r.act, lower(r.in_force) as "from", upper(r.in_force) as "to"
     from benefits.rules r join benefits.categories c using (category_id) order by 1, 2, lower(r.in_force)`,
  );
  return rows.map((row) => ({ ...row, service: row.service as ServiceId, to: row.to ?? undefined }));
}

/** Numbers are given in order of registration. */
export async function insertCategory(tx: Tx, category: Category): Promise<void> {
  await tx.query(
    `insert into benefits.categories (category_id, code, name_ru, name_en)
     select coalesce(max(category_id), 0) + 1, $1, $2, $3 from benefits.categories`,
    [category.code, category.nameRu, category.nameEn],
  );
}

export async function insertRules(tx: Tx, category: number, rules: readonly BenefitRule[]): Promise<void> {
  await tx.query(
    `insert into benefits.rules (category_id, service_id, in_force, percent, covers, volume_basis, area_basis, mode, act)
     select $1, r.service, daterange(r.from_day, r.to_day), r.percent, r.covers, r.volume, r.area, r.mode, r.act
     from unnest($2::smallint[], $3::date[], $4::date[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
       as r (service, from_day, to_day, percent, covers, volume, area, mode, act)`,
    [
      category,
      intArray(rules.map((rule) => rule.service)),
      rules.map((rule) => rule.from),
      rules.map((rule) => rule.to ?? null),
      intArray(rules.map((rule) => rule.percent)),
      textArray(rules.map((rule) => rule.covers)),
      textArray(rules.map((rule) => rule.volume)),
      textArray(rules.map((rule) => rule.area)),
      textArray(rules.map((rule) => rule.mode)),
      textArray(rules.map((rule) => rule.act)),
    ],
  );
}

/** A rule of the category that begins on the day of one of these for its service, or later. */
export async function findLaterRule(
  tx: Tx,
  of: { readonly category: number; readonly rules: readonly BenefitRule[] },
): Promise<{ service: ServiceId; from: Day } | undefined> {
  const rows = await tx.query<{ service: ServiceId; from: Day }>(
    `select r.service_id as service, lower(r.in_force) as "from"
     from unnest($2::smallint[], $3::date[], $4::date[]) as k (service_id, from_day, to_day)
     join benefits.rules r using (service_id)
     where r.category_id = $1 and r.in_force && daterange(k.from_day, k.to_day) and lower(r.in_force) >= k.from_day
     order by 2, 1 limit 1`,
    [
      of.category,
      intArray(of.rules.map((rule) => rule.service)),
      of.rules.map((rule) => rule.from),
      of.rules.map((rule) => rule.to ?? null),
    ],
  );
  return rows[0];
}

/** Ends the rules of a category that run on the day for these services. */
export async function endRules(
  tx: Tx,
  of: { readonly category: number; readonly services: readonly ServiceId[]; readonly on: Day },
): Promise<void> {
  await tx.query(
    `update benefits.rules set in_force = daterange(lower(in_force), $3)
     where category_id = $1 and service_id = any ($2::smallint[]) and in_force @> $3::date and lower(in_force) < $3::date`,
    [of.category, intArray(of.services), of.on],
  );
}

export async function listSocialNorms(tx: Tx): Promise<SocialNorm[]> {
  const rows = await tx.query<Omit<SocialNorm, "to"> & { to: Day | null }>(
    `select persons, area_per_person as "areaPerPerson", act, lower(in_force) as "from", upper(in_force) as "to"
     from benefits.social_norms order by persons, lower(in_force)`,
  );
  return rows.map((row) => ({ ...row, to: row.to ?? undefined }));
}

export async function insertSocialNorm(tx: Tx, norm: SocialNorm): Promise<void> {
  await tx.query(
    "update benefits.social_norms set in_force = daterange(lower(in_force), $2) where persons = $1 and in_force @> $2::date and lower(in_force) < $2::date",
    [norm.persons, norm.from],
  );
  await tx.query(
    "insert into benefits.social_norms (persons, in_force, area_per_person, act) values ($1, daterange($2, $3), $4, $5)",
    [norm.persons, norm.from, norm.to ?? null, norm.areaPerPerson, norm.act],
  );
}

export async function insertEntitlement(
  tx: Tx,
  of: NewEntitlement & { building: BuildingId; account: AccountId; categoryId: number },
): Promise<void> {
  await tx.query(
    `insert into benefits.entitlements (building_id, account_id, resident_no, category_id, in_force, document)
     values ($1, $2, $3, $4, daterange($5, $6), $7)`,
    [of.building, of.account, of.resident, of.categoryId, of.from, of.to ?? null, of.document],
  );
}

/** Ends a right that runs; its first day and its document stay. */
export async function endEntitlement(
  tx: Tx,
  of: { building: BuildingId; account: AccountId; resident: number; categoryId: number; from: Day; to: Day },
): Promise<void> {
  await tx.query(
    `update benefits.entitlements set in_force = daterange($5, $6)
     where building_id = $1 and account_id = $2 and resident_no = $3 and category_id = $4 and lower(in_force) = $5`,
    [of.building, of.account, of.resident, of.categoryId, of.from, of.to],
  );
}

export async function listSubsidies(
  tx: Tx,
  of: { readonly building: BuildingId; readonly account: AccountId },
): Promise<SubsidyFacts[]> {
  const rows = await tx.query<Omit<SubsidyFacts, "to" | "account"> & { to: Day | null }>(
    `select family_size as "familySize", standard, income, subsistence_minimum as "subsistenceMinimum",
       max_share as "maxShare", document, lower(in_force) as "from", upper(in_force) as "to"
     from benefits.subsidies where building_id = $1 and account_id = $2 order by lower(in_force)`,
    [of.building, of.account],
  );
  return rows.map((row) => ({ ...row, account: of.account, to: row.to ?? undefined }));
}

/** How a subsidy was ended before its months were over. */
export interface SubsidyEnd {
  readonly from: Day;
  readonly grantedUntil: Day;
  readonly document: string;
  readonly recordedAt: Date;
}

/** Of each subsidy its last end; the day that was granted is the first one's. */
export async function listSubsidyEnds(
  tx: Tx,
  of: { readonly building: BuildingId; readonly account: AccountId },
): Promise<SubsidyEnd[]> {
  return tx.query<SubsidyEnd & Record<string, unknown>>(
    `select distinct on (from_day) from_day as "from", document, recorded_at as "recordedAt",
       max(granted_until) over (partition by from_day) as "grantedUntil"
     from benefits.subsidy_ends where building_id = $1 and account_id = $2 order by from_day, ended_on`,
    [of.building, of.account],
  );
}

/** Cuts the span that begins on this day, and keeps the decision. */
export async function endSubsidy(
  tx: Tx,
  of: {
    readonly building: BuildingId;
    readonly account: AccountId;
    readonly from: Day;
    readonly to: Day;
    readonly grantedUntil: Day;
    readonly document: string;
  },
): Promise<void> {
  await tx.query(
    `update benefits.subsidies set in_force = daterange($3::date, $4::date)
     where building_id = $1 and account_id = $2 and lower(in_force) = $3::date`,
    [of.building, of.account, of.from, of.to],
  );
  await tx.query(
    `insert into benefits.subsidy_ends (building_id, account_id, from_day, ended_on, granted_until, document, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [of.building, of.account, of.from, of.to, of.grantedUntil, of.document, tx.scope.user ?? null],
  );
}

export async function insertSubsidy(
  tx: Tx,
  of: SubsidyFacts & { readonly building: BuildingId; readonly to: Day },
): Promise<void> {
  await tx.query(
    `insert into benefits.subsidies (building_id, account_id, in_force, family_size, standard, income, subsistence_minimum,
       max_share, document, recorded_by) values ($1, $2, daterange($3, $4), $5, $6, $7, $8, $9, $10, $11)`,
    [
      of.building,
      of.account,
      of.from,
      of.to,
      of.familySize,
      of.standard,
      of.income,
      of.subsistenceMinimum,
      of.maxShare,
      of.document,
      tx.scope.user ?? null,
    ],
  );
}

/** What was recorded of an account's rights, insurance numbers and subsidies, or of the end of one. */
export interface BenefitRecord {
  readonly what: "right" | "right_end" | "snils" | "subsidy" | "subsidy_end";
  /** Of the resident; empty for a subsidy. */
  readonly name: string;
  readonly benefit: { readonly nameRu: string; readonly nameEn: string } | undefined;
  readonly from: Day | undefined;
  readonly to: Day | undefined;
  readonly document: string | undefined;
  readonly recordedAt: Date;
  readonly recordedBy: UserId | undefined;
}

/** All of them; of an insurance number only that it was written. */
export async function listBenefitRecords(
  tx: Tx,
  of: { readonly building: BuildingId; readonly account: AccountId },
): Promise<BenefitRecord[]> {
  const rows = await tx.query<{
    what: BenefitRecord["what"];
    name: string;
    nameRu: string | null;
    nameEn: string | null;
    from: Day | null;
    to: Day | null;
    document: string | null;
    recordedAt: Date;
    recordedBy: UserId | null;
  }>(
    `select 'right' as what, r.name, c.name_ru as "nameRu", c.name_en as "nameEn", lower(e.in_force) as "from",
       upper(e.in_force) as "to", e.document, e.recorded_at as "recordedAt", e.recorded_by as "recordedBy"
     from benefits.entitlements e join benefits.categories c using (category_id)
       join accounts.residents r using (building_id, account_id, resident_no)
     where e.building_id = $1 and e.account_id = $2
     union all
     select 'right_end', r.name, c.name_ru, c.name_en, upper(e.in_force), null, e.document, e.ended_at, e.ended_by
     from benefits.entitlements e join benefits.categories c using (category_id)
       join accounts.residents r using (building_id, account_id, resident_no)
     where e.building_id = $1 and e.account_id = $2 and e.ended_at is not null
     union all
     select 'snils', r.name, null, null, null, null, null, n.recorded_at, n.recorded_by
     from benefits.insurance_numbers n join accounts.residents r using (building_id, account_id, resident_no)
     where n.building_id = $1 and n.account_id = $2
     union all
     select 'subsidy', '', null, null, lower(in_force), upper(in_force), document, recorded_at, recorded_by
     from benefits.subsidies where building_id = $1 and account_id = $2
     union all
     select 'subsidy_end', '', null, null, ended_on, null, document, recorded_at, recorded_by
     from benefits.subsidy_ends where building_id = $1 and account_id = $2
     order by 8 desc`,
    [of.building, of.account],
  );
  return rows.map(({ nameRu, nameEn, ...row }) => ({
    ...row,
    benefit: nameRu === null || nameEn === null ? undefined : { nameRu, nameEn },
    from: row.from ?? undefined,
    to: row.to ?? undefined,
    document: row.document ?? undefined,
    recordedBy: row.recordedBy ?? undefined,
  }));
}
