-- What banks told of payments, as it came, with tokens and signatures cut out.
create table gateways.card_messages (
  message_id bigint generated always as identity primary key,
  bank text not null,
  received_at timestamptz not null default now(),
  remote_address text not null,
  request text not null,
  -- What became of it: handled, repeated, not believed and why, about an order that is not ours.
  outcome text not null,
  incident boolean not null default false
);
create index on gateways.card_messages (received_at) where incident;
call access.protect('gateways.card_messages', 'access.sees_all()', 'select, insert');

-- Notifications that were handled: a repeat needs nothing more.
create table gateways.card_notifications (
  bank text collate "C" not null,
  replay_key text collate "C" not null,
  handled_at timestamptz not null default now(),
  primary key (bank, replay_key)
);
call access.protect('gateways.card_notifications', 'access.sees_all()', 'select, insert');

-- 54-FZ: whose payments by which channel need a receipt, and since when. An organization's own rule goes before the rule
-- of all (organization 0): a housing association is freed for transfers to its account, a paying agent is not.
create table gateways.fiscal_rules (
  organization_id integer not null,
  channel text not null check (channel in ('hand', 'agent', 'registry', 'bank', 'online')),
  in_force daterange not null check (not isempty(in_force)),
  required boolean not null,
  basis text not null check (basis <> ''),
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  exclude using gist (organization_id with =, channel with =, in_force with &&)
);
call access.protect('gateways.fiscal_rules',
  'access.sees_all() or (access.is_somebody() and (organization_id = 0 or organization_id = any (access.own_organizations())))',
  'select, insert',
  'access.sees_all()');
insert into gateways.fiscal_rules (organization_id, channel, in_force, required, basis) values
  (0, 'online', '[2019-07-01,)', true, '54-ФЗ, ст. 1.2 п. 5.3, ст. 4.3; 103-ФЗ, ст. 4: платёжный агент печатает чек'),
  (0, 'agent', '[2019-07-01,)', false, '103-ФЗ, ст. 4: чек печатает платёжный агент, принявший деньги'),
  (0, 'registry', '[2019-07-01,)', false, '54-ФЗ, ст. 2: деньги принял банк или агент'),
  (0, 'bank', '[2019-07-01,)', false, '54-ФЗ, ст. 2: перевод через банк управляющей организации по её реквизитам');

-- A receipt that is owed: of a payment, or of what was given back of it. What it says is fixed when it is made.
create table gateways.fiscal_documents (
  building_id integer not null,
  payment_id bigint not null,
  -- 0 for the sale, n for the n-th return.
  document_no smallint not null,
  kind text not null check (kind in ('sell', 'sell_refund')),
  -- Names it to the cash register's service; the same through all repeats.
  external_id text collate "C" not null,
  amount bigint not null check (amount > 0),
  -- One position for each supplier.
  positions jsonb not null,
  contact text not null,
  organization_id integer not null,
  made_at timestamptz not null default now(),
  primary key (building_id, payment_id, document_no),
  foreign key (building_id, payment_id) references payments.payments
);
create index on gateways.fiscal_documents (external_id);
call access.protect_building_data('gateways.fiscal_documents', 'select, insert');

-- One receipt for each document: the marks of the fiscal drive.
create table gateways.fiscal_receipts (
  building_id integer not null,
  payment_id bigint not null,
  document_no smallint not null,
  service_id text not null,
  fn_number text not null,
  fiscal_document_number text not null,
  fiscal_attribute text not null,
  receipt_at text not null,
  registered_at timestamptz not null default now(),
  primary key (building_id, payment_id, document_no),
  foreign key (building_id, payment_id, document_no) references gateways.fiscal_documents
);
call access.protect_building_data('gateways.fiscal_receipts', 'select, insert');
