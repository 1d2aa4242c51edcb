import { must } from "#core/assert";
import { addDays, type Day } from "#core/day";
import type { AccountId, BuildingId, OrganizationId } from "#core/ids";
import {
  addMonths,
  endDay,
  firstDay,
  type Period,
  periodFromNumber,
  periodNumber,
  periodOf,
  periodsFrom,
} from "#core/period";
import { intArray, textArray, type Tx } from "#platform/database";
import type { RateMode, StepsCode } from "./model.ts";
import { policyLine, ruleLine } from "./penalty-codec.ts";

/** What a run reckons penalties by: the law and its organization's policies, as lines of a facts document. */
export interface PenaltyRules {
  readonly lines: string;
  /** The first day for which penalties are asked. */
  readonly begins: Day;
  /** Whether holders who are not residents are asked, who have no free month. */
  readonly ofLegal: boolean;
  /** Rules by the business day on which they became known and the first day that they are about. */
  readonly known: readonly { readonly recordedOn: Day; readonly from: Day }[];
}

/** The rules of a run; absent where the organization asks for no penalties before the end of the month. */
export async function readPenaltyRules(
  tx: Tx,
  of: { readonly organization: OrganizationId; readonly period: Period },
): Promise<PenaltyRules | undefined> {
  const policies = await listPolicies(tx, of.organization);
  const begun = policies.filter((one) => one.from < endDay(of.period));
  const begins = begun[0]?.from;
  if (begins === undefined) return undefined;
  const law = await listRules(tx);
  const oldest = addMonths(periodOf(begins), -37);
  const dayLines = law.calendar
    .filter(({ day }) => day >= firstDay(oldest) && day < endDay(of.period))
    .map(({ day, working }) => ruleLine("day", day, working ? "t" : "f"));
  return {
    lines: [
      ...begun.map(policyLine),
      ...law.keyRates.map((one) => ruleLine("rate", one.from, String(one.percent), one.basis)),
      ...law.caps.map((one) => ruleLine("cap", one.from, one.to, String(one.percent), one.basis)),
      ...law.moratoria.flatMap((one) =>
        one.applied ? [ruleLine("moratorium", one.from, one.to, one.dueBefore, one.basis)] : [],
      ),
      ...law.dueDays.map((one) => ruleLine("due", one.from, String(one.day), one.basis)),
      ...dayLines,
    ].join(""),
    begins,
    ofLegal: begun.some((one) => one.legalSteps !== undefined),
    known: [
      ...policies,
      ...law.keyRates,
      ...law.caps,
      ...law.moratoria,
      ...law.dueDays.map((one) => ({ ...one, from: firstDay(one.from) })),
      ...law.calendar.map((one) => ({ ...one, from: one.day })),
    ].map(({ recordedOn, from }) => ({ recordedOn, from })),
  };
}

/**
 * From which month on the debts of these buildings may cost another penalty than was booked: the month of the last run
 * that booked some, or earlier, where a rule that became known since then is about earlier days.
 */
export async function monthsToLookBack(
  tx: Tx,
  of: { readonly buildings: readonly BuildingId[]; readonly rules: PenaltyRules },
): Promise<Period> {
  const begins = periodOf(of.rules.begins);
  const rows = await tx.named<{ charged: number; last: number }>(
    "charging.lastPenaltyRuns",
    `select count(*)::integer as charged, coalesce(min(last), 0) as last from (
       select f.building_id, max(r.charged_for) as last from charging.facts f
       join ledger.counted_runs c using (run_id) join charging.runs r using (run_id)
       where f.building_id = any ($1::integer[]) and r.booked_in = r.charged_for group by 1) as runs`,
    [intArray(of.buildings)],
  );
  const found = rows[0];
  if (!found || found.charged < of.buildings.length) return begins;
  const last = periodFromNumber(found.last);
  const reaching = of.rules.known.flatMap(({ recordedOn, from }) =>
    recordedOn >= firstDay(last) ? [periodOf(from)] : [],
  );
  return [last, ...reaching].reduce(
    (a, b) => earlier(a, b > begins ? b : begins),
    last > begins ? last : begins,
  );
}

const earlier = (a: Period, b: Period): Period => (a < b ? a : b);

/** A debt whose penalty may be another one than is booked. */
export interface DebtKey {
  readonly building: BuildingId;
  readonly account: AccountId;
  readonly provider: OrganizationId;
  /** 202611. */
  readonly chargedFor: number;
  readonly holder: string;
}

/**
 * Every debt that may cost a penalty, or another one than was booked: those that stood unpaid for a month and more at
 * the opening of some month since `since`, those that a reversal brought back, and those of accounts with a waiver. One
 * query for a batch; an account without an old debt costs nothing.
 */
export async function findDebts(
  tx: Tx,
  of: {
    readonly buildings: readonly BuildingId[];
    readonly period: Period;
    readonly since: Period;
    readonly ofLegal: boolean;
  },
): Promise<DebtKey[]> {
  const within = `building_id = any ('${intArray(of.buildings)}'::integer[])`;
  const now = periodNumber(of.period);
  const since = periodNumber(of.since);
  const months = [...periodsFrom(of.since, of.period)];
  /** Unpaid at the opening of a month, and charged so many months before it. */
  const unpaid = (monthsAgo: number) =>
    `(${months.map((at) => `o.period = ${periodNumber(at)} and o.charged_for <= ${periodNumber(addMonths(at, -monthsAgo))}`).join(" or ")})`;
  const ofLegal = `or ${unpaid(1)} and (o.building_id, o.account_id) in (select s.building_id, s.account_id
        from accounts.account_states s where s.${within} and s.holder_kind = 'legal')`;
  return tx.query<DebtKey>(
    `with found as materialized (
      select o.building_id, o.account_id, o.provider_id, o.charged_for from ledger.opening_balances o
      where o.${within} and o.period between ${since} and ${now} and o.service_id in ${PENALIZED}
        and (${unpaid(2)} ${of.ofLegal ? ofLegal : ""})
      union
      select e.building_id, e.account_id, e.provider_id, e.charged_for
      from payments.reversals r join payments.payments p using (building_id, payment_id)
      join ledger.booked_entries e on e.building_id = p.building_id and e.account_id = p.account_id
        and e.period = r.period and e.document_id = r.reversal_id
      where r.${within} and r.period between ${since} and ${now} and e.period between ${since} and ${now}
        and e.service_id in ${PENALIZED}
      union
      select e.building_id, e.account_id, e.provider_id, e.charged_for
      from charging.penalty_waivers w join ledger.booked_entries e on e.building_id = w.building_id
        and e.account_id = w.account_id and e.kind = 6 and w.provider_id in (0, e.provider_id)
      where w.${within} and w.period between ${since} and ${now}),
    holders as (
      select a.building_id, a.account_id, (select s.holder_kind from accounts.account_states s
          where s.building_id = a.building_id and s.account_id = a.account_id order by s.in_force desc limit 1) as holder
      from (select distinct building_id, account_id from found) a)
    select building_id as building, account_id as account, provider_id as provider, charged_for as "chargedFor",
      coalesce(holder, 'person') as holder
    from found join holders using (building_id, account_id)
    where charged_for between 1 and ${periodNumber(addMonths(of.period, -1))}
    order by 1, 2, 3, 4`,
  );
}

const PENALIZED = "(select s.service_id from tariffs.services s where s.penalized)";

/**
 * The movements of these debts, as lines of facts: only the debtors' own entries are read, by their key. The day of a
 * payment is its real one; a reversal comes on the day of the payment that it undoes.
 */
export function movementsQuery(debts: readonly DebtKey[], period: Period): string {
  const ints = (values: Iterable<number>): string => `'${intArray([...values])}'::integer[]`;
  const column = (of: (debt: DebtKey) => number): string => ints(debts.map(of));
  const buildings = ints(new Set(debts.map(({ building }) => building)));
  const months = debts.map(({ chargedFor }) => chargedFor);
  const [oldest, newest] = [Math.min(...months), Math.max(...months)];
  return `
    with lines as materialized (
      select e.building_id, e.account_id, e.provider_id, e.charged_for, e.kind, e.part, e.service_id, e.period,
        e.document_id, e.amount
      from ledger.booked_entries e
      where e.building_id = any (${buildings}) and e.account_id = any (${ints(new Set(debts.map(({ account }) => account)))})
        and e.period between ${oldest} and ${periodNumber(period)} and e.charged_for between ${oldest} and ${newest}
        and (e.service_id in ${PENALIZED} or e.kind = 6)),
    undone as (
      select r.building_id, r.reversal_id, p.paid_on from payments.reversals r
      join payments.payments p using (building_id, payment_id) where r.building_id = any (${buildings}))
    select e.building_id, 'NM', e.account_id, e.provider_id, e.charged_for,
      case e.kind when 6 then e.part = 1 else e.service_id = 7 end as capital, i.holder,
      case when e.kind = 4 then 'taken_over' when e.kind = 6 then 'penalty' when e.kind = 10 then 'payment'
        when e.kind = 12 and u.reversal_id is not null then 'advance_back' when e.kind = 12 then 'advance'
        else 'charge' end as what,
      e.period, case e.kind when 10 then coalesce(p.paid_on, u.paid_on) end as day,
      ledger.total(case when e.kind = 12 and u.reversal_id is not null then -e.amount else e.amount end)
    from lines e
    join unnest(${column(({ building }) => building)}, ${column(({ account }) => account)},
      ${column(({ provider }) => provider)}, ${column(({ chargedFor }) => chargedFor)},
      '${textArray(debts.map(({ holder }) => holder))}'::text[]) as i (building_id, account_id, provider_id, charged_for, holder)
      using (building_id, account_id, provider_id, charged_for)
    left join payments.payments p on p.building_id = e.building_id and p.payment_id = case e.kind when 10 then e.document_id end
    left join undone u on u.building_id = e.building_id
      and u.reversal_id = case when e.kind in (10, 12) then e.document_id end
    group by 1, 3, 4, 5, 6, 7, 8, 9, 10 having ledger.total(e.amount) <> 0
    order by 1, 3, 4, 5, 6, 8, 9, 10`;
}

export const waiversQuery = (buildings: readonly BuildingId[]): string =>
  `select building_id, 'NW', account_id, provider_id, lower(days), upper(days), document
   from charging.penalty_waivers where building_id = any ('${intArray(buildings)}'::integer[])
   order by building_id, account_id, waiver_id`;

export interface RecordedPolicy {
  readonly from: Day;
  readonly to: Day | undefined;
  readonly mode: RateMode;
  readonly legalSteps: StepsCode | undefined;
  readonly basis: string;
  readonly recordedOn: Day;
}

/** Oldest first. */
export async function listPolicies(tx: Tx, organization: OrganizationId): Promise<RecordedPolicy[]> {
  const rows = await tx.query<
    Omit<RecordedPolicy, "to" | "legalSteps"> & { to: Day | null; legalSteps: StepsCode | null }
  >(
    `select lower(in_force) as from, upper(in_force) as to, mode, legal_steps as "legalSteps", basis, recorded_on as "recordedOn"
     from charging.penalty_policies where organization_id = $1 order by in_force`,
    [organization],
  );
  return rows.map((row) => ({ ...row, to: row.to ?? undefined, legalSteps: row.legalSteps ?? undefined }));
}

export interface RecordedRules {
  readonly keyRates: readonly { from: Day; percent: bigint; basis: string; recordedOn: Day }[];
  readonly caps: readonly {
    from: Day;
    to: Day | undefined;
    percent: bigint;
    basis: string;
    recordedOn: Day;
  }[];
  readonly moratoria: readonly {
    from: Day;
    to: Day | undefined;
    dueBefore: Day | undefined;
    applied: boolean;
    basis: string;
    recordedOn: Day;
  }[];
  readonly dueDays: readonly { from: Period; day: number; basis: string; recordedOn: Day }[];
  readonly calendar: readonly { day: Day; working: boolean; basis: string; recordedOn: Day }[];
}

/** The law as it is recorded, oldest first. */
export async function listRules(tx: Tx): Promise<RecordedRules> {
  const recorded = `basis, recorded_on as "recordedOn"`;
  const keyRates = await tx.query<RecordedRules["keyRates"][number]>(
    `select from_day as from, percent, ${recorded} from charging.key_rates order by from_day`,
  );
  const caps = await tx.query<{ from: Day; to: Day | null; percent: bigint; basis: string; recordedOn: Day }>(
    `select lower(in_force) as from, upper(in_force) as to, percent, ${recorded} from charging.key_rate_caps order by in_force`,
  );
  const moratoria = await tx.query<{
    from: Day;
    to: Day | null;
    dueBefore: Day | null;
    applied: boolean;
    basis: string;
    recordedOn: Day;
  }>(
    `select lower(in_force) as from, upper(in_force) as to, due_before as "dueBefore", applied, ${recorded}
     from charging.moratoria order by in_force`,
  );
  const dueDays = await tx.query<{ from: number; day: number; basis: string; recordedOn: Day }>(
    `select from_month as from, day, ${recorded} from charging.due_days order by from_month`,
  );
  const calendar = await tx.query<RecordedRules["calendar"][number]>(
    `select day, working, ${recorded} from charging.calendar_days order by day`,
  );
  return {
    keyRates,
    caps: caps.map((row) => ({ ...row, to: row.to ?? undefined })),
    moratoria: moratoria.map((row) => ({
      ...row,
      to: row.to ?? undefined,
      dueBefore: row.dueBefore ?? undefined,
    })),
    dueDays: dueDays.map((row) => ({ ...row, from: periodFromNumber(row.from) })),
    calendar,
  };
}

export async function hasPolicyFrom(
  tx: Tx,
  of: { readonly organization: OrganizationId; readonly from: Day },
): Promise<boolean> {
  const rows = await tx.query(
    "select from charging.penalty_policies where organization_id = $1 and lower(in_force) >= $2::date",
    [of.organization, of.from],
  );
  return rows.length > 0;
}

/** Ends what is in force on the day; where a mode is given, another policy begins there. */
export async function insertPolicy(
  tx: Tx,
  of: {
    readonly organization: OrganizationId;
    readonly from: Day;
    readonly mode: RateMode | undefined;
    readonly legalSteps: StepsCode | undefined;
    readonly basis: string;
  },
): Promise<void> {
  await tx.query(
    `update charging.penalty_policies set in_force = daterange(lower(in_force), $2::date), recorded_on = $3
     where organization_id = $1 and in_force @> $2::date`,
    [of.organization, of.from, tx.scope.today],
  );
  if (of.mode === undefined) return;
  await tx.query(
    `insert into charging.penalty_policies (organization_id, in_force, mode, legal_steps, basis, recorded_by)
     values ($1, daterange($2::date, null), $3, $4, $5, $6)`,
    [of.organization, of.from, of.mode, of.legalSteps ?? null, of.basis, tx.scope.user ?? null],
  );
}

/** Returns false if the rate of that day is recorded already. */
export async function insertKeyRate(
  tx: Tx,
  of: { readonly from: Day; readonly percent: bigint; readonly basis: string },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into charging.key_rates (from_day, percent, basis, recorded_by) values ($1, $2, $3, $4)
     on conflict do nothing returning from_day`,
    [of.from, of.percent, of.basis, tx.scope.user ?? null],
  );
  return rows.length === 1;
}

/** Returns false if the day is recorded already. */
export async function insertCalendarDay(
  tx: Tx,
  of: { readonly day: Day; readonly working: boolean; readonly basis: string },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into charging.calendar_days (day, working, basis, recorded_by) values ($1, $2, $3, $4)
     on conflict do nothing returning day`,
    [of.day, of.working, of.basis, tx.scope.user ?? null],
  );
  return rows.length === 1;
}

/** Returns false if no moratorium begins on that day. */
export async function updateMoratorium(
  tx: Tx,
  of: { readonly from: Day; readonly applied: boolean },
): Promise<boolean> {
  const rows = await tx.query(
    `update charging.moratoria set applied = $2, recorded_on = $3, recorded_at = now(), recorded_by = $4
     where lower(in_force) = $1::date returning in_force`,
    [of.from, of.applied, tx.scope.today, tx.scope.user ?? null],
  );
  return rows.length === 1;
}

export interface RecordedWaiver {
  readonly waiver: bigint;
  readonly provider: OrganizationId | 0;
  readonly from: Day;
  /** The last day. */
  readonly through: Day;
  readonly decidedOn: Day;
  readonly document: string;
  readonly reason: string;
  readonly period: Period;
  readonly recordedAt: Date;
  readonly recordedBy: number | undefined;
}

/** Newest first. */
export async function listWaivers(
  tx: Tx,
  of: { readonly building: BuildingId; readonly account: AccountId },
): Promise<RecordedWaiver[]> {
  const rows = await tx.query<
    Omit<RecordedWaiver, "period" | "recordedBy"> & { period: number; recordedBy: number | null }
  >(
    `select waiver_id as waiver, provider_id as provider, lower(days) as from, upper(days) - 1 as through,
       decided_on as "decidedOn", document, reason, period, recorded_at as "recordedAt", recorded_by as "recordedBy"
     from charging.penalty_waivers where building_id = $1 and account_id = $2 order by waiver_id desc`,
    [of.building, of.account],
  );
  return rows.map((row) => ({
    ...row,
    period: periodFromNumber(row.period),
    recordedBy: row.recordedBy ?? undefined,
  }));
}

export async function insertWaiver(
  tx: Tx,
  of: {
    readonly building: BuildingId;
    readonly account: AccountId;
    readonly provider: OrganizationId | 0;
    readonly from: Day;
    readonly through: Day;
    readonly decidedOn: Day;
    readonly document: string;
    readonly reason: string;
    readonly period: Period;
  },
): Promise<bigint> {
  const rows = await tx.query<{ waiver_id: bigint }>(
    `insert into charging.penalty_waivers (building_id, account_id, provider_id, days, decided_on, document, reason, period, recorded_by)
     values ($1, $2, $3, daterange($4::date, $5::date), $6, $7, $8, $9, $10) returning waiver_id`,
    [
      of.building,
      of.account,
      of.provider,
      of.from,
      addDays(of.through, 1),
      of.decidedOn,
      of.document,
      of.reason,
      periodNumber(of.period),
      tx.scope.user ?? null,
    ],
  );
  return must(rows[0], "the new waiver").waiver_id;
}
