-- Who recorded a dated fact that charges depend on; nobody knows it of those recorded before. The history of an account
-- tells it beside the day from which the fact holds.
do $$
declare facts text;
begin
  foreach facts in array array['accounts.account_states', 'accounts.residents', 'addresses.premises_states',
    'benefits.entitlements', 'tariffs.service_terms']
  loop
    execute format('alter table %s add column recorded_by integer', facts);
    execute format(
      'alter table %s alter column recorded_by set default nullif(current_setting(''paylogic.user'', true), '''')::integer',
      facts);
  end loop;
end $$;

-- That a person left, or a right ended, is a deed of its own: no further value begins that would carry its author.
alter table accounts.residents add column ended_at timestamptz, add column ended_by integer;
alter table benefits.entitlements add column ended_at timestamptz, add column ended_by integer;
create function access.keep_who_ended() returns trigger language plpgsql as $$
begin
  new.ended_at := clock_timestamp();
  new.ended_by := nullif(current_setting('paylogic.user', true), '')::integer;
  return new;
end $$;
comment on function access.keep_who_ended is 'Writes down who ended a dated fact, and when.';
create trigger keep_who_ended before update of in_force on accounts.residents
  for each row when (old.in_force <> new.in_force) execute function access.keep_who_ended();
create trigger keep_who_ended before update of in_force on benefits.entitlements
  for each row when (old.in_force <> new.in_force) execute function access.keep_who_ended();
