-- Where a house stands, as its import states it: the portal draws its map of these. A house stands still, so a place is no
-- dated fact: another statement corrects the former, which stays to be read.
create table addresses.building_places (
  building_id integer not null references addresses.buildings,
  version smallint not null check (version > 0),
  -- Millionths of a degree, WGS 84.
  latitude integer not null check (latitude between -90000000 and 90000000),
  longitude integer not null check (longitude between -180000000 and 180000000),
  recorded_at timestamptz not null default now(),
  recorded_by integer default nullif(current_setting('paylogic.user', true), '')::integer,
  primary key (building_id, version)
);
comment on table addresses.building_places is 'Where buildings stand, the newest version in force.';
call access.protect_building_data('addresses.building_places', 'select, insert');
