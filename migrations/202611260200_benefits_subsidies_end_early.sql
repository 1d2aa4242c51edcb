-- A subsidy may be ended before its months are over: the span is cut, and the decision that did it is kept beside it with
-- the day on which the subsidy would have ended. The cut marks the building by the trigger on the span.
create table benefits.subsidy_ends (
  building_id integer not null,
  account_id integer not null,
  -- The first day of the subsidy.
  from_day date not null,
  -- The first day without it, and the one that was granted.
  ended_on date not null,
  granted_until date not null,
  document text not null check (document <> ''),
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  primary key (building_id, account_id, from_day, ended_on),
  check (from_day < ended_on and ended_on < granted_until),
  foreign key (building_id, account_id) references accounts.accounts
);
call access.protect_building_data('benefits.subsidy_ends', 'select, insert');
