create schema addresses;
grant usage on schema addresses to paylogic_app;

create table addresses.regions (
  region_id integer generated always as identity primary key,
  name text not null unique
);
create table addresses.cities (
  city_id integer generated always as identity primary key,
  region_id integer not null references addresses.regions,
  district text not null default '',
  kind text not null,
  name text not null,
  unique (region_id, district, kind, name)
);
create table addresses.streets (
  street_id integer generated always as identity primary key,
  city_id integer not null references addresses.cities
);
-- The present name decides uniqueness through the action; old names stay so that they are still found.
create table addresses.street_names (
  street_id integer not null references addresses.streets,
  in_force daterange not null check (not isempty(in_force)),
  kind text not null,
  name text not null,
  exclude using gist (street_id with =, in_force with &&)
);
create index on addresses.street_names (name);
call access.protect('addresses.regions', 'access.is_somebody()', 'select, insert', 'access.sees_all()');
call access.protect('addresses.cities', 'access.is_somebody()', 'select, insert', 'access.sees_all()');
call access.protect('addresses.streets', 'access.is_somebody()', 'select, insert', 'access.sees_all()');
call access.protect('addresses.street_names', 'access.is_somebody()', 'select, insert', 'access.sees_all()');
grant update (in_force) on addresses.street_names to paylogic_app;

-- Who manages a building, dated: buildings change hands. It is the root of every company's sight.
create table addresses.managements (
  building_id integer not null,
  organization_id integer not null references organizations.organizations,
  in_force daterange not null check (not isempty(in_force)),
  recorded_at timestamptz not null default now(),
  exclude using gist (building_id with =, in_force with &&)
);
create index on addresses.managements (organization_id, building_id);
create index on addresses.managements (building_id);
call access.protect('addresses.managements',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert', 'access.sees_all()');
grant update (in_force) on addresses.managements to paylogic_app;

-- The policy of all city data. The sub-selects are uncorrelated, so PostgreSQL evaluates them once a statement.
create procedure access.protect_building_data(target regclass, grants text) language plpgsql as $$
begin
  call access.protect(target,
    '(select access.sees_all()) or building_id in (select m.building_id from addresses.managements m
       where m.organization_id = any ((select access.own_organizations())::integer[])
         and m.in_force @> (select access.today()))', grants);
end $$;

create table addresses.buildings (
  building_id integer generated always as identity primary key,
  -- The key of imports: a portal's or a registry's number of the house.
  code text collate "C" not null unique,
  city_id integer not null references addresses.cities,
  street_id integer references addresses.streets,
  number text not null,
  postal_index text not null default '',
  -- As printed: "г. Североозёрск, ул. Лесная, д. 12".
  printed text not null,
  built_year smallint,
  storeys smallint,
  registered_at timestamptz not null default now()
);
create index on addresses.buildings (street_id);
create index on addresses.buildings (city_id);
call access.protect_building_data('addresses.buildings', 'select, insert');
alter table addresses.managements add foreign key (building_id) references addresses.buildings;

create table addresses.building_states (
  building_id integer not null references addresses.buildings,
  in_force daterange not null check (not isempty(in_force)),
  kind text not null check (kind in ('apartments', 'house')),
  common_property_area bigint not null check (common_property_area >= 0),
  improvement text not null default '',
  dilapidated boolean not null default false,
  central_hot_water boolean not null default true,
  recorded_at timestamptz not null default now(),
  exclude using gist (building_id with =, in_force with &&)
);
create index on addresses.building_states (building_id);
call access.protect_building_data('addresses.building_states', 'select, insert');
grant update (in_force) on addresses.building_states to paylogic_app;

create table addresses.entrances (
  building_id integer not null references addresses.buildings,
  entrance smallint not null,
  storeys smallint,
  lift boolean not null default false,
  primary key (building_id, entrance)
);
call access.protect_building_data('addresses.entrances', 'select, insert');

create sequence addresses.premises_ids as integer;
grant usage on sequence addresses.premises_ids to paylogic_app;
create table addresses.premises (
  building_id integer not null references addresses.buildings,
  premises_id integer not null default nextval('addresses.premises_ids'),
  kind text not null check (kind in ('flat', 'room', 'shop', 'parking', 'house')),
  number text collate "C" not null,
  -- The communal flat that a room is in.
  flat_id integer,
  entrance smallint,
  storey smallint,
  cadastral_number text,
  primary key (building_id, premises_id),
  unique (building_id, number),
  foreign key (building_id, flat_id) references addresses.premises (building_id, premises_id)
);
call access.protect_building_data('addresses.premises', 'select, insert');

create table addresses.premises_states (
  building_id integer not null,
  premises_id integer not null,
  in_force daterange not null check (not isempty(in_force)),
  total_area bigint not null check (total_area >= 0),
  rooms smallint not null default 1,
  heating text not null check (heating in ('central', 'own', 'none')),
  stove text not null check (stove in ('gas', 'electric')),
  ownership text not null check (ownership in ('private', 'municipal')),
  -- Resources for which a meter can be installed, comma separated.
  meter_installable text not null default '',
  recorded_at timestamptz not null default now(),
  foreign key (building_id, premises_id) references addresses.premises,
  exclude using gist (building_id with =, premises_id with =, in_force with &&)
);
-- The exclusion's index finds overlaps; a run reads a building's states in this order.
create index on addresses.premises_states (building_id, premises_id);
call access.protect_building_data('addresses.premises_states', 'select, insert');
grant update (in_force) on addresses.premises_states to paylogic_app;

-- A building is found by any beginning of any word of its address, old street names included. The tokens are
-- normalized by the addresses room; only comparison operators are used on them, because those are leakproof and
-- so may use the index under row-level security.
create table addresses.building_tokens (
  building_id integer not null references addresses.buildings,
  token text collate "C" not null,
  primary key (building_id, token)
);
create index on addresses.building_tokens (token, building_id);
call access.protect_building_data('addresses.building_tokens', 'select, insert');
