-- A resident sees with their own meters all that decides how they are billed, a reported fault as well as a verification;
-- and with the failures of supply at their house what was decided of them, and by which standard.
do $$
declare
  building constant text := 'building_id = any ((select access.own_buildings())::integer[])';
begin
  call access.open_to_residents('metering.faults', building ||
    ' and exists (select from metering.meters m where m.building_id = faults.building_id and m.meter_id = faults.meter_id)');
  call access.open_to_residents('metering.supply_failure_decisions', building ||
    ' and exists (select from metering.supply_failures f where f.building_id = supply_failure_decisions.building_id and f.failure_no = supply_failure_decisions.failure_no)');
  call access.open_to_residents('metering.supply_standards', 'true');
end $$;
