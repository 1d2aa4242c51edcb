-- A resident reads the city's data as a role of their own, paylogic_resident, which the application takes on for one
-- transaction (`set local role`). Policies for that role are no part of anybody else's plan; what is not opened here is
-- refused by PostgreSQL itself, and nothing is written through it. The settings:
--   paylogic.accounts   '{12,15}' accounts of which the resident is the holder or whom the holder has let in
--   paylogic.premises   the premises of these accounts
--   paylogic.buildings  their buildings
-- Account and premises numbers are unique in the whole city.

create function access.own_accounts() returns integer[] language sql stable parallel safe
  return coalesce(nullif(current_setting('paylogic.accounts', true), ''), '{}')::integer[];

create function access.own_premises() returns integer[] language sql stable parallel safe
  return coalesce(nullif(current_setting('paylogic.premises', true), ''), '{}')::integer[];

create function access.own_buildings() returns integer[] language sql stable parallel safe
  return coalesce(nullif(current_setting('paylogic.buildings', true), ''), '{}')::integer[];

-- One way to open a table to residents. `visible` is a condition of its rows.
create procedure access.open_to_residents(target regclass, visible text) language plpgsql as $$
begin
  execute format('create policy resident on %s for select to paylogic_resident using (%s)', target, visible);
  execute format('grant select on %s to paylogic_resident', target);
  execute format('grant usage on schema %I to paylogic_resident',
    (select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = target));
end $$;

grant usage on schema access to paylogic_resident;

do $$
declare
  name text;
  building constant text := 'building_id = any ((select access.own_buildings())::integer[])';
  account constant text := building || ' and account_id = any ((select access.own_accounts())::integer[])';
begin
  -- What is of an account.
  foreach name in array array['accounts.absence_decisions', 'accounts.absences', 'accounts.account_numbers',
    'accounts.account_states', 'accounts.accounts', 'accounts.residents', 'benefits.entitlements', 'benefits.subsidies',
    'ledger.entries', 'ledger.opening_balances', 'payments.orders', 'payments.payments', 'receipts.receipts'] loop
    call access.open_to_residents(name, account);
  end loop;
  -- What everybody of a house may know of it.
  foreach name in array array['addresses.building_states', 'addresses.buildings', 'addresses.entrances',
    'addresses.managements'] loop
    call access.open_to_residents(name, building);
  end loop;
  -- What is of the premises, and of a house as a whole.
  foreach name in array array['metering.meters', 'metering.supply_failures'] loop
    call access.open_to_residents(name,
      building || ' and (premises_id is null or premises_id = any ((select access.own_premises())::integer[]))');
  end loop;
  foreach name in array array['addresses.premises', 'addresses.premises_states'] loop
    call access.open_to_residents(name, building || ' and premises_id = any ((select access.own_premises())::integer[])');
  end loop;
  -- What belongs to a meter, a payment, an order that is seen.
  foreach name in array array['metering.readings', 'metering.verifications'] loop
    call access.open_to_residents(name,
      building || format(' and exists (select from metering.meters m where m.building_id = %1$s.building_id and m.meter_id = %1$s.meter_id)', name));
  end loop;
  call access.open_to_residents('payments.reversals',
    building || ' and exists (select from payments.payments p where p.building_id = reversals.building_id and p.payment_id = reversals.payment_id)');
  foreach name in array array['payments.order_events', 'payments.order_payments', 'payments.order_refunds',
    'payments.order_refund_outcomes'] loop
    call access.open_to_residents(name,
      building || format(' and exists (select from payments.orders o where o.building_id = %1$s.building_id and o.order_id = %1$s.order_id)', name));
  end loop;
  -- Months of the companies that managed the house.
  foreach name in array array['ledger.counted_runs', 'organizations.period_openings', 'organizations.period_closures'] loop
    call access.open_to_residents(name,
      'organization_id in (select m.organization_id from addresses.managements m)');
  end loop;
  -- Dictionaries and what is published.
  foreach name in array array['addresses.cities', 'addresses.regions', 'addresses.streets', 'addresses.street_names',
    'benefits.categories', 'ledger.kinds', 'organizations.business_calendar', 'organizations.organizations',
    'organizations.requisites', 'tariffs.bases', 'tariffs.services'] loop
    call access.open_to_residents(name, 'true');
  end loop;
end $$;

grant select on ledger.booked_entries to paylogic_resident;
