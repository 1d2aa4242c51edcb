/**
 * The words in which the checks are written. They repeat on purpose what the rooms' own queries say: a check that
 * used those would agree with their mistakes.
 */

/** 202612 is followed by 202701. */
export const following = (period: string): string =>
  `(case when ${period} % 100 = 12 then ${period} + 89 else ${period} + 1 end)`;

export const preceding = (period: string): string =>
  `(case when ${period} % 100 = 1 then ${period} - 89 else ${period} - 1 end)`;

export const lastDay = (period: string): string =>
  `(make_date(${period} / 100, ${period} % 100, 1) + interval '1 month - 1 day')::date`;

/** Kopecks as roubles, for a sentence. */
export const roubles = (kopecks: string): string =>
  `to_char(coalesce(${kopecks}, 0) / 100.0, 'FM999999999999990.00')`;

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
/** Kinds that a run posts: see ledger.kinds. */
export const OF_RUN = "(e.kind < 10 and e.kind <> 4)";

export const COUNTED = `(not ${OF_RUN} or e.document_id in (select c.run_id from ledger.counted_runs c))`;
