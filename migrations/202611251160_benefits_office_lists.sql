-- What the social office sends: its lists of beneficiaries, kept as they came, and what a person decided of each line.
-- They name people of the whole city: the center alone sees them.
create table benefits.office_lists (
  list_id integer generated always as identity primary key,
  file_name text not null check (file_name <> ''),
  -- The same file sent twice is one list.
  sha256 bytea not null unique check (length(sha256) = 32),
  bytes bytea not null,
  rows integer not null check (rows >= 0),
  refused integer not null check (refused >= 0),
  received_at timestamptz not null default now(),
  received_by integer
);
call access.protect('benefits.office_lists', 'access.sees_all()', 'select, insert', 'access.sees_all()');

-- A line is decided once. An accepted one names the right that it became.
create table benefits.office_decisions (
  list_id integer not null references benefits.office_lists,
  line integer not null check (line > 0),
  decision text not null check (decision in ('accepted', 'refused')),
  account text,
  resident_no smallint,
  reason text not null default '',
  decided_at timestamptz not null default now(),
  decided_by integer,
  primary key (list_id, line),
  check ((decision = 'accepted') = (account is not null and resident_no is not null)),
  check (decision = 'accepted' or reason <> '')
);
call access.protect('benefits.office_decisions', 'access.sees_all()', 'select, insert', 'access.sees_all()');

-- Which of our categories a code of the office is. A code that was understood wrongly is set anew; rights stay.
create table benefits.office_codes (
  code text collate "C" primary key check (code <> ''),
  category_id smallint not null references benefits.categories,
  recorded_at timestamptz not null default now(),
  recorded_by integer
);
call access.protect('benefits.office_codes', 'access.is_somebody()', 'select, insert, update', 'access.sees_all()');

-- СНИЛС, eleven digits with its check digits. Personal data: screens show the last ones alone.
create table benefits.insurance_numbers (
  building_id integer not null,
  account_id integer not null,
  resident_no smallint not null,
  snils text collate "C" not null check (snils ~ '^[0-9]{11}$'),
  recorded_at timestamptz not null default now(),
  primary key (building_id, account_id, resident_no),
  foreign key (building_id, account_id, resident_no) references accounts.residents
);
create index on benefits.insurance_numbers (snils);
call access.protect_building_data('benefits.insurance_numbers', 'select, insert');
