-- Long work that a person started: who, what, how far it came and what became of it. The process that does it says
-- that it is alive; one that fell silent was interrupted, and what it had committed by then stands.
create table access.jobs (
  job_id integer generated always as identity primary key,
  -- Null: the center's own.
  organization_id integer,
  kind text not null,
  subject text not null,
  started_at timestamptz not null default now(),
  started_by integer,
  seen_at timestamptz not null default now(),
  done integer not null default 0,
  total integer,
  ended_at timestamptz,
  outcome text check (outcome in ('done', 'refused', 'failed')),
  result jsonb not null default '{}',
  check ((ended_at is null) = (outcome is null))
);
create index on access.jobs (started_at);
call access.protect('access.jobs',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert');
grant update (seen_at, done, total, ended_at, outcome, result) on access.jobs to paylogic_app;
