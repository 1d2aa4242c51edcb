create schema payments;
grant usage on schema payments to paylogic_app;

create table payments.agents (
  agent_id integer generated always as identity primary key,
  organization_id integer not null references organizations.organizations,
  code text collate "C" not null unique,
  name text not null,
  -- sha256 of the secret that the agent sends (Basic authentication).
  secret_hash bytea not null,
  amount_min bigint not null default 1,
  amount_max bigint not null default 60000000,
  account_pattern text not null default '^\d{10}$',
  closed_at timestamptz
);
call access.protect('payments.agents',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert');
grant update (name, secret_hash, amount_min, amount_max, account_pattern, closed_at) on payments.agents to paylogic_app;

create table payments.payments (
  building_id integer not null,
  payment_id bigint not null default nextval('ledger.document_ids'),
  account_id integer not null,
  amount bigint not null check (amount > 0),
  paid_on date not null,
  received_at timestamptz not null default now(),
  -- The period its entries are booked in.
  period integer not null,
  channel text not null check (channel in ('hand', 'agent', 'registry')),
  agent_id integer references payments.agents,
  -- The month that the payer named; 0 if none.
  stated_period integer not null default 0,
  document text not null default '',
  recorded_by integer,
  primary key (building_id, payment_id),
  foreign key (building_id, account_id) references accounts.accounts
);
create index on payments.payments (building_id, account_id, paid_on);
create index on payments.payments (building_id, period);
call access.protect_building_data('payments.payments', 'select, insert');

-- P2 once: the same transaction of an agent is booked once, however often it arrives. Unique in the whole city.
create table payments.agent_transactions (
  agent_id integer not null references payments.agents,
  transaction_id text collate "C" not null,
  building_id integer not null,
  payment_id bigint not null,
  account_number text not null,
  amount bigint not null,
  recorded_at timestamptz not null default now(),
  primary key (agent_id, transaction_id)
);
call access.protect_building_data('payments.agent_transactions', 'select, insert');

create table payments.reversals (
  building_id integer not null,
  payment_id bigint not null,
  -- The document of the reversing entries.
  reversal_id bigint not null default nextval('ledger.document_ids'),
  period integer not null,
  reversed_on date not null,
  reason text not null check (reason <> ''),
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  primary key (building_id, payment_id),
  foreign key (building_id, payment_id) references payments.payments
);
call access.protect_building_data('payments.reversals', 'select, insert');

-- The raw request and answer, kept as they were; secrets never get here.
create table payments.agent_messages (
  message_id bigint generated always as identity primary key,
  agent_id integer not null,
  received_at timestamptz not null default now(),
  remote_address text not null,
  request text not null,
  answer text not null,
  incident boolean not null default false
);
create index on payments.agent_messages (agent_id, received_at);
call access.protect('payments.agent_messages', 'access.sees_all()', 'select, insert');
