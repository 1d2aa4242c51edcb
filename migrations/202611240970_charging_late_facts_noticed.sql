-- A fact that is recorded or ended after its month was charged marks the building from its first day on. The mark is
-- made by the database, so that no way of recording a fact can forget it. It is settled for a month by a counted run
-- that began after it was made: the run's start says which marks it covers.
create table charging.late_facts (
  building_id integer not null references addresses.buildings,
  mark_id bigint generated always as identity,
  from_day date not null,
  source text not null,
  noticed_at timestamptz not null default clock_timestamp(),
  noticed_by integer default nullif(current_setting('paylogic.user', true), '')::integer,
  primary key (building_id, mark_id)
);
comment on column charging.late_facts.source is 'The table whose fact came late.';
call access.protect_building_data('charging.late_facts', 'select, insert');

create table charging.covered_facts (
  building_id integer not null,
  mark_id bigint not null,
  run_id integer not null references charging.runs,
  primary key (building_id, mark_id, run_id),
  foreign key (building_id, mark_id) references charging.late_facts
);
call access.protect_building_data('charging.covered_facts', 'select, insert');

-- Buildings that are charged already for a day: of a month before the open one, or of the open one once it is charged.
create function charging.is_charged_on(building integer, since date) returns boolean language sql stable as $$
  select exists (
    select from addresses.managements m
    cross join lateral (
      select max(o.period) as period from organizations.period_openings o where o.organization_id = m.organization_id) o
    where m.building_id = building and m.in_force @> access.today() and since < make_date(o.period / 100, o.period % 100, 1) + interval '1 month'
      and (since < make_date(o.period / 100, o.period % 100, 1)
        or exists (select from charging.facts f join ledger.counted_runs using (run_id)
          where f.building_id = building and f.charged_for = o.period)))
$$;

-- The argument is the first day that the fact speaks of, of a row called i.
create function charging.mark_recorded() returns trigger language plpgsql as $$
begin
  execute format(
    'insert into charging.late_facts (building_id, from_day, source)
     select t.building_id, t.from_day, %L
     from (select i.building_id, min(%s) as from_day from recorded i group by 1) t
     where charging.is_charged_on(t.building_id, t.from_day)',
    tg_table_schema || '.' || tg_table_name, tg_argv[0]);
  return null;
end $$;

-- A fact that ends, or whose end is moved: it differs from the earlier of the two days on.
create function charging.mark_span_changed() returns trigger language plpgsql as $$
declare
  since date := case when lower(old.in_force) is distinct from lower(new.in_force)
    then least(lower(old.in_force), lower(new.in_force)) else least(upper(old.in_force), upper(new.in_force)) end;
begin
  if since is not null and charging.is_charged_on(new.building_id, since) then
    insert into charging.late_facts (building_id, from_day, source)
    values (new.building_id, since, tg_table_schema || '.' || tg_table_name);
  end if;
  return null;
end $$;

create function charging.mark_account_closed() returns trigger language plpgsql as $$
begin
  if charging.is_charged_on(new.building_id, least(old.closed_on, new.closed_on)) then
    insert into charging.late_facts (building_id, from_day, source)
    values (new.building_id, least(old.closed_on, new.closed_on), 'accounts.accounts');
  end if;
  return null;
end $$;

create function charging.mark_meter_removed() returns trigger language plpgsql as $$
begin
  if charging.is_charged_on(new.building_id, least(old.removed_on, new.removed_on)) then
    insert into charging.late_facts (building_id, from_day, source)
    values (new.building_id, least(old.removed_on, new.removed_on), 'metering.meters');
  end if;
  return null;
end $$;

-- A value of the city or of a company reaches every building that has the service; hot water made in the building is
-- priced by several others.
create function charging.mark_city_values(services smallint[], organizations integer[], since date) returns void language sql as $$
  insert into charging.late_facts (building_id, from_day, source)
  select distinct t.building_id, since, 'tariffs.city_values'
  from tariffs.service_terms t join addresses.managements m on m.building_id = t.building_id and m.in_force @> access.today()
  where (t.service_id = any (services) or t.method = 'hot_water_made')
    and (0 = any (organizations) or m.organization_id = any (organizations))
    and since < (select make_date(max(period) / 100, max(period) % 100, 1) + interval '1 month' from organizations.period_openings)
    and charging.is_charged_on(t.building_id, since)
$$;
create function charging.mark_city_recorded() returns trigger language plpgsql as $$
begin
  perform charging.mark_city_values(array_agg(distinct i.service_id), array_agg(distinct i.organization_id), min(lower(i.in_force)))
  from recorded i having count(*) > 0;
  return null;
end $$;
create function charging.mark_city_changed() returns trigger language plpgsql as $$
begin
  perform charging.mark_city_values(array[new.service_id], array[new.organization_id],
    case when lower(old.in_force) is distinct from lower(new.in_force)
      then least(lower(old.in_force), lower(new.in_force)) else least(upper(old.in_force), upper(new.in_force)) end);
  return null;
end $$;

create procedure charging.mark_late(target text, first_day text) language plpgsql as $$
begin
  execute format('create trigger mark_recorded after insert on %s referencing new table as recorded
    for each statement execute function charging.mark_recorded(%L)', target, first_day);
end $$;
create procedure charging.mark_spans(target text) language plpgsql as $$
begin
  call charging.mark_late(target, 'lower(i.in_force)');
  execute format('create trigger mark_span_changed after update of in_force on %s
    for each row when (old.in_force is distinct from new.in_force) execute function charging.mark_span_changed()', target);
end $$;

call charging.mark_spans('addresses.building_states');
call charging.mark_spans('addresses.premises_states');
call charging.mark_spans('accounts.account_states');
call charging.mark_spans('accounts.residents');
call charging.mark_spans('tariffs.building_values');
call charging.mark_spans('tariffs.service_terms');
call charging.mark_spans('metering.faults');
call charging.mark_late('metering.meters', 'i.installed_on');
call charging.mark_late('metering.verifications', 'i.verified_on');
call charging.mark_late('metering.readings', 'i.taken_on');
create trigger mark_account_closed after update of closed_on on accounts.accounts
  for each row when (old.closed_on is distinct from new.closed_on) execute function charging.mark_account_closed();
create trigger mark_meter_removed after update of removed_on on metering.meters
  for each row when (old.removed_on is distinct from new.removed_on) execute function charging.mark_meter_removed();
create trigger mark_recorded after insert on tariffs.city_values referencing new table as recorded
  for each statement execute function charging.mark_city_recorded();
create trigger mark_changed after update of in_force on tariffs.city_values
  for each row when (old.in_force is distinct from new.in_force) execute function charging.mark_city_changed();
