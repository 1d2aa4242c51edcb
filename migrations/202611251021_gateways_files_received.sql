-- A peer's file is kept as its bytes came, before anything is read of it: what is booked can be shown to be what was
-- sent, and a process that dies between taking a file and reading it loses nothing. The bytes decide what is one file.
create table gateways.files (
  file_id integer generated always as identity primary key,
  agent_id integer not null references payments.agents,
  name text not null check (name <> ''),
  sha256 bytea not null unique check (length(sha256) = 32),
  size integer not null check (size > 0),
  body bytea not null,
  source text not null check (source in ('upload', 'command', 'folder', 'sftp', 'mail')),
  received_at timestamptz not null default now(),
  received_by integer,
  check (size = length(body))
);
create index on gateways.files (agent_id, name);
call access.protect('gateways.files', 'access.sees_all()', 'select, insert');

-- What became of it, a row each time. The last row that is not a duplicate is its state; without one it is received.
create table gateways.file_events (
  file_id integer not null references gateways.files,
  event_no smallint not null,
  event text not null check (event in ('unclear', 'waiting', 'companion', 'refused', 'posted', 'reconciled', 'duplicate')),
  profile text not null default '',
  profile_version integer,
  registry_id integer references payments.registries,
  -- Counts, sums and refusals, as they were found.
  detail jsonb not null default '{}',
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  primary key (file_id, event_no),
  -- A file is posted by a registry, or has no rows; nothing else is.
  check (registry_id is null or event = 'posted')
);
-- A file is posted once, whoever tries again.
create unique index on gateways.file_events (file_id) where event = 'posted';
call access.protect('gateways.file_events', 'access.sees_all()', 'select, insert');
