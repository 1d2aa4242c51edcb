-- What was agreed with a bank or an agent about the file that lets its desks show what is due: whose buildings it speaks
-- of, by which profile, on which day of a month, and where it is laid. The last try that made nothing says why.
create table gateways.debt_plans (
  plan_id integer generated always as identity primary key,
  agent_id integer not null references payments.agents,
  organization_id integer not null references organizations.organizations,
  profile text not null,
  -- From this day of each month on; no month is without it.
  day_of_month smallint not null check (day_of_month between 1 and 28),
  -- Absent: the file is only downloaded.
  drop_id integer references gateways.drops,
  is_active boolean not null,
  trouble text not null default '',
  recorded_at timestamptz not null default now(),
  recorded_by integer
);
call access.protect('gateways.debt_plans',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert', 'access.sees_all()');
grant update (profile, day_of_month, drop_id, is_active, trouble) on gateways.debt_plans to paylogic_app;

-- Files as they were made: a bank pays back the month and the sum of what it was sent, so the bytes never change.
create table gateways.debt_files (
  file_id integer generated always as identity primary key,
  plan_id integer not null references gateways.debt_plans,
  -- Numbers of a plan run on within a year.
  year smallint not null,
  number integer not null check (number > 0),
  -- The month for which it was made by itself; absent where a person asked for it.
  due_month integer,
  -- The day on which the debts were these, and the last month among them.
  made_for date not null,
  period integer not null,
  name text not null,
  rows integer not null check (rows >= 0),
  total bigint not null check (total >= 0),
  sha256 bytea not null,
  body bytea not null,
  made_at timestamptz not null default now(),
  made_by integer,
  -- Where it is to be laid, if anywhere, and how that went.
  drop_id integer references gateways.drops,
  laid_at timestamptz,
  failures integer not null default 0 check (failures >= 0),
  trouble text not null default '',
  trouble_detail text not null default '',
  next_at timestamptz not null default now(),
  unique (plan_id, year, number),
  unique (plan_id, due_month)
);
call access.protect('gateways.debt_files', 'access.sees_all()', 'select, insert');
grant update (laid_at, failures, trouble, trouble_detail, next_at) on gateways.debt_files to paylogic_app;
create index debt_files_not_laid on gateways.debt_files (next_at) where drop_id is not null and laid_at is null;
