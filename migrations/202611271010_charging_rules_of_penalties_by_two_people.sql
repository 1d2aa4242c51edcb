-- Rates, caps, moratoria, last days to pay and days off decide the penalties of a whole city: one person proposes a row
-- with its document, a second one makes it a rule. A proposal concerns nobody until then; nothing of it is changed.
create table charging.rule_proposals (
  proposal_id integer generated always as identity primary key,
  kind text not null check (kind in ('key_rate', 'cap', 'moratorium', 'moratorium_applied', 'due_day', 'calendar_day')),
  -- The day itself of a day off; the first day of the month charged for of a last day to pay.
  from_day date not null,
  -- The last day; null: it runs on.
  through_day date check (through_day >= from_day),
  percent bigint check (percent > 0),
  due_before date,
  due_day smallint check (due_day between 1 and 28),
  -- Whether a moratorium is applied, whether a day is worked.
  is_on boolean,
  basis text not null check (basis <> ''),
  proposed_at timestamptz not null default now(),
  proposed_by integer not null,
  unique (proposal_id, proposed_by)
);
call access.protect('charging.rule_proposals', 'access.is_somebody()', 'select, insert', 'access.sees_all()');

create table charging.rule_decisions (
  proposal_id integer primary key,
  proposed_by integer not null,
  decision text not null check (decision in ('approved', 'refused')),
  reason text not null default '',
  decided_at timestamptz not null default now(),
  decided_by integer not null,
  foreign key (proposal_id, proposed_by) references charging.rule_proposals (proposal_id, proposed_by),
  check (decision = 'approved' or reason <> ''),
  constraint second_person check (decision <> 'approved' or decided_by <> proposed_by)
);
call access.protect('charging.rule_decisions', 'access.is_somebody()', 'select, insert', 'access.sees_all()');

-- A further cap ends the one that runs.
grant update (in_force) on charging.key_rate_caps to paylogic_app;
