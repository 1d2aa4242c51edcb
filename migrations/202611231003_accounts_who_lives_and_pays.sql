create schema accounts;
grant usage on schema accounts to paylogic_app;

create sequence accounts.account_ids as integer;
grant usage on sequence accounts.account_ids to paylogic_app;
create table accounts.accounts (
  building_id integer not null references addresses.buildings,
  account_id integer not null default nextval('accounts.account_ids'),
  number text collate "C" not null,
  premises_id integer not null,
  opened_on date not null,
  -- The first day that is no longer this account''s.
  closed_on date check (closed_on > opened_on),
  unified_account text,
  gis_service text,
  primary key (building_id, account_id),
  foreign key (building_id, premises_id) references addresses.premises
);
create index on accounts.accounts (building_id, premises_id);
call access.protect_building_data('accounts.accounts', 'select, insert');
grant update (closed_on) on accounts.accounts to paylogic_app;

-- Unique in the whole city, so keyed by the number and pointing to the building.
create table accounts.account_numbers (
  number text collate "C" primary key check (number ~ '^\d{6,20}$'),
  building_id integer not null,
  account_id integer not null,
  reversed text collate "C" not null generated always as (reverse(number)) stored
);
create index on accounts.account_numbers (reversed);
call access.protect_building_data('accounts.account_numbers', 'select, insert');

create table accounts.account_states (
  building_id integer not null,
  account_id integer not null,
  in_force daterange not null check (not isempty(in_force)),
  holder text not null,
  -- Normalized for search: lower case, ё as е.
  holder_key text collate "C" not null,
  holder_kind text not null default 'person' check (holder_kind in ('person', 'legal')),
  phone text not null default '',
  share_numerator bigint not null default 1 check (share_numerator > 0),
  share_denominator bigint not null default 1,
  owners smallint not null default 1 check (owners >= 0),
  recorded_at timestamptz not null default now(),
  check (share_numerator <= share_denominator),
  foreign key (building_id, account_id) references accounts.accounts,
  exclude using gist (building_id with =, account_id with =, in_force with &&)
);
create index on accounts.account_states (building_id, account_id);
create index on accounts.account_states (holder_key, building_id, account_id);
call access.protect_building_data('accounts.account_states', 'select, insert');
grant update (in_force) on accounts.account_states to paylogic_app;

create table accounts.residents (
  building_id integer not null,
  account_id integer not null,
  resident_no smallint not null,
  name text not null,
  born_on date,
  registration text not null check (registration in ('permanent', 'temporary')),
  in_force daterange not null check (not isempty(in_force)),
  recorded_at timestamptz not null default now(),
  primary key (building_id, account_id, resident_no),
  foreign key (building_id, account_id) references accounts.accounts
);
call access.protect_building_data('accounts.residents', 'select, insert');
grant update (in_force) on accounts.residents to paylogic_app;
