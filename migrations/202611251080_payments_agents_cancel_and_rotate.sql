-- What an agent has cancelled by its own message: the number is used up, whether its payment had come before or not. A
-- payment that arrives after its cancellation (messages overtake one another) is not booked any more.
create table payments.agent_cancellations (
  agent_id integer not null references payments.agents,
  transaction_id text collate "C" not null,
  cause text not null,
  -- Null where nothing was there to reverse.
  payment_id bigint,
  recorded_at timestamptz not null default now(),
  primary key (agent_id, transaction_id)
);
call access.protect('payments.agent_cancellations', 'access.sees_all()', 'select, insert');

-- Two secrets are right while one is replaced: the agent changes its side when it can. The settings of an agent are
-- kept in versions, by the gateways; the version in force is named here, so that a message needs no further question.
alter table payments.agents
  add column former_secret_hash bytea,
  add column former_secret_until timestamptz,
  add column settings_version integer not null default 0;
grant update (former_secret_hash, former_secret_until, settings_version) on payments.agents to paylogic_app;

-- What was asked and what came of it, so that the health of an agent is a question to the journal.
alter table payments.agent_messages
  add column command text not null default '',
  add column transaction_id text collate "C" not null default '',
  -- The reason that the answer gives, by our own word for it; of older messages unknown.
  add column outcome text not null default '';
create index on payments.agent_messages (agent_id, message_id) where incident;

-- The register of a day, and the sum of a day, are held against what came online.
create index on payments.agent_transactions (agent_id, recorded_at) include (amount) where registry_id is null;

-- An incident is decided once, by a person, with a note.
create table payments.agent_incident_decisions (
  message_id bigint primary key references payments.agent_messages,
  note text not null check (note <> ''),
  decided_at timestamptz not null default now(),
  decided_by integer
);
call access.protect('payments.agent_incident_decisions', 'access.sees_all()', 'select, insert');
