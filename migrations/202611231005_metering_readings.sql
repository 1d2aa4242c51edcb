create schema metering;
grant usage on schema metering to paylogic_app;

create sequence metering.meter_ids as integer;
grant usage on sequence metering.meter_ids to paylogic_app;
create table metering.meters (
  building_id integer not null references addresses.buildings,
  meter_id integer not null default nextval('metering.meter_ids'),
  -- Null for a meter of the whole building.
  premises_id integer,
  resource text not null check (resource in ('cold_water', 'hot_water', 'sewerage', 'electricity', 'gas', 'heat')),
  serial text collate "C" not null,
  scales smallint not null default 1 check (scales between 1 and 3),
  integer_digits smallint not null check (integer_digits between 1 and 12),
  ratio integer not null default 1 check (ratio > 0),
  installed_on date not null,
  removed_on date check (removed_on >= installed_on),
  primary key (building_id, meter_id),
  unique (building_id, resource, serial),
  foreign key (building_id, premises_id) references addresses.premises
);
create index on metering.meters (serial);
call access.protect_building_data('metering.meters', 'select, insert');
grant update (removed_on) on metering.meters to paylogic_app;

create table metering.verifications (
  building_id integer not null,
  meter_id integer not null,
  verified_on date not null,
  verified_until date not null check (verified_until >= verified_on),
  recorded_at timestamptz not null default now(),
  primary key (building_id, meter_id, verified_on),
  foreign key (building_id, meter_id) references metering.meters
);
call access.protect_building_data('metering.verifications', 'select, insert');

create table metering.faults (
  building_id integer not null,
  meter_id integer not null,
  in_force daterange not null check (not isempty(in_force)),
  report text not null,
  foreign key (building_id, meter_id) references metering.meters,
  exclude using gist (building_id with =, meter_id with =, in_force with &&)
);
create index on metering.faults (building_id);
call access.protect_building_data('metering.faults', 'select, insert');
grant update (in_force) on metering.faults to paylogic_app;

-- By day within a building: a run reads a building''s last two months in one contiguous range. A correction is a
-- further version of the same reading; nothing is overwritten.
create table metering.readings (
  building_id integer not null,
  taken_on date not null,
  meter_id integer not null,
  scale smallint not null,
  version smallint not null default 1,
  value bigint not null check (value >= 0),
  mark text not null default 'regular' check (mark in ('regular', 'opening', 'closing', 'rollover')),
  source text not null,
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  primary key (building_id, taken_on, meter_id, scale, version),
  foreign key (building_id, meter_id) references metering.meters
);
create index on metering.readings (building_id, meter_id, taken_on);
call access.protect_building_data('metering.readings', 'select, insert');
