create schema ledger;
grant usage on schema ledger to paylogic_app;

-- An entry moves its amount from the credit book to the debit book, so every posting sums to zero by construction
-- (L1, I1). debt_effect: what one kopeck of it does to the account's debt for its service; advance_effect: to the
-- account's advance, which is a credit and so negative.
create table ledger.kinds (
  kind smallint primary key,
  code text not null unique,
  debit_book text not null,
  credit_book text not null,
  debt_effect smallint not null,
  advance_effect smallint not null
);
insert into ledger.kinds values
  (1, 'charge', 'receivable', 'revenue', 1, 0),
  (2, 'excess', 'receivable', 'revenue', 1, 0),
  (3, 'recalculation', 'receivable', 'revenue', 1, 0),
  (4, 'opening', 'receivable', 'migration', 1, 0),
  (10, 'payment', 'money', 'receivable', -1, 0),
  (11, 'payment_to_advance', 'money', 'advance', 0, -1),
  (12, 'advance_used', 'advance', 'receivable', -1, 1);
call access.protect('ledger.kinds', 'access.is_somebody()', 'select');

-- The same table as a function, for the sums over millions of rows.
create function ledger.debt_effect(kind smallint) returns bigint language sql immutable parallel safe
  return case when kind < 10 then 1 when kind = 11 then 0 else -1 end;
create function ledger.advance_effect(kind smallint) returns bigint language sql immutable parallel safe
  return case when kind = 11 then -1 when kind = 12 then 1 else 0 end;

-- A charge line is a ledger entry with its formula, volume and rate: one write, not two. Kinds 1-3 belong to a
-- charge run (document_id is the run) and count once the run is approved; the others count at once.
-- Periods are numbers, 202611. Partitioned in one level only, because Citus distributes no more: batch 0 takes the
-- everyday entries of a month, a large run brings a leaf of its own (batch is the run).
create table ledger.entries (
  amount bigint not null,
  volume bigint not null,
  rate bigint not null,
  document_id bigint not null,
  building_id integer not null,
  account_id integer not null,
  period integer not null,
  batch integer not null,
  charged_for integer not null,
  provider_id integer not null,
  line_no integer not null,
  service_id smallint not null,
  part smallint not null,
  kind smallint not null,
  formula smallint not null,
  basis smallint not null,
  primary key (building_id, account_id, period, batch, document_id, line_no)
) partition by range (period, batch);
comment on column ledger.entries.period is 'The period it is booked in.';
comment on column ledger.entries.charged_for is 'The period it is for; 0 for an advance.';
comment on column ledger.entries.volume is 'Millionths of the service''s unit.';
call access.protect_building_data('ledger.entries', 'select, insert');

create table ledger.counted_runs (
  run_id integer primary key,
  organization_id integer not null,
  counted_at timestamptz not null default now()
);
comment on table ledger.counted_runs is 'Approving a run is this one row: its entries count from then on.';
call access.protect('ledger.counted_runs',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert');

create view ledger.booked_entries with (security_invoker = true) as
  select e.* from ledger.entries e
  where e.kind > 3 or e.document_id in (select c.run_id from ledger.counted_runs c);
grant select on ledger.booked_entries to paylogic_app;

-- What each account owes at the opening of a period: per service, provider and the month it was charged for.
-- Service 0, provider 0, charged_for 0 is the advance (negative).
create table ledger.opening_balances (
  amount bigint not null check (amount <> 0),
  building_id integer not null,
  account_id integer not null,
  period integer not null,
  charged_for integer not null,
  provider_id integer not null,
  service_id smallint not null,
  primary key (building_id, account_id, period, service_id, provider_id, charged_for)
) partition by range (period);
call access.protect_building_data('ledger.opening_balances', 'select, insert');

create sequence ledger.document_ids as bigint start 10000000000;
grant usage on sequence ledger.document_ids to paylogic_app;

-- I9: nothing is booked in a period that is closed, nor in one that was never opened. One check a statement.
create function ledger.refuse_closed_period() returns trigger language plpgsql as $$
declare
  offending record;
begin
  select n.building_id, n.period into offending
  from (select distinct i.building_id, i.period from inserted i) n
  where not exists (
    select from addresses.managements m
    join organizations.period_openings o on o.organization_id = m.organization_id and o.period = n.period
    left join organizations.period_closures c on c.organization_id = m.organization_id and c.period = n.period
    where m.building_id = n.building_id and c.period is null)
  limit 1;
  if found then
    raise exception 'period % is not open for building %', offending.period, offending.building_id
      using errcode = 'PL001';
  end if;
  return null;
end $$;
create trigger refuse_closed_period after insert on ledger.entries
  referencing new table as inserted for each statement execute function ledger.refuse_closed_period();

-- Leaves belong to the owner; the application asks for them through these functions, under its own scope. They run as
-- the owner, whom no policy binds where he is a superuser, so each of them asks for the scope itself.
create function ledger.is_in_sight(organization integer) returns boolean language sql stable
  return access.sees_all() or organization = any (access.own_organizations());

create procedure ledger.protect_leaf(leaf regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', leaf);
  execute format('alter table %s force row level security', leaf);
end $$;

create function ledger.ensure_period(period integer) returns void
language plpgsql security definer set search_path = ledger, pg_temp as $$
declare
  leaf text := format('entries_%s', period);
  openings text := format('opening_balances_%s', period);
begin
  if not access.is_somebody() then raise exception 'no scope'; end if;
  if period % 100 not between 1 and 12 then raise exception 'not a period: %', period; end if;
  perform pg_advisory_xact_lock(hashtext('ledger.ensure_period'));
  if to_regclass('ledger.' || leaf) is null then
    execute format('create table ledger.%I partition of ledger.entries for values from (%s, 0) to (%s, 1)', leaf, period, period);
    call ledger.protect_leaf(('ledger.' || leaf)::regclass);
  end if;
  if to_regclass('ledger.' || openings) is null then
    execute format('create table ledger.%I partition of ledger.opening_balances for values from (%s) to (%s)', openings, period, period + 1);
    call ledger.protect_leaf(('ledger.' || openings)::regclass);
  end if;
end $$;

-- A month that is open has its leaves, whoever opened it.
create function ledger.prepare_opened_period() returns trigger
language plpgsql security definer set search_path = ledger, pg_temp as $$
begin
  perform ledger.ensure_period(new.period);
  return new;
end $$;
create trigger prepare_opened_period after insert on organizations.period_openings
  for each row execute function ledger.prepare_opened_period();

-- A large load's leaf: made aside without keys, filled by COPY, keyed and attached when all its runs are complete.
-- While it stands aside the application may add rows and can read none.
create sequence ledger.leaf_ids as integer;
grant usage on sequence ledger.leaf_ids to paylogic_app;

create function ledger.create_leaf(leaf_id integer) returns void
language plpgsql security definer set search_path = ledger, pg_temp as $$
declare
  leaf text := format('entries_load_%s', leaf_id);
begin
  perform from charging.runs r where r.leaf = leaf_id having bool_and(ledger.is_in_sight(r.organization_id));
  if not found or leaf_id = 0 then raise exception 'no run of leaf % is in sight', leaf_id; end if;
  execute format('create table ledger.%I (like ledger.entries including defaults)', leaf);
  execute format('grant insert on ledger.%I to paylogic_app', leaf);
end $$;

create function ledger.attach_leaf(leaf_id integer) returns void
language plpgsql security definer set search_path = ledger, pg_temp as $$
declare
  leaf text := format('entries_load_%s', leaf_id);
  booked_in integer;
begin
  select min(r.booked_in) into booked_in from charging.runs r where r.leaf = leaf_id
  having bool_and(ledger.is_in_sight(r.organization_id));
  if booked_in is null or leaf_id = 0 then raise exception 'no run of leaf % is in sight', leaf_id; end if;
  execute format('revoke insert on ledger.%I from paylogic_app', leaf);
  execute format('alter table ledger.%I add primary key (building_id, account_id, period, batch, document_id, line_no)', leaf);
  execute format('alter table ledger.%I add constraint bounds check (period = %s and batch = %s)', leaf, booked_in, leaf_id);
  execute format('analyze ledger.%I', leaf);
  call ledger.protect_leaf(format('ledger.%I', leaf)::regclass);
  execute format('alter table ledger.entries attach partition ledger.%I for values from (%s, %s) to (%s, %s)',
    leaf, booked_in, leaf_id, booked_in, leaf_id + 1);
end $$;

-- A draft that is not wanted: its leaf goes when no other run shares it, else its rows. What counts can never be
-- removed.
create function ledger.discard_run(run integer) returns void
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
      delete from ledger.entries e where e.period = booked_in and e.batch = leaf_id and e.document_id = run and e.kind <= 3;
    end if;
  elsif exists (select from charging.runs r where r.leaf = leaf_id and r.run_id <> run) then
    execute format('delete from %s where document_id = %s', leaf, run);
  else
    execute format('drop table %s', leaf);
  end if;
end $$;
revoke execute on function ledger.ensure_period, ledger.prepare_opened_period, ledger.create_leaf, ledger.attach_leaf, ledger.discard_run from public;
grant execute on function ledger.create_leaf, ledger.attach_leaf, ledger.discard_run to paylogic_app;
