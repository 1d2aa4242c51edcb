-- A calculated run beside the month before: one pass over the lines of both, kept because neither changes while the run
-- is reviewed, and a page asks for it each time that it is opened.
create table charging.run_totals (
  run_id integer primary key references charging.runs,
  organization_id integer not null,
  compared_at timestamptz not null default now(),
  body jsonb not null
);
call access.protect('charging.run_totals',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert, delete');
