import { type Finding, judge, judgeWhole, type Snapshot, together } from "./snapshot.ts";
import { following } from "./sql.ts";

/** I9. Nothing is booked in a month that was never opened, nothing after its closure, and months follow one another. */
export async function closedStaysClosed(snapshot: Snapshot): Promise<Finding> {
  return together([
    await judge(snapshot, {
      items: `
        select p.building_id, p.period, exists (select from addresses.managements m
          join organizations.period_openings o on o.organization_id = m.organization_id and o.period = p.period
          where m.building_id = p.building_id) as ok
        from (select e.building_id, e.period from ledger.entries e where e.building_id between $1 and $2 group by 1, 2) p`,
      said: `'building ' || i.building_id || ' has entries in ' || i.period || ', a month that no manager of it has opened'`,
    }),
    // A document is in time if one manager of the building had the month open when it was taken: a building that
    // changes hands may be booked by either of the two.
    await judge(snapshot, {
      items: `
        select d.building_id, d.document_id, d.period, d.taken_at, exists (select from addresses.managements m
          join organizations.period_openings o on o.organization_id = m.organization_id and o.period = d.period
          left join organizations.period_closures c on c.organization_id = m.organization_id and c.period = d.period
          where m.building_id = d.building_id and (c.closed_at is null or c.closed_at >= d.taken_at)) as ok
        from (select building_id, payment_id as document_id, period, received_at as taken_at
          from payments.payments where building_id between $1 and $2
          union all
          select building_id, reversal_id, period, recorded_at from payments.reversals where building_id between $1 and $2) d`,
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
