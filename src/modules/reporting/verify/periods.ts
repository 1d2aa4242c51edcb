import { type Finding, judge, judgeWhole, type Snapshot, together } from "./snapshot.ts";
import { following } from "./sql.ts";

/** I9. Nothing is booked in a month that was never opened, nothing after its closure, and months follow one another. */
export async function closedStaysClosed(snapshot: Snapshot): Promise<Finding> {
  return together([
    await judge(snapshot, {
      items: `with ${OPENED}
        select p.building_id, p.period, o.period is not null as ok
        from (select e.building_id, e.period from ledger.entries e where e.building_id between $1 and $2 group by 1, 2) p
        left join opened o using (building_id, period)`,
      said: `'building ' || i.building_id || ' has entries in ' || i.period || ', a month that no manager of it has opened'`,
    }),
    await judge(snapshot, {
      items: `with ${OPENED}
        select d.building_id, d.document_id, d.period, d.taken_at, coalesce(o.still_open or d.taken_at <= o.closed_at, false) as ok
        from (select building_id, payment_id as document_id, period, received_at as taken_at
          from payments.payments where building_id between $1 and $2
          union all
          select building_id, reversal_id, period, recorded_at from payments.reversals where building_id between $1 and $2) d
        left join opened o using (building_id, period)`,
      said: `'document ' || i.document_id || ', building ' || i.building_id || ': taken at ' || i.taken_at || ' into ' || i.period || ', which was closed'`,
    }),
    await judgeWhole(snapshot, {
      items: `
        select n.run_id, r.booked_in, n.counted_at, c.closed_at, c.closed_at is null or n.counted_at <= c.closed_at as ok
        from ledger.counted_runs n join charging.runs r using (run_id)
        left join organizations.period_closures c on c.organization_id = r.organization_id and c.period = r.booked_in`,
      said: `'run ' || i.run_id || ' was approved at ' || i.counted_at || ' into ' || i.booked_in || ', which was closed at ' || i.closed_at`,
    }),
    await judgeWhole(snapshot, {
      items: `
        select c.organization_id, c.period, exists (select from organizations.period_openings o
          where o.organization_id = c.organization_id and o.period = ${following("c.period")}) as ok
        from organizations.period_closures c`,
      said: `'organization ' || i.organization_id || ' closed ' || i.period || ', and the month after it was not opened'`,
    }),
  ]);
}

/**
 * Months of a building that a manager of it has opened. A building that changes hands may be booked by either of the
 * two, so a month is closed when the last of them has closed it.
 */
const OPENED = `opened as (
  select m.building_id, o.period, bool_or(c.period is null) as still_open, max(c.closed_at) as closed_at
  from addresses.managements m join organizations.period_openings o using (organization_id)
  left join organizations.period_closures c on c.organization_id = o.organization_id and c.period = o.period
  where m.building_id between $1 and $2 group by 1, 2)`;
