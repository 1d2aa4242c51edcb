-- What the heat-cost allocators of a premises counted in a billing span of whole months, after the factors of their
-- radiators. A premises without a row in a span is one without allocators there. A corrected count is a further version.
create table metering.allocator_units (
  building_id integer not null references addresses.buildings,
  from_month integer not null,
  premises_id integer not null,
  version smallint not null default 1,
  -- The last month of the span.
  to_month integer not null check (to_month >= from_month),
  -- Millionths of a unit.
  units bigint not null check (units >= 0),
  document text not null check (document <> ''),
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  primary key (building_id, from_month, premises_id, version),
  foreign key (building_id, premises_id) references addresses.premises
);
call access.protect_building_data('metering.allocator_units', 'select, insert');
