import { type Finding, judge, judgeWhole, type Snapshot, together } from "./snapshot.ts";
import { accountName, roubles } from "./sql.ts";

/**
 * I19. A shift that is closed says what its payments make, and what must have lain in the drawer; cash is taken in a
 * shift, and what went back out of the drawer is undone in the books.
 */
export async function drawersCounted(snapshot: Snapshot): Promise<Finding> {
  return together([
    await judgeWhole(snapshot, {
      items: `
      select s.desk, s.shift_no, c.taken_count, c.taken_total, c.returned_count, c.returned_total, c.expected,
        coalesce(t.count, 0) as taken, coalesce(t.total, 0) as taken_sum, coalesce(r.count, 0) as returned,
        coalesce(r.total, 0) as returned_sum, coalesce(h.total, 0) as handed_sum,
        c.handed_total + c.declared - c.left_amount as handed, p.parts,
        p.parts and c.taken_count = coalesce(t.count, 0) and c.taken_total = coalesce(t.total, 0)
          and c.returned_count = coalesce(r.count, 0) and c.returned_total = coalesce(r.total, 0)
          and coalesce(h.total, 0) = c.handed_total + c.declared - c.left_amount as ok
      from payments.cash_closings c join payments.cash_shifts s using (shift_id)
      left join (select k.shift_id, count(p.payment_id) as count, sum(p.amount) as total
        from payments.cash_taken k left join payments.payments p using (building_id, payment_id) group by 1) t using (shift_id)
      left join (select k.shift_id, count(p.payment_id) as count, sum(p.amount) as total
        from payments.cash_returned k left join payments.payments p using (building_id, payment_id) group by 1) r
        using (shift_id)
      left join (select shift_id, sum(amount) as total from payments.cash_handovers group by 1) h using (shift_id)
      cross join lateral (select
        c.expected = s.float_amount + c.taken_total - c.returned_total - c.handed_total as parts) p`,
      said: `'shift ' || i.shift_no || ' at desk "' || i.desk || '": ' || case
        when not i.parts then 'its own sums do not make the ' || ${roubles("i.expected")} || ' that must have lain in the drawer'
        when i.taken_count <> i.taken or i.taken_total <> i.taken_sum then i.taken_count || ' payments of '
          || ${roubles("i.taken_total")} || ' were taken, its payments are ' || i.taken || ' of ' || ${roubles("i.taken_sum")}
        when i.returned_count <> i.returned or i.returned_total <> i.returned_sum then i.returned_count || ' payments of '
          || ${roubles("i.returned_total")} || ' were given back, its returns are ' || i.returned || ' of ' || ${roubles("i.returned_sum")}
        else ${roubles("i.handed")} || ' was handed over, its handovers make ' || ${roubles("i.handed_sum")} end`,
    }),
    await judge(snapshot, {
      items: `
      select p.building_id, p.account_id, p.payment_id, p.channel, k.shift_id is not null as taken,
        r.shift_id is not null as returned,
        (p.channel = 'cash') = (k.shift_id is not null) and (r.shift_id is null or v.payment_id is not null) as ok
      from payments.payments p
      left join payments.cash_taken k using (building_id, payment_id)
      left join payments.cash_returned r using (building_id, payment_id)
      left join payments.reversals v using (building_id, payment_id)
      where p.building_id between $1 and $2 and (p.channel = 'cash' or k.shift_id is not null)`,
      said: `${accountName("i")} || ': payment ' || i.payment_id || case
        when not i.taken then ' is cash that no shift has taken'
        when i.channel <> 'cash' then ' stands in a shift, but is no cash'
        else ' was given back out of the drawer, but is not reversed' end`,
    }),
  ]);
}
