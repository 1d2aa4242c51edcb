import { type Finding, judge, type Snapshot } from "./snapshot.ts";
import { accountName, COUNTED, roubles } from "./sql.ts";

/**
 * I17. What all runs together booked as penalties of a debt. The exact sum is replayed with I10; here stand the bounds
 * that no reckoning may leave, worked out without it: never less than nothing, and never more than every kopeck that
 * the debt ever had on a bill would cost at the highest rate and fraction for every day since its month ended.
 */
export const penaltiesBounded = (snapshot: Snapshot): Promise<Finding> =>
  judge(snapshot, {
    items: `with penalties as (
        select e.building_id, e.account_id, e.provider_id, e.charged_for, e.part, sum(e.amount) as amount,
          max(e.period) as last, bool_and(s.code = 'PENALTY') as named
        from ledger.entries e left join tariffs.services s using (service_id)
        where e.building_id between $1 and $2 and e.kind = 6 and ${COUNTED} group by 1, 2, 3, 4, 5),
      owed as (
        select e.building_id, e.account_id, e.provider_id, e.charged_for, sum(e.amount) filter (where e.amount > 0) as amount
        from ledger.entries e join (select distinct building_id, account_id, provider_id, charged_for from penalties) p
          using (building_id, account_id, provider_id, charged_for)
        where e.building_id between $1 and $2 and e.kind < 10 and e.kind <> 6 and ${COUNTED} group by 1, 2, 3, 4)
      select p.*, b.most, coalesce(p.named and p.amount >= 0 and p.amount <= b.most, false) as ok
      from penalties p left join owed o using (building_id, account_id, provider_id, charged_for)
      cross join lateral (select ceil(coalesce(o.amount, 0) * r.percent / 100 / 130
        * (make_date(p.last / 100, p.last % 100, 1) + 31 - (make_date(p.charged_for / 100, p.charged_for % 100, 1)))) + 1 as most
        from (select max(k.percent) / 1000000.0 as percent from charging.key_rates k) r) b`,
    said: `${accountName("i")} || ', provider ' || i.provider_id || ', ' || i.charged_for || case
      when not i.named then ': a penalty under another service'
      when i.amount < 0 then ': penalties of ' || ${roubles("i.amount")} || ' in all'
      else ': penalties of ' || ${roubles("i.amount")} || ', more than ' || ${roubles("i.most")} || ' for the whole debt' end`,
  });
