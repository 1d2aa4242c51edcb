-- A company's value or method that is recorded late reaches the buildings that it managed then, those that it has handed
-- over since among them: whoever managed a building on any day from the fact's on is asked for, not today's manager alone.
create or replace function charging.mark_city_values(services smallint[], organizations integer[], since date) returns void language sql as $$
  insert into charging.late_facts (building_id, from_day, source)
  select distinct t.building_id, since, 'tariffs.city_values'
  from tariffs.service_terms t join addresses.managements m on m.building_id = t.building_id and m.in_force && daterange(since, null)
  where (t.service_id = any (services) or t.method in ('hot_water_made', 'heating_made'))
    and (0 = any (organizations) or m.organization_id = any (organizations))
    and since < (select make_date(max(period) / 100, max(period) % 100, 1) + interval '1 month' from organizations.period_openings)
    and charging.is_charged_on(t.building_id, since)
$$;

create or replace function charging.mark_city_methods(service smallint, organization integer, since date) returns void language sql as $$
  insert into charging.late_facts (building_id, from_day, source)
  select distinct t.building_id, since, 'formulas.city_methods'
  from tariffs.service_terms t join addresses.managements m on m.building_id = t.building_id and m.in_force && daterange(since, null)
  where t.service_id = service and (organization = 0 or m.organization_id = organization)
    and since < (select make_date(max(period) / 100, max(period) % 100, 1) + interval '1 month' from organizations.period_openings)
    and charging.is_charged_on(t.building_id, since)
$$;
