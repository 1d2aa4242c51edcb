import { EXAMPLES_MAX, type Finding, judge, judgeWhole, type Snapshot, together } from "./snapshot.ts";
import { accountName, COUNTED, following, itemName, lastDay, preceding, roubles } from "./sql.ts";

/**
 * I1, of each building and month and so of each organization. An entry is one amount between two books, so a document
 * balances when each of its entries does: what can be wrong is a kind without books, or with one book on both sides.
 */
export async function balanced(snapshot: Snapshot): Promise<Finding> {
  return together([
    await judge(snapshot, { items: POSTINGS, said: POSTING_SAID }),
    await judgeWhole(snapshot, {
      items: KINDS,
      said: "'the kind ' || code || ' is said to have another effect on debt and advance than its books have'",
    }),
  ]);
}

/**
 * I2 and I3 together, because they read the same: everything that was ever posted, and every stored opening. An item
 * is what an account owes for one service to one provider for one month; the advance is item 0, 0, 0.
 *
 * First the quick question, one sum a month and item. Where each closed month continues into the next (I2), no
 * opening stands after a month that is not closed, and nothing was posted in an open month before a closed one, each
 * opening equals all that was posted before it (I3), by induction from the first month. Only a range in which the
 * quick question finds something is asked again, for what exactly is wrong.
 */
export async function openings(snapshot: Snapshot): Promise<{ continuous: Finding; posted: Finding }> {
  const effects = await effectsOf(snapshot);
  const found: { continuous: Finding[]; posted: Finding[] } = { continuous: [], posted: [] };
  for (const range of snapshot.ranges) {
    const buildings = [range.from, range.through];
    const [quick] = await snapshot.query<{ checked: number; doubtful: number }>(
      quickQuery(effects),
      buildings,
    );
    const whole = { checked: quick?.checked ?? 0, broken: 0, counterExamples: [] };
    const [row] = quick?.doubtful ? await snapshot.query<OpeningsRow>(pointsQuery(effects), buildings) : [];
    found.continuous.push(row ? { ...whole, broken: row.breaks, counterExamples: row.breaks_said } : whole);
    found.posted.push(
      row ? { ...whole, broken: row.differences, counterExamples: row.differences_said } : whole,
    );
  }
  return { continuous: together(found.continuous), posted: together(found.posted) };
}

interface OpeningsRow {
  readonly breaks: number;
  readonly breaks_said: string[];
  readonly differences: number;
  readonly differences_said: string[];
}

/** What one kopeck of a kind does to the book of debts and to the book of advances, as SQL over `e.kind`. */
interface Effects {
  readonly receivable: string;
  readonly advance: string;
}

/** Read from the books themselves, and written into the query: a join would cost more than all the rest. */
async function effectsOf(snapshot: Snapshot): Promise<Effects> {
  const kinds = await snapshot.query<{ kind: number; debit_book: string; credit_book: string }>(
    "select kind, debit_book, credit_book from ledger.kinds order by 1",
  );
  const effect = (book: string) => {
    const cases = kinds.map(
      (of) => `when ${of.kind} then ${Number(of.debit_book === book) - Number(of.credit_book === book)}`,
    );
    return `(case e.kind ${cases.join(" ")} else 0 end)`;
  };
  return { receivable: effect("receivable"), advance: effect("advance") };
}

/** The months of a building that its manager of the month's last day has closed. */
const CLOSED = `closed as (
  select m.building_id, c.period, ${following("c.period")} as next_period
  from organizations.period_closures c join addresses.managements m using (organization_id)
  where m.building_id between $1 and $2 and m.in_force @> ${lastDay("c.period")})`;

/** Movements of debts and advances, item by item. */
const movements = (effects: Effects, period: string): string => `
  select e.building_id, e.account_id, e.service_id, e.provider_id, e.charged_for, ${period} as period, e.amount * ${effects.receivable} as amount
  from ledger.entries e where e.building_id between $1 and $2 and ${COUNTED} and ${effects.receivable} <> 0
  union all
  select e.building_id, e.account_id, 0, 0, 0, ${period}, e.amount * ${effects.advance}
  from ledger.entries e where e.building_id between $1 and $2 and ${COUNTED} and ${effects.advance} <> 0`;

const quickQuery = (effects: Effects): string => `
  with ${CLOSED},
  months as (
    select building_id, account_id, service_id, provider_id, charged_for, period, sum(amount) as rest, bool_or(is_next) as has_next
    from (
      select *, false as is_next from (${movements(effects, "e.period")}) as moved
      union all
      select building_id, account_id, service_id, provider_id, charged_for, period, amount, false
      from ledger.opening_balances where building_id between $1 and $2
      union all
      select building_id, account_id, service_id, provider_id, charged_for, ${preceding("period")}, -amount, true
      from ledger.opening_balances where building_id between $1 and $2) as signed
    group by 1, 2, 3, 4, 5, 6)
  select count(*)::integer as checked,
    count(*) filter (where case when c.period is not null then m.rest <> 0 else m.has_next or m.period < l.period end)::integer as doubtful
  from months m
  left join closed c using (building_id, period)
  left join (select building_id, max(period) as period from closed group by 1) l on l.building_id = m.building_id`;

/**
 * A point is an item at the opening of a month: what is stored there, what moved in the month before, what moved in
 * all months before. `lead` finds the openings that are missing altogether: something is owed, the month was closed,
 * and the next has no row for it.
 */
const pointsQuery = (effects: Effects): string => `
  with ${CLOSED},
  points as (
    select building_id, account_id, service_id, provider_id, charged_for, period, sum(moved) as moved, sum(stored) as stored
    from (
      select building_id, account_id, service_id, provider_id, charged_for, period, amount as moved, 0::bigint as stored
      from (${movements(effects, following("e.period"))}) as moved
      union all
      select building_id, account_id, service_id, provider_id, charged_for, period, 0, amount
      from ledger.opening_balances where building_id between $1 and $2) as all_points
    group by 1, 2, 3, 4, 5, 6),
  placed as (
    select p.*, sum(moved) over item as posted, lead(period) over item as next_point,
      lag(period) over item as last_point, lag(stored) over item as last_stored
    from points p window item as (partition by building_id, account_id, service_id, provider_id, charged_for order by period)),
  judged as (
    select p.*, own.period is not null as is_after_close,
      case when own.period = p.last_point then p.last_stored else 0 end as opened,
      following.period is not null and p.next_point is distinct from following.next_period as has_no_next
    from placed p
    left join closed own on own.building_id = p.building_id and own.next_period = p.period
    left join closed following on following.building_id = p.building_id and following.period = p.period),
  answered as (
    select j.*,
      is_after_close and opened + moved <> stored or has_no_next and stored <> 0 as is_break,
      case when is_after_close then stored <> posted or has_no_next and posted <> 0 else stored <> 0 end as is_difference
    from judged j)
  select count(*) filter (where is_break)::integer as breaks,
    coalesce((array_agg(${BREAK_SAID}) filter (where is_break))[1:${EXAMPLES_MAX}], '{}') as breaks_said,
    count(*) filter (where is_difference)::integer as differences,
    coalesce((array_agg(${DIFFERENCE_SAID}) filter (where is_difference))[1:${EXAMPLES_MAX}], '{}') as differences_said
  from answered as i`;

const BREAK_SAID = `${accountName("i")} || ' ' || ${itemName("i")} || case
  when i.is_after_close and i.opened + i.moved <> i.stored then ': the month before ' || i.period || ' opened with ' || ${roubles("i.opened")}
    || ' and moved by ' || ${roubles("i.moved")} || ', but ' || i.period || ' opens with ' || ${roubles("i.stored")}
  else ': ' || i.period || ' opened with ' || ${roubles("i.stored")} || ' and did not move, but ' || ${following("i.period")} || ' opens with 0.00' end`;

const DIFFERENCE_SAID = `${accountName("i")} || ' ' || ${itemName("i")} || case
  when not i.is_after_close then ': ' || i.period || ' has an opening of ' || ${roubles("i.stored")} || ', though the month before is not closed'
  when i.stored <> i.posted then ': ' || i.period || ' opens with ' || ${roubles("i.stored")} || ', the postings before it make ' || ${roubles("i.posted")}
  else ': ' || ${roubles("i.posted")} || ' owed at the opening of ' || i.period || ' is missing from the opening of ' || ${following("i.period")} end`;

const POSTINGS = `
  with sums as (
    select e.building_id, e.period, e.kind, sum(e.amount) as amount, min(e.document_id) as document_id
    from ledger.entries e where e.building_id between $1 and $2 and ${COUNTED} group by 1, 2, 3),
  sided as (
    select s.building_id, s.period,
      coalesce(sum(s.amount) filter (where k.debit_book is not null), 0) as debit,
      coalesce(sum(s.amount) filter (where k.credit_book is not null), 0) as credit,
      (array_agg(s.kind) filter (where k.kind is null or k.debit_book = k.credit_book))[1] as bookless,
      min(s.document_id) filter (where k.kind is null or k.debit_book = k.credit_book) as document_id
    from sums s left join ledger.kinds k using (kind) group by 1, 2)
  select s.*, m.building_id is not null as managed, s.debit = s.credit and s.bookless is null and m.building_id is not null as ok
  from sided s left join (select distinct building_id from addresses.managements) m using (building_id)`;

const POSTING_SAID = `'building ' || building_id || ', ' || period || case
  when bookless is not null then ': document ' || document_id || ' has entries of kind ' || bookless || ', which has no two books'
  when not managed then ': the building never had an organization whose books these could be'
  else ': debits ' || ${roubles("debit")} || ', credits ' || ${roubles("credit")} end`;

const KINDS = `
  select code,
    debt_effect = (debit_book = 'receivable')::integer - (credit_book = 'receivable')::integer
    and advance_effect = (debit_book = 'advance')::integer - (credit_book = 'advance')::integer
    and ledger.debt_effect(kind) = debt_effect and ledger.advance_effect(kind) = advance_effect as ok
  from ledger.kinds`;
