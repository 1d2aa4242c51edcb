import { type Finding, judge, judgeWhole, type Snapshot, together } from "./snapshot.ts";
import { accountName, roubles } from "./sql.ts";

/** I13. The table refuses a state without its end or its reason; what is asked here is whether a message vanished. */
export async function noneVanishes(snapshot: Snapshot): Promise<Finding> {
  return together([
    await judgeWhole(snapshot, {
      items: `
        select o.message_id, o.kind, o.key, o.state, o.reason,
          case o.state when 'pending' then o.ended_at is null when 'sent' then o.ended_at is not null
            else o.ended_at is not null and o.reason <> '' end as ok
        from gateways.outbox o`,
      said: `'message ' || i.message_id || ' (' || i.kind || ' ' || i.key || ') is ' || i.state || ' without its end or its reason'`,
    }),
    await judge(snapshot, {
      items: `
        select d.building_id, d.external_id as key, 'receipt' as what, o.message_id is not null as ok
        from gateways.fiscal_documents d left join gateways.outbox o on o.kind = 'fiscal.receipt' and o.key = d.external_id
        where d.building_id between $1 and $2
        union all
        select u.building_id, r.order_id || '-' || r.refund_no, 'refund', o.message_id is not null or u.done
        from (select building_id, order_id, refund_no, bool_or(outcome in ('done', 'failed')) as done
            from payments.order_refund_outcomes where building_id between $1 and $2
            group by 1, 2, 3 having bool_or(outcome = 'approved')) u
        join payments.order_refunds r using (building_id, order_id, refund_no)
        left join gateways.outbox o on o.kind = 'cards.refund' and o.key = r.order_id || '-' || r.refund_no`,
      said: `'the ' || i.what || ' ' || i.key || ' in building ' || i.building_id || ' has no message in the outbox'`,
    }),
  ]);
}

/**
 * I14. By the rules in force on the day of payment; what remained of a payment after a return was sold by its first
 * receipt. Reversed by hand before it had a receipt is no exception: the money had come.
 */
export async function receiptsPrinted(snapshot: Snapshot): Promise<Finding> {
  return together([
    await judge(snapshot, {
      items: `
        select p.building_id, p.account_id, p.payment_id, p.amount, d.amount as said,
          coalesce(d.amount = p.amount, false) as ok
        from payments.payments p
        join addresses.managements m on m.building_id = p.building_id and m.in_force @> p.paid_on
        cross join lateral (select f.required from gateways.fiscal_rules f
          where f.organization_id in (0, m.organization_id) and f.channel = p.channel and f.in_force @> p.paid_on
          order by f.organization_id desc limit 1) f
        left join lateral (select d.amount from gateways.fiscal_documents d
          where d.building_id = p.building_id and d.payment_id = p.payment_id and d.kind in ('sell', 'sell_correction')
          order by d.document_no desc limit 1) d on true
        where p.building_id between $1 and $2 and f.required
          and not exists (select from payments.order_payments q
            where q.building_id = p.building_id and q.payment_id = p.payment_id and q.part_no > 0)`,
      said: `${accountName("i")} || ': payment ' || i.payment_id || ' of ' || ${roubles("i.amount")} || case when i.said is null
        then ' needs a receipt and has none' else ' has a receipt of ' || ${roubles("i.said")} end`,
    }),
    await judge(snapshot, {
      items: `
        select d.building_id, d.external_id, d.amount, coalesce(s.sum, 0) as positions, o.state,
          coalesce(s.sum, 0) = d.amount and (r.payment_id is not null or coalesce(o.state in ('pending', 'dead'), false)) as ok
        from gateways.fiscal_documents d
        left join gateways.fiscal_receipts r using (building_id, payment_id, document_no)
        left join gateways.outbox o on o.kind = 'fiscal.receipt' and o.key = d.external_id
        left join lateral (select sum((x ->> 'amount')::bigint) as sum from jsonb_array_elements(d.positions) x) s on true
        where d.building_id between $1 and $2`,
      said: `'receipt ' || i.external_id || ' in building ' || i.building_id || case when i.positions <> i.amount
        then ' is of ' || ${roubles("i.amount")} || ', its positions make ' || ${roubles("i.positions")}
        else ' is neither printed, nor waiting, nor given up: its message is ' || coalesce(i.state, 'absent') end`,
    }),
    await judge(snapshot, {
      items: `
        select building_id, payment_id, sale, returned, coalesce(returned <= sale, false) as ok
        from (select building_id, payment_id, max(amount) filter (where kind in ('sell', 'sell_correction')) as sale,
            coalesce(sum(amount) filter (where kind = 'sell_refund'), 0) as returned
          from gateways.fiscal_documents where building_id between $1 and $2 group by 1, 2) t`,
      said: `'the returns of payment ' || i.payment_id || ' in building ' || i.building_id || ' make ' || ${roubles("i.returned")} || ' of ' || coalesce(${roubles("i.sale")}, 'no sale')`,
    }),
    await judge(snapshot, {
      items: `
        select d.building_id, d.payment_id, count(*) as printed, count(*) = 1 as ok
        from gateways.fiscal_documents d join gateways.fiscal_receipts r using (building_id, payment_id, document_no)
        where d.building_id between $1 and $2 and d.kind in ('sell', 'sell_correction') group by 1, 2`,
      said: `'payment ' || i.payment_id || ' in building ' || i.building_id || ' has ' || i.printed || ' receipts of the same money'`,
    }),
  ]);
}
