create schema formulas;
grant usage on schema formulas to paylogic_app;

-- A center's own formulas. Nothing of a version is ever changed: a better one is the next version, and what a month was
-- charged by can be read as it was.
create table formulas.formulas (
  formula_id integer generated always as identity primary key,
  code text collate "C" not null unique check (code ~ '^[a-z][a-z0-9_]{1,39}$')
);
call access.protect('formulas.formulas', 'access.is_somebody()', 'select, insert', 'access.sees_all()');

create table formulas.versions (
  formula_id integer not null references formulas.formulas,
  version smallint not null check (version > 0),
  title text not null check (title <> ''),
  -- The unit of the services that it is written for, and what it gives: roubles, or a volume to be priced.
  unit text not null check (unit in ('m2', 'm3', 'Gcal', 'kWh', 'person', 'point')),
  gives text not null check (gives in ('money', 'volume')),
  text text not null check (text <> '' and length(text) <= 2000),
  -- Its own vectors: [{name, inputs: {code: millionths}, expected: kopecks or millionths}], integers as text.
  cases jsonb not null check (jsonb_typeof(cases) = 'array'),
  note text not null,
  written_at timestamptz not null default now(),
  written_by integer not null,
  primary key (formula_id, version),
  unique (formula_id, version, written_by)
);
call access.protect('formulas.versions', 'access.is_somebody()', 'select, insert', 'access.sees_all()');

-- A second person answers for it: the author's number stands beside the approver's and can be no other's.
create table formulas.approvals (
  formula_id integer not null,
  version smallint not null,
  written_by integer not null,
  approved_at timestamptz not null default now(),
  approved_by integer not null,
  primary key (formula_id, version),
  foreign key (formula_id, version, written_by) references formulas.versions (formula_id, version, written_by),
  constraint second_person check (approved_by <> written_by)
);
call access.protect('formulas.approvals', 'access.is_somebody()', 'select, insert', 'access.sees_all()');

-- Out of use for new choices; what was charged by it stays explained.
create table formulas.retirements (
  formula_id integer not null,
  version smallint not null,
  reason text not null check (reason <> ''),
  retired_at timestamptz not null default now(),
  retired_by integer not null,
  primary key (formula_id, version),
  foreign key (formula_id, version) references formulas.versions
);
call access.protect('formulas.retirements', 'access.is_somebody()', 'select, insert', 'access.sees_all()');
