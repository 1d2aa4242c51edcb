import { type Finding, judge, judgeWhole, type Snapshot, together } from "./snapshot.ts";
import { accountName, CLOSED_MONTHS, COUNTED, following, itemName, MOVEMENTS, roubles, SIDES } from "./sql.ts";

/** I1. An entry of a kind without books, or with one book on both sides, would take money from nowhere. */
export async function balanced(snapshot: Snapshot): Promise<Finding> {
  return together([
    await judge(snapshot, { items: POSTINGS, said: POSTING_SAID }),
    await judgeWhole(snapshot, {
      items: KINDS,
      said: "'the kind ' || code || ' is said to have another effect on debt and advance than its books have'",
    }),
  ]);
}

/** I2. Opening, turnover and next opening are added up as one signed sum, which must be nothing. */
export async function continuous(snapshot: Snapshot): Promise<Finding> {
  return judge(snapshot, {
    items: `with ${SIDES}, ${CLOSED_MONTHS}, ${MOVEMENTS}, signed as (
        select o.building_id, o.account_id, o.service_id, o.provider_id, o.charged_for, c.period, 1 as place, o.amount
        from ledger.opening_balances o join closed c using (building_id, period) where o.building_id between $1 and $2
        union all
        select m.building_id, m.account_id, m.service_id, m.provider_id, m.charged_for, m.period, 2, m.amount
        from movements m join closed c using (building_id, period)
        union all
        select o.building_id, o.account_id, o.service_id, o.provider_id, o.charged_for, c.period, 3, o.amount
        from ledger.opening_balances o join closed c on c.building_id = o.building_id and c.next_period = o.period
        where o.building_id between $1 and $2)
      select building_id, account_id, service_id, provider_id, charged_for, period,
        sum(amount) filter (where place = 1) as opening, sum(amount) filter (where place = 2) as turnover,
        sum(amount) filter (where place = 3) as next_opening,
        sum(case place when 3 then -amount else amount end) = 0 as ok
      from signed group by 1, 2, 3, 4, 5, 6`,
    said: `${accountName("i")} || ' ' || ${itemName("i")} || ': ' || i.period || ' opened with ' || ${roubles("i.opening")}
      || ' and moved by ' || ${roubles("i.turnover")} || ', but ' || ${following("i.period")} || ' opens with ' || ${roubles("i.next_opening")}`,
  });
}

/**
 * I3. Each stored opening against all that was posted before it, from the beginning. `lead` finds the openings that
 * are missing: where something is owed and the following closed month has no row for it.
 */
export async function storedEqualsPosted(snapshot: Snapshot): Promise<Finding> {
  return judge(snapshot, {
    items: `with ${SIDES}, ${CLOSED_MONTHS}, ${MOVEMENTS}, points as (
        select building_id, account_id, service_id, provider_id, charged_for, ${following("period")} as period,
          amount as moved, 0::bigint as stored from movements
        union all
        select building_id, account_id, service_id, provider_id, charged_for, period, 0, amount
        from ledger.opening_balances where building_id between $1 and $2),
      summed as (
        select building_id, account_id, service_id, provider_id, charged_for, period, sum(moved) as moved, sum(stored) as stored
        from points group by 1, 2, 3, 4, 5, 6),
      running as (
        select s.*, sum(moved) over item as posted, lead(period) over item as next_point
        from summed s window item as (partition by building_id, account_id, service_id, provider_id, charged_for order by period))
      select r.building_id, r.account_id, r.service_id, r.provider_id, r.charged_for, r.period, r.posted, r.stored,
        own.period is not null as is_closed,
        case when own.period is null then r.stored = 0
          else r.stored = r.posted
            and (r.posted = 0 or after.period is null or r.next_point is not distinct from after.next_period) end as ok
      from running r left join closed own on own.building_id = r.building_id and own.next_period = r.period
        left join closed after on after.building_id = r.building_id and after.period = r.period`,
    said: `${accountName("i")} || ' ' || ${itemName("i")} || case
      when not i.is_closed then ': ' || i.period || ' has an opening of ' || ${roubles("i.stored")} || ', though the month before is not closed'
      when i.stored <> i.posted then ': ' || i.period || ' opens with ' || ${roubles("i.stored")} || ', the postings before it make ' || ${roubles("i.posted")}
      else ': ' || ${roubles("i.posted")} || ' owed at the opening of ' || i.period || ' is missing from the opening of ' || ${following("i.period")} end`,
  });
}

const POSTINGS = `
  with sums as (
    select e.building_id, e.document_id, e.period, e.kind, sum(e.amount) as amount
    from ledger.entries e where e.building_id between $1 and $2 and ${COUNTED} group by 1, 2, 3, 4),
  sided as (
    select s.building_id, s.document_id, s.period,
      coalesce(sum(s.amount) filter (where k.debit_book is not null), 0) as debit,
      coalesce(sum(s.amount) filter (where k.credit_book is not null), 0) as credit,
      (array_agg(s.kind) filter (where k.kind is null or k.debit_book = k.credit_book))[1] as bookless
    from sums s left join ledger.kinds k using (kind) group by 1, 2, 3)
  select s.*, m.managed, s.debit = s.credit and s.bookless is null and m.managed as ok
  from sided s
  left join lateral (select exists (select from addresses.managements m where m.building_id = s.building_id) as managed) m on true`;

const POSTING_SAID = `'document ' || document_id || ', building ' || building_id || ', ' || period || ': ' || case
  when bookless is not null then 'entries of kind ' || bookless || ' have no two books'
  when not managed then 'the building never had an organization whose books these could be'
  else 'debits ' || ${roubles("debit")} || ', credits ' || ${roubles("credit")} end`;

const KINDS = `
  select code,
    debt_effect = (debit_book = 'receivable')::integer - (credit_book = 'receivable')::integer
    and advance_effect = (debit_book = 'advance')::integer - (credit_book = 'advance')::integer
    and ledger.debt_effect(kind) = debt_effect and ledger.advance_effect(kind) = advance_effect as ok
  from ledger.kinds`;
