create schema gateways;
grant usage on schema gateways to paylogic_app;

-- What a public registry says of a building's size, kept beside the building and not in it: nobody charges by these
-- figures, but a city is tried out on them (synthetic premises), and a company compares its own with them.
create table gateways.registry_houses (
  building_id integer not null references addresses.buildings,
  source text not null check (source in ('houses-2016')),
  -- The day that the registry's data are of; a later file adds a row.
  said_on date not null,
  flats smallint check (flats >= 0),
  non_residential smallint check (non_residential >= 0),
  -- Millionths of m².
  living_area bigint check (living_area > 0),
  non_residential_area bigint check (non_residential_area >= 0),
  -- The building as the importer stated it: its address by parts, year, storeys, entrances.
  building jsonb not null,
  recorded_at timestamptz not null default now(),
  primary key (building_id, source, said_on)
);
call access.protect_building_data('gateways.registry_houses', 'select, insert');
