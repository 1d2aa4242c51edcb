-- A place at a peer from which files of payments are fetched: a folder over SFTP, or a mailbox. What was agreed is kept
-- in versions; how the last look went is the state of the drop itself.
create table gateways.drops (
  drop_id integer generated always as identity primary key,
  agent_id integer not null references payments.agents,
  -- The version in force.
  version integer not null default 0,
  -- Looks in a row that failed.
  failures integer not null default 0 check (failures >= 0),
  -- By what kind of trouble the last look failed; empty if it did not.
  trouble text not null default '',
  trouble_detail text not null default '',
  tried_at timestamptz,
  fetched_at timestamptz,
  -- Whoever looks puts it ahead first, so that no other process looks meanwhile.
  next_at timestamptz not null default now(),
  recorded_at timestamptz not null default now(),
  recorded_by integer
);
call access.protect('gateways.drops', 'access.sees_all()', 'select, insert');
grant update (version, failures, trouble, trouble_detail, tried_at, fetched_at, next_at) on gateways.drops to paylogic_app;

create table gateways.drop_settings (
  drop_id integer not null references gateways.drops,
  version integer not null check (version > 0),
  settings jsonb not null,
  -- Sealed with the installation's key, which the database does not have.
  secret bytea not null,
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  primary key (drop_id, version)
);
call access.protect('gateways.drop_settings', 'access.sees_all()', 'select, insert');

-- What was seen there, by the peer's own name of it and its size: a file that grows is another thing each time, and is
-- taken when it is the same at two looks. What is settled is never fetched again, wherever it lies.
create table gateways.drop_items (
  drop_id integer not null references gateways.drops,
  item_key text collate "C" not null,
  item_id bigint generated always as identity unique,
  label text not null,
  size bigint not null check (size >= 0),
  seen_at timestamptz not null default now(),
  outcome text check (outcome in ('taken', 'refused')),
  reason text not null default '',
  file_ids integer[] not null default '{}',
  settled_at timestamptz,
  primary key (drop_id, item_key),
  check ((outcome is null) = (settled_at is null))
);
call access.protect('gateways.drop_items', 'access.sees_all()', 'select, insert');
grant update (outcome, reason, file_ids, settled_at) on gateways.drop_items to paylogic_app;
