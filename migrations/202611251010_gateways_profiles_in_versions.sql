-- How the files of banks and agents are read, as the center has it. The product's own profiles are in the code; a bank
-- that differs gets a version here, saved with a sample that it reads. Nothing of a version is ever changed: what was
-- read by it yesterday can be read by it again.
create table gateways.profiles (
  code text collate "C" not null check (code ~ '^[a-z][a-z0-9-]{1,39}$'),
  version smallint not null check (version > 0),
  definition jsonb not null check (jsonb_typeof(definition) = 'object'),
  -- Why this version: the bank's letter, the annex of a contract.
  note text not null check (length(note) <= 500),
  -- Files that come from that day on are read by it.
  valid_from date not null,
  -- The layout is another one: samples of earlier versions are no test of this one and later ones.
  layout_changed boolean not null,
  sample_name text not null check (sample_name <> ''),
  sample bytea not null check (length(sample) <= 1048576),
  companion_name text,
  companion bytea check (length(companion) <= 1048576),
  author integer not null references access.users,
  recorded_at timestamptz not null default now(),
  primary key (code, version),
  check ((companion is null) = (companion_name is null))
);
-- Samples hold names and sums of people: they are the center's.
call access.protect('gateways.profiles', 'access.sees_all()', 'select, insert');
