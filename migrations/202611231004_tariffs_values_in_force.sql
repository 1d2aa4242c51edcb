create schema tariffs;
grant usage on schema tariffs to paylogic_app;

create table tariffs.services (
  service_id smallint primary key,
  code text collate "C" not null unique,
  unit text not null check (unit in ('m2', 'm3', 'Gcal', 'kWh', 'person', 'point')),
  resource text check (resource in ('cold_water', 'hot_water', 'sewerage', 'electricity', 'gas', 'heat')),
  receipt_group text not null check (receipt_group in ('housing', 'utilities', 'other', 'voluntary')),
  position smallint not null,
  name_ru text not null,
  name_en text not null
);
call access.protect('tariffs.services', 'access.is_somebody()', 'select, insert', 'access.sees_all()');

create table tariffs.bases (
  basis_id integer generated always as identity primary key,
  title text not null unique,
  url text
);
comment on table tariffs.bases is 'The documents that set tariffs and norms: a value without one is refused.';
call access.protect('tariffs.bases', 'access.is_somebody()', 'select, insert');

-- City-wide values and a company''s own ones (organization_id 0 is the city). Published figures: open to all.
create table tariffs.city_values (
  value_id integer generated always as identity primary key,
  service_id smallint not null references tariffs.services,
  parameter text not null,
  variant text not null default '',
  zone smallint not null default 0,
  range_from bigint not null default 0,
  organization_id integer not null default 0,
  provider_id integer not null default 0,
  value bigint not null check (value >= 0),
  in_force daterange not null check (not isempty(in_force)),
  basis_id integer not null references tariffs.bases,
  recorded_at timestamptz not null default now(),
  exclude using gist (service_id with =, parameter with =, variant with =, zone with =, range_from with =,
    organization_id with =, provider_id with =, in_force with &&)
);
call access.protect('tariffs.city_values',
  'access.sees_all() or (access.is_somebody() and (organization_id = 0 or organization_id = any (access.own_organizations())))',
  'select, insert', 'access.sees_all() or organization_id = any (access.own_organizations())');
grant update (in_force) on tariffs.city_values to paylogic_app;

-- A building''s own values (account_id 0) and an account''s.
create table tariffs.building_values (
  building_id integer not null references addresses.buildings,
  account_id integer not null default 0,
  service_id smallint not null references tariffs.services,
  parameter text not null,
  variant text not null default '',
  zone smallint not null default 0,
  range_from bigint not null default 0,
  value bigint not null check (value >= 0),
  in_force daterange not null check (not isempty(in_force)),
  basis_id integer not null references tariffs.bases,
  recorded_at timestamptz not null default now(),
  exclude using gist (building_id with =, account_id with =, service_id with =, parameter with =, variant with =,
    zone with =, range_from with =, in_force with &&)
);
call access.protect_building_data('tariffs.building_values', 'select, insert');
grant update (in_force) on tariffs.building_values to paylogic_app;

create table tariffs.service_terms (
  building_id integer not null references addresses.buildings,
  account_id integer not null default 0,
  service_id smallint not null references tariffs.services,
  provider_id integer not null references organizations.organizations,
  method text not null,
  in_force daterange not null check (not isempty(in_force)),
  recorded_at timestamptz not null default now(),
  exclude using gist (building_id with =, account_id with =, service_id with =, in_force with &&)
);
comment on table tariffs.service_terms is 'Which services a building has, whose they are and how they are charged.';
call access.protect_building_data('tariffs.service_terms', 'select, insert');
grant update (in_force) on tariffs.service_terms to paylogic_app;
