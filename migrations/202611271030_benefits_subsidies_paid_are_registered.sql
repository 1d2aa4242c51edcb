-- What the social office says that it paid of subsidies: its file as it came, and each payment at its account. The office
-- pays people themselves, so nothing of it is in the books. The files name people of the whole city.
create table benefits.subsidy_registers (
  register_id integer generated always as identity primary key,
  file_name text not null check (file_name <> ''),
  -- The same file sent twice is one register.
  sha256 bytea not null unique check (length(sha256) = 32),
  bytes bytea not null,
  rows integer not null check (rows > 0),
  amount bigint not null,
  received_at timestamptz not null default now(),
  received_by integer
);
call access.protect('benefits.subsidy_registers', 'access.sees_all()', 'select, insert', 'access.sees_all()');

-- Lines without a known account are in their register alone, until it is known.
create table benefits.subsidy_payments (
  building_id integer not null,
  account_id integer not null,
  -- The month that is paid for.
  month integer not null,
  paid_on date not null,
  amount bigint not null check (amount <> 0),
  register_id integer not null,
  line integer not null check (line > 0),
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  -- A payment that two registers tell of is one.
  primary key (building_id, account_id, month, paid_on, amount),
  foreign key (building_id, account_id) references accounts.accounts
);
create index on benefits.subsidy_payments (register_id, line);
call access.protect_building_data('benefits.subsidy_payments', 'select, insert');
