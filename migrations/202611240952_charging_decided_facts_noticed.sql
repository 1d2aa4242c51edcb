-- An absence or a failure of supply is a fact from its acceptance on, and no longer one after it was withdrawn: both mark
-- the building as any late fact does (charging.late_facts), from the first day of which the fact speaks.
create function charging.mark_decided() returns trigger language plpgsql as $$
declare
  since date;
begin
  if tg_table_name = 'absence_decisions' then
    select a.left_on + 1 into since from accounts.absences a
    where a.building_id = new.building_id and a.account_id = new.account_id and a.absence_no = new.absence_no;
  else
    select f.started_at::date into since from metering.supply_failures f
    where f.building_id = new.building_id and f.failure_no = new.failure_no;
  end if;
  if charging.is_charged_on(new.building_id, since) then
    insert into charging.late_facts (building_id, from_day, source)
    values (new.building_id, since, tg_table_schema || '.' || tg_table_name);
  end if;
  return null;
end $$;
create trigger mark_decided after insert on accounts.absence_decisions
  for each row when (new.decision <> 'refused') execute function charging.mark_decided();
create trigger mark_decided after insert on metering.supply_failure_decisions
  for each row when (new.decision <> 'refused') execute function charging.mark_decided();
