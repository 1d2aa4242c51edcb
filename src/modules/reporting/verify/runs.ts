import { type Finding, judge, judgeWhole, type Snapshot, together } from "./snapshot.ts";
import { accountName, OF_RUN, roubles } from "./sql.ts";

/** I7. A line is counted once a run, belongs to a run, and a run is either a draft, approved or given up. */
export async function countedOnce(snapshot: Snapshot): Promise<Finding> {
  return together([
    await judge(snapshot, {
      items: `
        select e.building_id, e.account_id, e.document_id, e.service_id, e.provider_id, e.part, e.kind, e.charged_for,
          count(*) as times, count(*) = 1 as ok
        from ledger.entries e where e.building_id between $1 and $2 and ${OF_RUN} group by 1, 2, 3, 4, 5, 6, 7, 8`,
      said: `${accountName("i")} || ': run ' || i.document_id || ' has ' || i.times || ' rows of service ' || i.service_id
        || ', part ' || i.part || ', kind ' || i.kind || ' for ' || i.charged_for`,
    }),
    await judge(snapshot, { items: POSTED_BY_RUN, said: POSTED_SAID }),
    await judgeWhole(snapshot, { items: RUNS, said: RUNS_SAID }),
  ]);
}

/** I10, in sums: what a run says it posted is what stands in the ledger. Drafts included. */
export async function runTotals(snapshot: Snapshot): Promise<Finding> {
  return together([
    await judge(snapshot, {
      items: `with ${SETTLED_RUNS}, posted as (
          select e.building_id, e.document_id as run_id, count(*) as lines, sum(e.amount) as amount
          from ledger.entries e join settled s on s.run_id = e.document_id
          where e.building_id between $1 and $2 and ${OF_RUN} group by 1, 2),
        said as (
          select b.building_id, b.run_id, b.state, b.line_count, b.amount,
            exists (select from charging.facts f where f.building_id = b.building_id and f.run_id = b.run_id) as has_facts
          from charging.run_buildings b join settled using (run_id) where b.building_id between $1 and $2)
        select building_id, run_id, s.state, s.has_facts, coalesce(p.lines, 0) as lines, coalesce(p.amount, 0) as amount,
          s.line_count, s.amount as said_amount,
          coalesce(s.state = 'done' and s.has_facts and s.line_count = coalesce(p.lines, 0) and s.amount = coalesce(p.amount, 0), false) as ok
        from said s full join posted p using (building_id, run_id)`,
      said: `'run ' || i.run_id || ', building ' || i.building_id || case
        when i.state is null then ': lines in the ledger, but the building is not of the run'
        when i.state <> 'done' then ': ' || i.state || ', though the run is complete'
        when not i.has_facts then ': the facts of the run are not kept'
        else ': ' || i.line_count || ' lines of ' || ${roubles("i.said_amount")} || ' were calculated, the ledger has '
          || i.lines || ' of ' || ${roubles("i.amount")} end`,
    }),
    await judgeWhole(snapshot, {
      items: `with ${SETTLED_RUNS}
        select v.run_id, v.line_count, v.amount, b.lines, b.amount as posted,
          coalesce(v.line_count = b.lines and v.amount = b.amount, false) as ok
        from charging.run_events v join settled using (run_id)
        left join (select run_id, sum(line_count) as lines, sum(amount) as amount from charging.run_buildings group by 1) b using (run_id)
        where v.event = 'calculated'`,
      said: `'run ' || i.run_id || ': ' || coalesce(i.line_count, 0) || ' lines of ' || ${roubles("i.amount")}
        || ' were reported, its buildings make ' || coalesce(i.lines, 0) || ' of ' || ${roubles("i.posted")}`,
    }),
  ]);
}

/** Runs whose lines are all there and still stand. A leaf that is not attached waits for the other runs that fill it. */
const SETTLED_RUNS = `settled as (
  select r.run_id from charging.runs r join charging.run_events v using (run_id)
  where r.leaf = 0 or exists (select from pg_inherits i where i.inhrelid = to_regclass('ledger.entries_load_' || r.leaf))
  group by r.run_id having bool_or(v.event = 'calculated') and not bool_or(v.event in ('cancelled', 'discarded')))`;

const POSTED_BY_RUN = `
  select p.building_id, p.document_id, p.period, p.batch, p.charged_for, r.run_id, r.booked_in, g.given_up,
    coalesce(p.period = r.booked_in and p.batch = r.leaf and not g.given_up and case
      -- A penalty is for the month of its debt, a correction for one of last year, and only the run of the open month
      -- books any.
      when p.earlier then p.charged_for < r.charged_for and r.charged_for = r.booked_in
      else p.charged_for = r.charged_for end, false) as ok
  from (select e.building_id, e.document_id, e.period, e.batch, e.charged_for, e.kind in (6, 7) as earlier from ledger.entries e
    where e.building_id between $1 and $2 and ${OF_RUN} group by 1, 2, 3, 4, 5, 6) p
  left join charging.runs r on r.run_id = p.document_id
  -- While a run is being given up it is still a draft, and its lines are about to go.
  left join lateral (select exists (select from charging.run_events v
    where v.run_id = r.run_id and v.event in ('cancelled', 'discarded')
      and not exists (select from charging.open_drafts d where d.run_id = r.run_id)) as given_up) g on true`;

const POSTED_SAID = `'document ' || i.document_id || ', building ' || i.building_id || case
  when i.run_id is null then ': charge lines of no run'
  when i.given_up then ': lines of a run that was given up'
  else ': lines in ' || i.period || ' for ' || i.charged_for || ', where the run does not book' end`;

const RUNS = `
  select coalesce(r.run_id, c.run_id) as run_id, r.organization_id, r.charged_for, c.run_id is not null as counted,
    coalesce(v.approved, false) as approved, coalesce(v.given_up, false) as given_up, d.run_id is not null as draft,
    count(*) filter (where c.run_id is null and not coalesce(v.given_up, false))
      over (partition by r.organization_id, r.charged_for) as undecided,
    coalesce(r.run_id is not null and (c.run_id is not null) = coalesce(v.approved, false)
      and not (coalesce(v.approved, false) and coalesce(v.given_up, false))
      and (c.run_id is null or c.organization_id = r.organization_id)
      and case when c.run_id is not null then d.run_id is null when v.given_up then true else d.run_id is not null end
      and count(*) filter (where c.run_id is null and not coalesce(v.given_up, false))
        over (partition by r.organization_id, r.charged_for) <= 1, false) as ok
  from charging.runs r
  full join ledger.counted_runs c using (run_id)
  left join (select run_id, bool_or(event = 'approved') as approved, bool_or(event in ('cancelled', 'discarded')) as given_up
    from charging.run_events group by 1) v on v.run_id = r.run_id
  left join charging.open_drafts d on d.run_id = r.run_id`;

const RUNS_SAID = `'run ' || i.run_id || case
  when i.organization_id is null then ' counts, but there is no such run'
  when i.counted <> i.approved then case when i.counted then ' counts without having been approved' else ' is approved but does not count' end
  when i.approved and i.given_up then ' is both approved and given up'
  when i.undecided > 1 then ': ' || i.undecided || ' drafts of organization ' || i.organization_id || ' for ' || i.charged_for
  when i.draft then ' counts and is still a draft'
  when not i.counted then ' is undecided and no draft'
  else ' counts for another organization than its own' end`;
