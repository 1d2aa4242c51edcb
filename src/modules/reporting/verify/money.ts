import { type Finding, judge, judgeWhole, type Snapshot, together } from "./snapshot.ts";
import { accountName, roubles } from "./sql.ts";

/**
 * I4. The unique key lets an agent's number in once; here both sides must tell the same of it. An operation without an
 * account stands in building 0 and is held money of the same amount; what is assigned of it is a payment without an
 * operation of its own.
 */
export async function takenOnce(snapshot: Snapshot): Promise<Finding> {
  return together([
    await judge(snapshot, {
      items: `
      select coalesce(t.agent_id, p.agent_id) as agent_id, t.transaction_id, p.payment_id, t.amount as stated, p.amount,
        t.account_number, a.number, t.payments,
        coalesce(t.amount = p.amount and t.agent_id = p.agent_id and t.account_number = a.number and t.payments = 1, false) as ok
      from (select agent_id, transaction_id, building_id, payment_id, account_number, amount,
          count(*) over (partition by building_id, payment_id) as payments
        from payments.agent_transactions where building_id between $1 and $2 and building_id <> 0) t
      full join (select building_id, payment_id, account_id, agent_id, amount from payments.payments p
        where building_id between $1 and $2 and (agent_id is not null or channel = 'agent')
          and not exists (select from payments.held_resolutions r
            where r.building_id = p.building_id and r.payment_id = p.payment_id)) p using (building_id, payment_id)
      left join accounts.accounts a on a.building_id = p.building_id and a.account_id = p.account_id`,
      said: `case
      when i.payment_id is null then 'transaction ' || i.transaction_id || ' of agent ' || i.agent_id || ' has no payment'
      when i.transaction_id is null then 'payment ' || i.payment_id || ' of agent ' || coalesce(i.agent_id::text, '?') || ' has no transaction'
      when i.payments > 1 then 'payment ' || i.payment_id || ' stands for ' || i.payments || ' transactions, ' || i.transaction_id || ' one of them'
      else 'transaction ' || i.transaction_id || ' of agent ' || i.agent_id || ': ' || ${roubles("i.stated")} || ' for account '
        || i.account_number || ', but payment ' || i.payment_id || ' is ' || ${roubles("i.amount")} || ' for account ' || coalesce(i.number, '?') end`,
    }),
    await judgeWhole(snapshot, {
      items: `
      select t.agent_id, t.transaction_id, t.amount, h.held_id, h.amount as held,
        coalesce(t.amount = h.amount and t.agent_id = h.agent_id and t.account_number = h.stated_account, false) as ok
      from (select agent_id, transaction_id, payment_id as held_id, account_number, amount
        from payments.agent_transactions where building_id = 0) t
      full join (select held_id, agent_id, amount, stated_account from payments.held
        where source = 'registry' and amount > 0) h using (held_id)`,
      said: `case
      when i.held is null then 'transaction ' || i.transaction_id || ' of agent ' || i.agent_id || ' has neither a payment nor held money'
      when i.transaction_id is null then 'held money ' || i.held_id || ' has no transaction'
      else 'transaction ' || i.transaction_id || ' of agent ' || i.agent_id || ': ' || ${roubles("i.amount")}
        || ', but held money ' || i.held_id || ' is ' || ${roubles("i.held")} || ' or of another account' end`,
    }),
  ]);
}

/**
 * I5. Per payment and per reversal, to the kopeck; and item by item, a reversed payment leaves nothing behind. Of money
 * that is held, no more is resolved than came, and each part that was assigned is a payment of the same amount.
 */
export async function accounted(snapshot: Snapshot): Promise<Finding> {
  return together([
    await judge(snapshot, {
      items: `with ${TAKEN}, ${RECEIVED}
        select coalesce(t.building_id, r.building_id) as building_id, coalesce(t.account_id, r.account_id) as account_id,
          coalesce(t.document_id, r.document_id) as document_id, t.amount, r.amount as booked, t.period, r.period as booked_in,
          coalesce(t.amount = r.amount and t.account_id = r.account_id and t.period = r.period and r.places = 1, false) as ok
        from taken t full join (
          select building_id, document_id, sum(amount) as amount, min(account_id) as account_id, min(period) as period,
            count(distinct (account_id, period)) as places
          from received group by 1, 2) r using (building_id, document_id)`,
      said: `${accountName("i")} || case
        when i.amount is null then ': entries of document ' || i.document_id || ' received ' || ${roubles("i.booked")} || ', but it is no payment'
        when i.booked is null then ': document ' || i.document_id || ' of ' || ${roubles("i.amount")} || ' has no entries'
        when i.amount <> i.booked then ': document ' || i.document_id || ' is ' || ${roubles("i.amount")} || ', its entries make ' || ${roubles("i.booked")}
        else ': the entries of document ' || i.document_id || ' are booked on another account or in another period' end`,
    }),
    await judge(snapshot, {
      items: `with ${RECEIVED}
        select r.building_id, r.account_id, v.payment_id, sum(r.amount) as amount, sum(r.amount) = 0 as ok
        from payments.reversals v join received r
          on r.building_id = v.building_id and r.document_id in (v.payment_id, v.reversal_id)
        where v.building_id between $1 and $2
        group by r.building_id, r.account_id, v.payment_id, r.kind, r.service_id, r.provider_id, r.charged_for`,
      said: `${accountName("i")} || ': payment ' || i.payment_id || ' was reversed, but ' || ${roubles("i.amount")} || ' of it remains allocated'`,
    }),
    await judgeWhole(snapshot, {
      items: `
        select h.held_id, h.amount, coalesce(sum(r.amount) filter (where v.payment_id is null), 0) as resolved,
          min(r.payment_id) filter (where r.kind = 'assigned' and p.amount is distinct from r.amount) as wrong,
          count(*) filter (where r.kind = 'assigned' and p.amount is distinct from r.amount) = 0
            and (h.amount - coalesce(sum(r.amount) filter (where v.payment_id is null), 0)) * sign(h.amount)
              between 0 and abs(h.amount) as ok
        from payments.held h left join payments.held_resolutions r using (held_id)
        left join payments.payments p on p.building_id = r.building_id and p.payment_id = r.payment_id
        left join payments.reversals v on v.building_id = r.building_id and v.payment_id = r.payment_id
        group by h.held_id`,
      said: `'held money ' || i.held_id || case
        when i.wrong is not null then ': what was assigned of it is not payment ' || i.wrong
        else ': ' || ${roubles("i.amount")} || ' came, ' || ${roubles("i.resolved")} || ' of it is resolved' end`,
    }),
  ]);
}

/**
 * I6. A registry against itself, and against the transactions, the held money and the reversals that carry its number.
 * Its lines are in many buildings, so the question is not cut into ranges; the answer has a row a registry.
 */
export async function asDeclared(snapshot: Snapshot): Promise<Finding> {
  return judgeWhole(snapshot, {
    items: `
      select coalesce(g.registry_id, t.registry_id) as registry_id, g.agent_id, g.document, g.declared_count,
        g.declared_total, g.taken_count, g.taken_total, g.repeated_count, g.repeated_total, g.held_count, g.held_total,
        g.reversed_count, g.reversed_total, coalesce(t.lines, 0) as lines, coalesce(t.amount, 0) as amount,
        coalesce(h.lines, 0) as held_lines, coalesce(h.amount, 0) as held_amount, coalesce(v.lines, 0) as reversals,
        coalesce(p.parts, false) as parts,
        coalesce(p.parts and g.taken_count = coalesce(t.lines, 0) and g.taken_total = coalesce(t.amount, 0)
          and g.held_count = coalesce(h.lines, 0) and g.held_total = coalesce(h.amount, 0)
          and g.reversed_count = coalesce(v.lines, 0) and g.reversed_total = coalesce(v.amount, 0)
          and coalesce(t.agent_min = g.agent_id and t.agent_max = g.agent_id, true), false) as ok
      from payments.registries g
      full join (select registry_id, count(*) as lines, sum(amount) as amount, min(agent_id) as agent_min,
          max(agent_id) as agent_max
        from payments.agent_transactions where registry_id is not null and building_id <> 0 group by 1) t
        using (registry_id)
      left join (select registry_id, count(*) as lines, sum(amount) as amount
        from payments.held where registry_id is not null group by 1) h using (registry_id)
      left join (select v.registry_id, count(*) as lines, -sum(p.amount) as amount
        from payments.reversals v join payments.payments p using (building_id, payment_id)
        where v.registry_id is not null group by 1) v using (registry_id)
      cross join lateral (select g.taken_count::bigint + g.repeated_count + g.held_count + g.reversed_count = g.declared_count
        and g.taken_total::numeric + g.repeated_total + g.held_total + g.reversed_total = g.declared_total as parts) p`,
    said: `'registry ' || i.registry_id || case
      when i.agent_id is null then ': ' || i.lines || ' transactions of ' || ${roubles("i.amount")} || ' carry its number, but it is not kept'
      else ' of agent ' || i.agent_id || ' (' || i.document || '): ' || case
        when not i.parts then i.declared_count || ' lines of ' || ${roubles("i.declared_total")} || ' were declared, '
          || i.taken_count || ' of ' || ${roubles("i.taken_total")} || ' taken and '
          || i.repeated_count || ' of ' || ${roubles("i.repeated_total")} || ' repeated'
          || case when i.held_count + i.reversed_count = 0 then '' else ', ' || i.held_count || ' held and ' || i.reversed_count || ' reversed' end
        when i.taken_count <> i.lines or i.taken_total <> i.amount then i.taken_count || ' lines of '
          || ${roubles("i.taken_total")} || ' were taken, its transactions are ' || i.lines || ' of ' || ${roubles("i.amount")}
        when i.held_count <> i.held_lines or i.held_total <> i.held_amount then i.held_count || ' lines of '
          || ${roubles("i.held_total")} || ' were held, its held money is ' || i.held_lines || ' of ' || ${roubles("i.held_amount")}
        when i.reversed_count <> i.reversals then i.reversed_count || ' of its lines reversed payments, its reversals are ' || i.reversals
        else 'its number is on transactions of another agent, or its reversals are of another sum' end end`,
  });
}

/** What the payments room says was received: a reversal gives the money back. */
const TAKEN = `taken as (
  select building_id, payment_id as document_id, account_id, period, amount
  from payments.payments where building_id between $1 and $2
  union all
  select v.building_id, v.reversal_id, p.account_id, v.period, -p.amount
  from payments.reversals v join payments.payments p using (building_id, payment_id) where v.building_id between $1 and $2)`;

/** What the ledger says was received: everything that moved in the book of money. */
const RECEIVED = `received as (
  select e.building_id, e.document_id, e.account_id, e.period, e.kind, e.service_id, e.provider_id, e.charged_for,
    case when k.debit_book = 'money' then e.amount else -e.amount end as amount
  from ledger.entries e join ledger.kinds k using (kind)
  where e.building_id between $1 and $2 and 'money' in (k.debit_book, k.credit_book))`;
