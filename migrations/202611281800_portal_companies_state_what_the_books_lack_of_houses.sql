-- What a company states of a house where the books do not know it: the newest statement is in force, and none is lost, so
-- that the public can read what was changed and when. Of the company's own statements the day is kept from now on; that of
-- the earlier ones is told by the clock.

create table portal.houses_disclosed (
  building_id integer not null references addresses.buildings,
  year smallint not null check (year between 2015 and 2100),
  form text collate "C" not null,
  field text collate "C" not null,
  version smallint not null check (version > 0),
  value text not null check (length(value) <= 4000),
  -- Who managed the house then: a statement stays its own after the house has gone to another.
  organization_id integer not null references organizations.organizations,
  stated_by integer,
  stated_on date not null,
  stated_at timestamptz not null default now(),
  primary key (building_id, year, form, field, version)
);
comment on table portal.houses_disclosed is 'Fields of a house''s forms that its company stated for a year; an empty value takes the former back.';
create index on portal.houses_disclosed (organization_id);
call access.protect_building_data('portal.houses_disclosed', 'select, insert');

alter table portal.disclosed add column stated_on date;
comment on column portal.disclosed.stated_on is 'The business day; absent where it was stated before these were kept.';
