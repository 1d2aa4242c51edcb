-- A month's leaves are made aside and attached. `create table … partition of` shuts out every reader and writer of
-- the ledger until it commits: two companies that closed one month at once held rows in it, and waited for one another
-- to let go. `attach partition` lets both read and write on.
create procedure ledger.make_leaf(parent regclass, leaf text, bounds text) language plpgsql as $$
begin
  execute format('create table ledger.%I (like %s including all)', leaf, parent);
  call ledger.protect_leaf(format('ledger.%I', leaf)::regclass);
  execute format('alter table %s attach partition ledger.%I for values %s', parent, leaf, bounds);
end $$;

create or replace function ledger.ensure_period(period integer) returns void
language plpgsql security definer set search_path = ledger, pg_temp as $$
declare
  leaf text := format('entries_%s', period);
  openings text := format('opening_balances_%s', period);
begin
  if not access.is_somebody() then raise exception 'no scope'; end if;
  if period % 100 not between 1 and 12 then raise exception 'not a period: %', period; end if;
  -- Most often they are there, and nobody need wait for a company that makes other ones at this moment.
  if to_regclass('ledger.' || leaf) is not null and to_regclass('ledger.' || openings) is not null then return; end if;
  perform pg_advisory_xact_lock(hashtext('ledger.ensure_period'));
  if to_regclass('ledger.' || leaf) is null then
    call ledger.make_leaf('ledger.entries', leaf, format('from (%s, 0) to (%s, 1)', period, period));
  end if;
  if to_regclass('ledger.' || openings) is null then
    call ledger.make_leaf('ledger.opening_balances', openings, format('from (%s) to (%s)', period, period + 1));
  end if;
end $$;

-- Who opens a month also makes the leaves of the one after it, unless another is making some: so the companies that
-- close that month together find them there, and none waits for the first one's close to be committed.
create or replace function ledger.prepare_opened_period() returns trigger
language plpgsql security definer set search_path = ledger, pg_temp as $$
begin
  perform ledger.ensure_period(new.period);
  if pg_try_advisory_xact_lock(hashtext('ledger.ensure_period')) then
    perform ledger.ensure_period(case new.period % 100 when 12 then new.period + 89 else new.period + 1 end);
  end if;
  return new;
end $$;
revoke execute on procedure ledger.make_leaf from public;
