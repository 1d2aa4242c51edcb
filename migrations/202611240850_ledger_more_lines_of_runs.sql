-- A run posts more than charges: benefits that lower the bill, penalties, and the yearly correction of heating. They
-- belong to their run as charges do, and count once it is approved. A benefit's amount is negative: it moves what the
-- resident need not pay from the receivable to the budget's book.
insert into ledger.kinds values
  (5, 'benefit', 'receivable', 'budget', 1, 0),
  (6, 'penalty', 'receivable', 'penalties', 1, 0),
  (7, 'correction', 'receivable', 'revenue', 1, 0);

-- Kinds below 10 but the opening.
create function ledger.is_of_run(kind smallint) returns boolean language sql immutable parallel safe
  return kind < 10 and kind <> 4;

create or replace view ledger.booked_entries with (security_invoker = true) as
  select e.* from ledger.entries e
  where e.kind >= 10 or e.kind = 4 or e.document_id in (select c.run_id from ledger.counted_runs c);

create or replace function ledger.discard_run(run integer) returns void
language plpgsql security definer set search_path = ledger, pg_temp as $$
declare
  booked_in integer;
  leaf_id integer;
  leaf regclass;
begin
  select r.booked_in, r.leaf into booked_in, leaf_id from charging.runs r
  where r.run_id = run and ledger.is_in_sight(r.organization_id) for update;
  if not found then raise exception 'run % is not in sight', run; end if;
  if exists (select from ledger.counted_runs c where c.run_id = run) then
    raise exception 'run % is approved: what is booked is corrected by further entries', run using errcode = 'PL002';
  end if;
  leaf := to_regclass(format('ledger.entries_load_%s', leaf_id));
  if leaf is null or exists (select from pg_inherits i where i.inhrelid = leaf) then
    if not exists (select from charging.runs r where r.leaf = leaf_id and r.run_id <> run) and leaf is not null then
      execute format('drop table %s', leaf);
    else
      delete from ledger.entries e
      where e.period = booked_in and e.batch = leaf_id and e.document_id = run and ledger.is_of_run(e.kind);
    end if;
  elsif exists (select from charging.runs r where r.leaf = leaf_id and r.run_id <> run) then
    execute format('delete from %s where document_id = %s', leaf, run);
  else
    execute format('drop table %s', leaf);
  end if;
end $$;
