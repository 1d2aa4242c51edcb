-- What deserves a person's look before a run is approved, found once for a run: what is found, and what was decided
-- of it, must not change under the hands of who reviews.
create table charging.reviews (
  run_id integer primary key references charging.runs,
  organization_id integer not null,
  -- The version of the rules that looked.
  rules_version smallint not null,
  found_at timestamptz not null default now(),
  -- Buildings without any charge in the month before: nothing to compare with.
  buildings_without_before integer not null
);
call access.protect('charging.reviews',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert, delete');

create table charging.anomalies (
  building_id integer not null,
  run_id integer not null,
  anomaly_no integer not null,
  rule text not null,
  -- Approval waits for a decision of it.
  blocking boolean not null,
  -- Null: of the whole building.
  account_id integer,
  -- Null: of all services.
  service_id smallint,
  was bigint not null,
  became bigint not null,
  data jsonb not null default '{}',
  primary key (building_id, run_id, anomaly_no)
);
create index on charging.anomalies (run_id, rule);
call access.protect_building_data('charging.anomalies', 'select, insert, delete');

-- A decision is a row with a date and a person; it lives and dies with its draft.
create table charging.anomaly_decisions (
  building_id integer not null,
  run_id integer not null,
  anomaly_no integer not null,
  reason text not null check (reason in ('checked', 'season', 'tariff', 'composition', 'next_month', 'other')),
  note text not null default '',
  decided_at timestamptz not null default now(),
  decided_by integer not null,
  primary key (building_id, run_id, anomaly_no),
  foreign key (building_id, run_id, anomaly_no) references charging.anomalies,
  check (reason <> 'other' or note <> '')
);
create index on charging.anomaly_decisions (run_id);
call access.protect_building_data('charging.anomaly_decisions', 'select, insert, delete');

-- From where on a change is worth a look, dated; organization 0 is the center's, in force where a company has none.
create table charging.review_limits (
  organization_id integer not null,
  in_force daterange not null check (not isempty(in_force)),
  -- A jump is more than both: tenths of a percent, kopecks.
  jump_permille integer not null check (jump_permille > 0),
  jump_amount bigint not null check (jump_amount >= 0),
  -- A group is accepted at once up to this effect.
  group_amount bigint not null check (group_amount >= 0),
  -- Who started a run approves it up to this amount; above, a second person does.
  own_run_amount bigint not null check (own_run_amount >= 0),
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  exclude using gist (organization_id with =, in_force with &&)
);
call access.protect('charging.review_limits',
  'access.sees_all() or (access.is_somebody() and (organization_id = 0 or organization_id = any (access.own_organizations())))',
  'select, insert', 'access.sees_all()');
grant update (in_force) on charging.review_limits to paylogic_app;
