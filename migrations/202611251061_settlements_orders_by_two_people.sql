-- Orders to the bank: one person drafts, another approves, a file is made and kept, the bank's word ends it. One
-- settlement stands in one living order at most.
create table settlements.orders (
  order_id integer generated always as identity primary key,
  -- The provider, who receives it.
  organization_id integer not null references organizations.organizations,
  year smallint not null,
  -- Running in an account of the payer and a year.
  number integer not null check (number > 0),
  dated date not null,
  amount bigint not null check (amount > 0),
  purpose text not null check (purpose <> '' and length(purpose) <= 210),
  payer_name text not null,
  payer_inn text not null,
  payer_kpp text not null,
  payer_account text not null check (payer_account ~ '^\d{20}$'),
  payer_bank text not null,
  payer_bic text not null check (payer_bic ~ '^\d{9}$'),
  payer_correspondent text not null,
  receiver_name text not null,
  receiver_inn text not null,
  receiver_kpp text not null,
  receiver_account text not null check (receiver_account ~ '^\d{20}$'),
  receiver_bank text not null,
  receiver_bic text not null check (receiver_bic ~ '^\d{9}$'),
  receiver_correspondent text not null,
  drafted_at timestamptz not null default now(),
  drafted_by integer not null,
  unique (payer_account, year, number),
  unique (order_id, organization_id, drafted_by),
  unique (order_id, organization_id)
);
call access.protect('settlements.orders',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert', 'access.sees_all()');

create table settlements.order_settlements (
  order_id integer not null,
  settlement_id integer not null,
  organization_id integer not null,
  provider_id integer not null,
  amount bigint not null,
  confirmed_on date,
  -- The bank did not pay it, or it was withdrawn: the money is due again.
  released_at timestamptz,
  primary key (order_id, settlement_id),
  foreign key (order_id, provider_id) references settlements.orders (order_id, organization_id),
  foreign key (settlement_id, organization_id, provider_id) references settlements.approvals (settlement_id, organization_id, provider_id)
);
create unique index once on settlements.order_settlements (settlement_id) where released_at is null;
call access.protect('settlements.order_settlements',
  $p$access.sees_all() or organization_id = any (access.own_organizations()) or provider_id = any (access.own_organizations())$p$,
  'select, insert', 'access.sees_all()');
grant update (confirmed_on, released_at) on settlements.order_settlements to paylogic_app;

-- A second person answers for it: the drafter's number stands beside the approver's and can be no other's.
create table settlements.order_approvals (
  order_id integer primary key,
  organization_id integer not null,
  drafted_by integer not null,
  approved_at timestamptz not null default now(),
  approved_by integer not null,
  foreign key (order_id, organization_id, drafted_by) references settlements.orders (order_id, organization_id, drafted_by),
  unique (order_id, organization_id),
  constraint second_person check (approved_by <> drafted_by)
);
call access.protect('settlements.order_approvals',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert', 'access.sees_all()');

-- The bytes that went to the bank.
create table settlements.order_files (
  file_id integer generated always as identity primary key,
  format text not null check (format in ('1c', '1c-dos', 'pain001')),
  name text not null,
  bytes bytea not null,
  sha256 bytea not null check (length(sha256) = 32),
  made_at timestamptz not null default now(),
  made_by integer
);
call access.protect('settlements.order_files', 'access.sees_all()', 'select, insert');

create table settlements.order_sendings (
  order_id integer primary key,
  organization_id integer not null,
  file_id integer not null references settlements.order_files,
  sent_at timestamptz not null default now(),
  sent_by integer,
  foreign key (order_id, organization_id) references settlements.order_approvals (order_id, organization_id)
);
call access.protect('settlements.order_sendings',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert', 'access.sees_all()');

-- Confirmed by the statement, and perhaps returned after that; rejected by the bank; withdrawn before it was sent.
create table settlements.order_outcomes (
  order_id integer not null,
  organization_id integer not null,
  outcome text not null check (outcome in ('confirmed', 'rejected', 'returned', 'withdrawn')),
  happened_on date not null,
  -- The statement's line, the bank's notice.
  document text not null check (document <> ''),
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  primary key (order_id, outcome),
  foreign key (order_id, organization_id) references settlements.orders (order_id, organization_id)
);
create unique index one_end on settlements.order_outcomes (order_id) where outcome <> 'confirmed';
call access.protect('settlements.order_outcomes',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert', 'access.sees_all()');
