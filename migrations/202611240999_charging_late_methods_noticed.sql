-- A calculation method that is decided after its month was charged marks the buildings that it reaches, as late values do.
call charging.mark_spans('formulas.building_methods');

create function charging.mark_city_methods(service smallint, organization integer, since date) returns void language sql as $$
  insert into charging.late_facts (building_id, from_day, source)
  select distinct t.building_id, since, 'formulas.city_methods'
  from tariffs.service_terms t join addresses.managements m on m.building_id = t.building_id and m.in_force @> access.today()
  where t.service_id = service and (organization = 0 or m.organization_id = organization)
    and since < (select make_date(max(period) / 100, max(period) % 100, 1) + interval '1 month' from organizations.period_openings)
    and charging.is_charged_on(t.building_id, since)
$$;
create function charging.mark_city_method_recorded() returns trigger language plpgsql as $$
begin
  perform charging.mark_city_methods(new.service_id, new.organization_id, lower(new.in_force));
  return null;
end $$;
create function charging.mark_city_method_changed() returns trigger language plpgsql as $$
begin
  perform charging.mark_city_methods(new.service_id, new.organization_id, least(upper(old.in_force), upper(new.in_force)));
  return null;
end $$;
create trigger mark_recorded after insert on formulas.city_methods
  for each row execute function charging.mark_city_method_recorded();
create trigger mark_changed after update of in_force on formulas.city_methods
  for each row when (old.in_force is distinct from new.in_force) execute function charging.mark_city_method_changed();
