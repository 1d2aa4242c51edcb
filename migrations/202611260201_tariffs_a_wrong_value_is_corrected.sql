-- Who recorded a value; nobody knows it of those recorded before.
alter table tariffs.city_values add column recorded_by integer;
alter table tariffs.building_values add column recorded_by integer;
alter table tariffs.city_values alter column recorded_by set default nullif(current_setting('paylogic.user', true), '')::integer;
alter table tariffs.building_values alter column recorded_by set default nullif(current_setting('paylogic.user', true), '')::integer;

-- A value recorded in error is corrected from its very day on. What it was is kept here, with the reason.
create table tariffs.superseded_city_values (
  superseded_id integer generated always as identity primary key,
  organization_id integer not null,
  service_id smallint not null references tariffs.services,
  parameter text not null,
  variant text not null,
  zone smallint not null,
  range_from bigint not null,
  provider_id integer not null,
  from_day date not null,
  value bigint not null,
  basis_id integer not null references tariffs.bases,
  recorded_at timestamptz not null,
  recorded_by integer,
  reason text not null check (btrim(reason) <> ''),
  superseded_at timestamptz not null default clock_timestamp(),
  superseded_by integer default nullif(current_setting('paylogic.user', true), '')::integer
);
comment on table tariffs.superseded_city_values is 'Values of the city and of companies as they were before a correction; written by the trigger of the correction.';
create index on tariffs.superseded_city_values (service_id, parameter);
call access.protect('tariffs.superseded_city_values',
  'access.sees_all() or (access.is_somebody() and (organization_id = 0 or organization_id = any (access.own_organizations())))',
  'select, insert', 'access.sees_all() or organization_id = any (access.own_organizations())');

create table tariffs.superseded_building_values (
  building_id integer not null references addresses.buildings,
  superseded_id integer generated always as identity,
  account_id integer not null,
  service_id smallint not null references tariffs.services,
  parameter text not null,
  variant text not null,
  zone smallint not null,
  range_from bigint not null,
  from_day date not null,
  value bigint not null,
  basis_id integer not null references tariffs.bases,
  recorded_at timestamptz not null,
  recorded_by integer,
  reason text not null check (btrim(reason) <> ''),
  superseded_at timestamptz not null default clock_timestamp(),
  superseded_by integer default nullif(current_setting('paylogic.user', true), '')::integer,
  primary key (building_id, superseded_id)
);
comment on table tariffs.superseded_building_values is 'Values of buildings and accounts as they were before a correction; written by the trigger of the correction.';
call access.protect_building_data('tariffs.superseded_building_values', 'select, insert');

-- The transaction states the reason (paylogic.correction_reason): without one no value changes.
create function tariffs.keep_superseded_city_value() returns trigger language plpgsql as $$
begin
  insert into tariffs.superseded_city_values (organization_id, service_id, parameter, variant, zone, range_from, provider_id,
    from_day, value, basis_id, recorded_at, recorded_by, reason)
  values (old.organization_id, old.service_id, old.parameter, old.variant, old.zone, old.range_from, old.provider_id,
    lower(old.in_force), old.value, old.basis_id, old.recorded_at, old.recorded_by,
    coalesce(current_setting('paylogic.correction_reason', true), ''));
  new.recorded_at := clock_timestamp();
  new.recorded_by := nullif(current_setting('paylogic.user', true), '')::integer;
  return new;
end $$;
create function tariffs.keep_superseded_building_value() returns trigger language plpgsql as $$
begin
  insert into tariffs.superseded_building_values (building_id, account_id, service_id, parameter, variant, zone, range_from,
    from_day, value, basis_id, recorded_at, recorded_by, reason)
  values (old.building_id, old.account_id, old.service_id, old.parameter, old.variant, old.zone, old.range_from,
    lower(old.in_force), old.value, old.basis_id, old.recorded_at, old.recorded_by,
    coalesce(current_setting('paylogic.correction_reason', true), ''));
  new.recorded_at := clock_timestamp();
  new.recorded_by := nullif(current_setting('paylogic.user', true), '')::integer;
  return new;
end $$;
create trigger keep_superseded before update of value, basis_id on tariffs.city_values
  for each row when (old.value <> new.value or old.basis_id <> new.basis_id)
  execute function tariffs.keep_superseded_city_value();
create trigger keep_superseded before update of value, basis_id on tariffs.building_values
  for each row when (old.value <> new.value or old.basis_id <> new.basis_id)
  execute function tariffs.keep_superseded_building_value();
grant update (value, basis_id) on tariffs.city_values, tariffs.building_values to paylogic_app;

-- A corrected figure differs from the first day of the value: what was charged since by the wrong one is marked.
create function charging.mark_city_value_corrected() returns trigger language plpgsql as $$
begin
  perform charging.mark_city_values(array[new.service_id], array[new.organization_id], lower(new.in_force));
  return null;
end $$;
create function charging.mark_building_value_corrected() returns trigger language plpgsql as $$
begin
  if charging.is_charged_on(new.building_id, lower(new.in_force)) then
    insert into charging.late_facts (building_id, from_day, source)
    values (new.building_id, lower(new.in_force), 'tariffs.building_values');
  end if;
  return null;
end $$;
create trigger mark_corrected after update of value on tariffs.city_values
  for each row when (old.value <> new.value) execute function charging.mark_city_value_corrected();
create trigger mark_corrected after update of value on tariffs.building_values
  for each row when (old.value <> new.value) execute function charging.mark_building_value_corrected();
