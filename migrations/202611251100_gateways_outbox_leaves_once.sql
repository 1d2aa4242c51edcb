-- What is to leave the house is written in the transaction that makes it necessary: either both are there or neither.
-- A delivery chore carries it out afterwards, as often as it takes, under the message's own key: whoever is asked twice
-- recognizes it. A message is waiting, or delivered, or given up with a reason; none is ever removed.
create table gateways.outbox (
  message_id bigint generated always as identity primary key,
  -- Whose it is; null for the center's own.
  organization_id integer references organizations.organizations,
  kind text collate "C" not null check (kind <> ''),
  -- Stable: names the effect, not the attempt.
  key text collate "C" not null check (key <> ''),
  payload jsonb not null,
  -- What the peer told so far and the next attempt needs to know: the number under which it took a document in.
  progress jsonb not null default '{}',
  state text not null default 'pending' check (state in ('pending', 'sent', 'dead')),
  -- Why it still waits, or why it was given up.
  reason text not null default '',
  attempts integer not null default 0,
  created_at timestamptz not null default now(),
  next_at timestamptz not null default now(),
  -- Leased: one process is on it. A lease that ended is taken over, and the late one finds its lease gone.
  lease bigint not null default 0,
  leased_until timestamptz,
  ended_at timestamptz,
  unique (kind, key),
  check ((state = 'pending') = (ended_at is null)),
  check (state <> 'dead' or reason <> '')
);
create index on gateways.outbox (kind, next_at) where state = 'pending';
create index on gateways.outbox (state, ended_at);
call access.protect('gateways.outbox', 'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert');
grant update (progress, state, reason, attempts, next_at, lease, leased_until, ended_at) on gateways.outbox to paylogic_app;

-- After several failures in a row a peer is left alone for a while, then asked with one message: a circuit breaker.
create table gateways.outbox_breakers (
  kind text collate "C" primary key,
  failures integer not null default 0,
  open_until timestamptz,
  reason text not null default '',
  changed_at timestamptz not null default now()
);
call access.protect('gateways.outbox_breakers', 'access.sees_all()', 'select, insert');
grant update (failures, open_until, reason, changed_at) on gateways.outbox_breakers to paylogic_app;
