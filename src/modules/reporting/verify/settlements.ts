import { type Finding, judge, judgeWhole, type Snapshot, together } from "./snapshot.ts";
import { accountName, roubles } from "./sql.ts";

/**
 * S1, in three sums that meet at the settlement: what its rows took is what the ledger has of their documents; what the
 * settlement says is what its rows make; what is ordered, once, is what settlements that are approved say.
 */
export async function covered(snapshot: Snapshot): Promise<Finding> {
  return together([
    await judge(snapshot, {
      items: `
        select w.building_id, w.account_id, w.document_id, w.provider_id, w.allocated, w.settlement_id, coalesce(e.amount, 0) as booked,
          w.allocated = coalesce(e.amount, 0) and abs(w.commission) <= abs(w.allocated) and w.withheld in (0, w.commission) as ok
        from settlements.rows w left join (
          select building_id, account_id, document_id, provider_id, kind, sum(amount) as amount from ledger.entries
          where building_id between $1 and $2 and kind in (10, 12) and batch = 0 group by 1, 2, 3, 4, 5) e
          using (building_id, account_id, document_id, provider_id, kind)
        where w.building_id between $1 and $2`,
      said: `${accountName("i")} || ': document ' || i.document_id || ' gave provider ' || i.provider_id || ' ' || ${roubles("i.booked")}
        || ', settlement ' || i.settlement_id || ' took ' || ${roubles("i.allocated")}`,
    }),
    await judgeWhole(snapshot, {
      items: `
        select s.settlement_id, s.to_transfer, coalesce(w.to_transfer, 0) as rows, coalesce(b.to_transfer, 0) as houses,
          s.to_transfer = coalesce(w.to_transfer, 0) and s.to_transfer = coalesce(b.to_transfer, 0) and s.commission = w.commission
            and s.payments = w.payments as ok
        from settlements.settlements s
        left join (select settlement_id, sum(allocated) - sum(withheld) as to_transfer, sum(commission) as commission, count(*) as payments
          from settlements.rows group by 1) w using (settlement_id)
        left join (select settlement_id, sum(allocated) + sum(returned) - sum(withheld) as to_transfer
          from settlements.building_sums group by 1) b using (settlement_id)`,
      said: `'settlement ' || i.settlement_id || ' is ' || ${roubles("i.to_transfer")} || ', its rows make ' || ${roubles("i.rows")}
        || ', its houses ' || ${roubles("i.houses")}`,
    }),
    await judgeWhole(snapshot, {
      items: `
        select o.order_id, o.amount, coalesce(sum(l.amount), 0) as ordered,
          o.amount = coalesce(sum(l.amount), 0) and coalesce(bool_and(l.amount = s.to_transfer and a.settlement_id is not null), false)
            and (n.order_id is null or n.approved_by <> o.drafted_by) as ok
        from settlements.orders o left join settlements.order_settlements l using (order_id)
        left join settlements.settlements s on s.settlement_id = l.settlement_id
        left join settlements.approvals a on a.settlement_id = l.settlement_id
        left join settlements.order_approvals n using (order_id)
        group by o.order_id, n.order_id`,
      said: `'order ' || i.order_id || ' is ' || ${roubles("i.amount")} || ', its settlements make ' || ${roubles("i.ordered")}`,
    }),
  ]);
}
