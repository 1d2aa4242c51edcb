/**
 * The words in which the checks are written. They repeat on purpose what the rooms' own queries say: a check that
 * used those would agree with their mistakes.
 */

/** 202612 is followed by 202701. */
export const following = (period: string): string =>
  `(case when ${period} % 100 = 12 then ${period} + 89 else ${period} + 1 end)`;

export const lastDay = (period: string): string =>
  `(make_date(${period} / 100, ${period} % 100, 1) + interval '1 month - 1 day')::date`;

/** Kopecks as roubles, for a sentence. */
export const roubles = (kopecks: string): string => `to_char(coalesce(${kopecks}, 0) / 100.0, 'FM999999999999990.00')`;

export const accountName = (row: string): string =>
  `coalesce((select 'account ' || a.number from accounts.accounts a
     where a.building_id = ${row}.building_id and a.account_id = ${row}.account_id),
   'account_id ' || ${row}.account_id || ' (unknown in building ' || ${row}.building_id || ')')`;

/** "COLD_WATER to provider 4 for 202610", or "advance". */
export const itemName = (row: string): string =>
  `case when ${row}.service_id = 0 then 'advance' else
     coalesce((select s.code from tariffs.services s where s.service_id = ${row}.service_id), 'service ' || ${row}.service_id)
     || ' to provider ' || ${row}.provider_id || ' for ' || ${row}.charged_for end`;

/** Entries that count: those of an approved run, and all that belong to no run. */
export const COUNTED = "(e.kind > 3 or e.document_id in (select c.run_id from ledger.counted_runs c))";

/** What a kind does to the two books that an account sees: +1 takes into the book, -1 out of it. */
export const SIDES = `sides as (
  select k.kind, s.book, s.sign from ledger.kinds k
  cross join lateral (values (k.debit_book, 1), (k.credit_book, -1)) as s (book, sign)
  where s.book in ('receivable', 'advance'))`;

/** The months of a building that its manager of the month's last day has closed. */
export const CLOSED_MONTHS = `closed as (
  select m.building_id, c.period, ${following("c.period")} as next_period
  from organizations.period_closures c join addresses.managements m using (organization_id)
  where m.building_id between $1 and $2 and m.in_force @> ${lastDay("c.period")})`;

/** Counted movements of the debts and the advance, item by item; the advance is item 0, 0, 0. */
export const MOVEMENTS = `movements as (
  select e.building_id, e.account_id, e.period,
    case s.book when 'advance' then 0 else e.service_id end as service_id,
    case s.book when 'advance' then 0 else e.provider_id end as provider_id,
    case s.book when 'advance' then 0 else e.charged_for end as charged_for, e.amount * s.sign as amount
  from ledger.entries e join sides s using (kind)
  where e.building_id between $1 and $2 and ${COUNTED})`;
