-- What decree 354, annex 1 allows of a failure of supply, as dated rows that name the rule which reduces the charge. The
-- numbers stand here and not in the program: a change of the annex is a further row, and a kept document of facts
-- carries those that it was calculated with. Millionths of percent, degrees and megapascals.
create table metering.supply_standards (
  standard_id smallint primary key check (standard_id between 1 and 99),
  supply text not null check (supply in ('cold_water', 'hot_water', 'sewerage', 'electricity', 'gas', 'heat', 'waste')),
  kind text not null check (kind in ('interruption', 'temperature', 'pressure', 'composition')),
  condition text not null default '',
  measured_from bigint,
  measured_to bigint,
  in_force daterange not null check (not isempty(in_force)),
  rule text not null check (rule in ('hours_beyond_allowed', 'full_days_beyond_allowed', 'degrees_by_hour',
    'days_without_charge', 'priced_as_cold_water')),
  allowed_hours smallint not null,
  allowed_hours_at_once smallint,
  percent bigint not null check (percent >= 0),
  least bigint,
  most bigint,
  tolerance_by_day bigint not null default 0,
  tolerance_by_night bigint not null default 0,
  tolerance_above bigint not null default 0,
  step bigint not null check (step > 0),
  removes_unsupplied boolean not null,
  clause text not null,
  exclude using gist (supply with =, kind with =, condition with =, int8range(measured_from, measured_to) with &&,
    in_force with &&)
);
call access.protect('metering.supply_standards', 'access.is_somebody()', 'select, insert', 'access.sees_all()');
grant update (in_force) on metering.supply_standards to paylogic_app;

insert into metering.supply_standards values
  (1, 'cold_water', 'interruption', '', null, null, '[2012-09-01,)', 'hours_beyond_allowed', 8, 4, 150000, null, null, 0, 0, 0, 1000000, true, 'п. 1'),
  (2, 'cold_water', 'interruption', 'dead_end', null, null, '[2012-09-01,)', 'hours_beyond_allowed', 8, 24, 150000, null, null, 0, 0, 0, 1000000, true, 'п. 1'),
  (3, 'cold_water', 'composition', '', null, null, '[2012-09-01,)', 'days_without_charge', 0, null, 0, null, null, 0, 0, 0, 1000000, false, 'п. 2'),
  (4, 'cold_water', 'pressure', '', 22500, 30000, '[2012-09-01,)', 'hours_beyond_allowed', 0, null, 100000, null, null, 0, 0, 0, 1000000, false, 'п. 3'),
  (5, 'cold_water', 'pressure', '', 600001, 750001, '[2012-09-01,)', 'hours_beyond_allowed', 0, null, 100000, null, null, 0, 0, 0, 1000000, false, 'п. 3'),
  (6, 'cold_water', 'pressure', '', 0, 22500, '[2012-09-01,)', 'days_without_charge', 0, null, 0, null, null, 0, 0, 0, 1000000, false, 'п. 3'),
  (7, 'cold_water', 'pressure', '', 750001, null, '[2012-09-01,)', 'days_without_charge', 0, null, 0, null, null, 0, 0, 0, 1000000, false, 'п. 3'),
  (10, 'hot_water', 'interruption', '', null, null, '[2012-09-01,)', 'hours_beyond_allowed', 8, 4, 150000, null, null, 0, 0, 0, 1000000, true, 'п. 4'),
  (11, 'hot_water', 'interruption', 'dead_end', null, null, '[2012-09-01,)', 'hours_beyond_allowed', 8, 24, 150000, null, null, 0, 0, 0, 1000000, true, 'п. 4'),
  (12, 'hot_water', 'temperature', '', 40000000, null, '[2012-09-01,)', 'degrees_by_hour', 0, null, 100000, 60000000, 75000000, 3000000, 5000000, 3000000, 3000000, false, 'п. 5'),
  (13, 'hot_water', 'temperature', '', null, 40000000, '[2012-09-01,)', 'priced_as_cold_water', 0, null, 0, 60000000, 75000000, 3000000, 5000000, 3000000, 1000000, false, 'п. 5'),
  (14, 'hot_water', 'composition', '', null, null, '[2012-09-01,)', 'days_without_charge', 0, null, 0, null, null, 0, 0, 0, 1000000, false, 'п. 6'),
  (15, 'hot_water', 'pressure', '', 22500, 30000, '[2012-09-01,)', 'hours_beyond_allowed', 0, null, 100000, null, null, 0, 0, 0, 1000000, false, 'п. 7'),
  (16, 'hot_water', 'pressure', '', 450001, 562501, '[2012-09-01,)', 'hours_beyond_allowed', 0, null, 100000, null, null, 0, 0, 0, 1000000, false, 'п. 7'),
  (17, 'hot_water', 'pressure', '', 0, 22500, '[2012-09-01,)', 'days_without_charge', 0, null, 0, null, null, 0, 0, 0, 1000000, false, 'п. 7'),
  (18, 'hot_water', 'pressure', '', 562501, null, '[2012-09-01,)', 'days_without_charge', 0, null, 0, null, null, 0, 0, 0, 1000000, false, 'п. 7'),
  (20, 'sewerage', 'interruption', '', null, null, '[2012-09-01,)', 'hours_beyond_allowed', 8, 4, 150000, null, null, 0, 0, 0, 1000000, true, 'п. 8'),
  (25, 'electricity', 'interruption', '', null, null, '[2012-09-01,)', 'hours_beyond_allowed', 24, null, 150000, null, null, 0, 0, 0, 1000000, true, 'п. 9'),
  (26, 'electricity', 'interruption', 'two_feeds', null, null, '[2012-09-01,)', 'hours_beyond_allowed', 2, null, 150000, null, null, 0, 0, 0, 1000000, true, 'п. 9'),
  (27, 'electricity', 'composition', '', null, null, '[2012-09-01,)', 'hours_beyond_allowed', 0, null, 150000, null, null, 0, 0, 0, 1000000, false, 'п. 10'),
  (30, 'gas', 'interruption', '', null, null, '[2012-09-01,)', 'hours_beyond_allowed', 4, null, 150000, null, null, 0, 0, 0, 1000000, true, 'п. 11'),
  (31, 'gas', 'composition', '', null, null, '[2012-09-01,)', 'days_without_charge', 0, null, 0, null, null, 0, 0, 0, 1000000, false, 'п. 12'),
  (40, 'heat', 'interruption', '', null, null, '[2012-09-01,)', 'hours_beyond_allowed', 24, 16, 150000, null, null, 0, 0, 0, 1000000, true, 'п. 14'),
  (41, 'heat', 'interruption', 'from_10_degrees', null, null, '[2012-09-01,)', 'hours_beyond_allowed', 24, 8, 150000, null, null, 0, 0, 0, 1000000, true, 'п. 14'),
  (42, 'heat', 'interruption', 'from_8_degrees', null, null, '[2012-09-01,)', 'hours_beyond_allowed', 24, 4, 150000, null, null, 0, 0, 0, 1000000, true, 'п. 14'),
  (43, 'heat', 'temperature', '', null, null, '[2012-09-01,)', 'degrees_by_hour', 0, null, 150000, 18000000, 18000000, 0, 3000000, 4000000, 1000000, false, 'п. 15'),
  (44, 'heat', 'temperature', 'corner', null, null, '[2012-09-01,)', 'degrees_by_hour', 0, null, 150000, 20000000, 20000000, 0, 3000000, 4000000, 1000000, false, 'п. 15'),
  (45, 'heat', 'temperature', 'cold_region', null, null, '[2012-09-01,)', 'degrees_by_hour', 0, null, 150000, 20000000, 20000000, 0, 3000000, 4000000, 1000000, false, 'п. 15'),
  (46, 'heat', 'temperature', 'cold_region_corner', null, null, '[2012-09-01,)', 'degrees_by_hour', 0, null, 150000, 22000000, 22000000, 0, 3000000, 4000000, 1000000, false, 'п. 15'),
  (50, 'waste', 'interruption', '', null, null, '[2012-09-01,)', 'full_days_beyond_allowed', 72, 24, 3300000, null, null, 0, 0, 0, 1000000, false, 'п. 17'),
  (51, 'waste', 'interruption', 'to_5_degrees', null, null, '[2012-09-01,)', 'full_days_beyond_allowed', 72, 48, 3300000, null, null, 0, 0, 0, 1000000, false, 'п. 17');

-- An interruption or poor quality, from an hour to an hour of the local clock, in a building, an entrance or a premises.
create table metering.supply_failures (
  building_id integer not null references addresses.buildings,
  failure_no integer not null,
  entrance smallint,
  premises_id integer,
  standard_id smallint not null references metering.supply_standards,
  measured bigint,
  started_at timestamp not null,
  ended_at timestamp not null check (ended_at > started_at),
  -- An act of a check, or an outage that dispatch registered.
  source text not null check (source in ('act', 'outage')),
  document text not null check (document <> ''),
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  primary key (building_id, failure_no),
  check (entrance is null or premises_id is null),
  foreign key (building_id, premises_id) references addresses.premises
);
call access.protect_building_data('metering.supply_failures', 'select, insert');

create table metering.supply_failure_decisions (
  building_id integer not null,
  failure_no integer not null,
  decision text not null check (decision in ('accepted', 'refused', 'withdrawn')),
  reason text not null default '',
  decided_at timestamptz not null default now(),
  decided_by integer,
  primary key (building_id, failure_no, decision),
  foreign key (building_id, failure_no) references metering.supply_failures
);
call access.protect_building_data('metering.supply_failure_decisions', 'select, insert');
