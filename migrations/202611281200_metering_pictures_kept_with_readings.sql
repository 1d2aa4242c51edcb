-- A photograph of the dial that a resident sent with a reading: made anew before it is kept, never changed. It is seen
-- by those who enter readings, and of residents by those of the account from which it was sent: whoever holds the flat
-- after them sees the readings, and not their pictures.
create table metering.reading_pictures (
  building_id integer not null,
  picture_id integer generated always as identity,
  meter_id integer not null,
  account_id integer not null,
  taken_on date not null,
  sent_at timestamptz not null default now(),
  body bytea not null check (length(body) between 1 and 4194304),
  primary key (building_id, picture_id),
  foreign key (building_id, meter_id) references metering.meters
);
create index on metering.reading_pictures (building_id, meter_id, taken_on);
call access.protect_building_data('metering.reading_pictures', 'select, insert');
call access.open_to_residents('metering.reading_pictures',
  'building_id = any ((select access.own_buildings())::integer[]) and account_id = any ((select access.own_accounts())::integer[])');
