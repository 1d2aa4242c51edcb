create schema charging;
grant usage on schema charging to paylogic_app;

-- Runs and payments are documents of the ledger and never share a number: runs count from 1, payments from 10^10.
create table charging.runs (
  run_id integer generated always as identity primary key,
  organization_id integer not null references organizations.organizations,
  charged_for integer not null,
  booked_in integer not null check (booked_in >= charged_for),
  -- The leaf that a large load fills, shared by the runs that were started together; 0: the month's ordinary leaf.
  leaf integer not null default 0,
  started_at timestamptz not null default now(),
  started_by integer
);
create index on charging.runs (organization_id, charged_for);
create index on charging.runs (leaf) where leaf <> 0;
call access.protect('charging.runs',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert');

-- What happened to a run: a row with a date and a person, not a flag.
create table charging.run_events (
  run_id integer not null references charging.runs,
  event text not null check (event in ('calculated', 'cancelled', 'discarded', 'approved')),
  organization_id integer not null,
  happened_at timestamptz not null default now(),
  user_id integer,
  line_count bigint,
  amount bigint,
  primary key (run_id, event)
);
call access.protect('charging.run_events',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert');

-- One draft of a company's month at a time: the second would not know what the first one will book.
create table charging.open_drafts (
  organization_id integer not null,
  charged_for integer not null,
  run_id integer not null references charging.runs,
  primary key (organization_id, charged_for)
);
call access.protect('charging.open_drafts',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert, delete');

-- The work items. A worker leases a batch of buildings; the token fences off a worker that lost its lease.
create table charging.run_buildings (
  building_id integer not null references addresses.buildings,
  run_id integer not null references charging.runs,
  accounts integer not null,
  state text not null default 'pending' check (state in ('pending', 'leased', 'done', 'failed')),
  lease_token uuid,
  lease_until timestamptz,
  attempts smallint not null default 0,
  line_count integer,
  amount bigint,
  failure text,
  primary key (building_id, run_id)
);
create index on charging.run_buildings (run_id, state);
call access.protect_building_data('charging.run_buildings', 'select, insert');
grant update (state, lease_token, lease_until, attempts, line_count, amount, failure) on charging.run_buildings to paylogic_app;

-- The facts that a run used, kept to explain and replay: one compressed document a building, hashed uncompressed.
create table charging.facts (
  building_id integer not null,
  run_id integer not null,
  charged_for integer not null,
  sha256 bytea not null,
  -- Of the lines as calculated: a replay must give the same.
  lines_sha256 bytea not null,
  body bytea not null,
  primary key (building_id, run_id)
);
alter table charging.facts alter column body set storage external;
create index on charging.facts (charged_for, building_id);
call access.protect_building_data('charging.facts', 'select, insert');
-- Only the facts of a run that never counted may go.
grant delete on charging.facts to paylogic_app;

create table charging.carried_volumes (
  building_id integer not null,
  run_id integer not null,
  -- The period it is carried into.
  period integer not null,
  service_id smallint not null references tariffs.services,
  volume bigint not null check (volume < 0),
  primary key (building_id, run_id, service_id)
);
call access.protect_building_data('charging.carried_volumes', 'select, insert, delete');

create table charging.warnings (
  building_id integer not null,
  run_id integer not null,
  warning_no smallint not null,
  code text not null,
  account_id integer,
  service_id smallint,
  data jsonb not null default '{}',
  primary key (building_id, run_id, warning_no)
);
call access.protect_building_data('charging.warnings', 'select, insert, delete');
