-- What a bank booked on our accounts: each statement as it came, each of its lines once however many files have it,
-- and what every line was found to be. Nothing here is changed: a line that is understood later gets a further decision.

-- Accounts that money comes to. Those of the requisites are ours by themselves and get their row with their first
-- statement; a special account of a paying agent (103-FZ art. 4) is written down by a person.
create table payments.bank_accounts (
  bank_account_id integer generated always as identity primary key,
  organization_id integer not null references organizations.organizations,
  account text collate "C" not null unique check (account ~ '^\d{20}$'),
  bic text collate "C" not null check (bic ~ '^\d{9}$'),
  note text not null default '',
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  unique (bank_account_id, organization_id)
);
call access.protect('payments.bank_accounts',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert', 'access.sees_all()');

create table payments.statements (
  statement_id integer generated always as identity primary key,
  bank_account_id integer not null,
  organization_id integer not null,
  -- sha256 of the bytes; a file of several accounts has a row of each.
  file_hash bytea not null,
  file_name text not null,
  format text not null check (format in ('1c-statement', 'camt053', 'camt054', 'mt940')),
  number text not null,
  from_day date not null,
  to_day date not null check (to_day >= from_day),
  -- Absent of a notification.
  opening bigint,
  closing bigint,
  credited bigint not null check (credited >= 0),
  debited bigint not null check (debited >= 0),
  line_count integer not null check (line_count >= 0),
  -- Lines that were not known from an earlier statement.
  new_count integer not null check (new_count between 0 and line_count),
  -- Opening less the closing balance of the statement before, where there is one: what lies between is missing.
  gap bigint,
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  unique (file_hash, bank_account_id),
  foreign key (bank_account_id, organization_id) references payments.bank_accounts (bank_account_id, organization_id),
  constraint balanced check (opening is null or closing is null or opening + credited - debited = closing)
);
create index on payments.statements (bank_account_id, to_day);
call access.protect('payments.statements',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert', 'access.sees_all()');

-- The bytes as the bank sent them.
create table payments.statement_files (
  file_hash bytea primary key,
  file_name text not null,
  body bytea not null,
  recorded_at timestamptz not null default now()
);
call access.protect('payments.statement_files', 'access.sees_all()', 'select, insert');

create table payments.statement_lines (
  line_id bigint generated always as identity primary key,
  bank_account_id integer not null,
  organization_id integer not null,
  -- The statement that brought it first.
  statement_id integer not null references payments.statements,
  identity text collate "C" not null,
  line_no integer not null,
  booked_on date not null,
  direction text not null check (direction in ('in', 'out')),
  amount bigint not null check (amount > 0),
  number text not null,
  document_date date,
  reference text not null,
  counterparty_name text not null,
  counterparty_inn text not null,
  counterparty_account text not null,
  counterparty_bic text not null,
  purpose text not null,
  reversal boolean not null,
  family text not null check (family in ('1c', 'camt', 'mt940')),
  raw text not null,
  unique (bank_account_id, identity),
  foreign key (bank_account_id, organization_id) references payments.bank_accounts (bank_account_id, organization_id)
);
create index on payments.statement_lines (bank_account_id, booked_on);
create index on payments.statement_lines (statement_id);
create index on payments.statement_lines (booked_on) where direction = 'out';
call access.protect('payments.statement_lines',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert', 'access.sees_all()');

-- What became of a line, in parts that add up to it. A later decision replaces an earlier one of the kind `awaiting`.
create table payments.statement_outcomes (
  line_id bigint not null references payments.statement_lines,
  decision smallint not null check (decision > 0),
  part smallint not null check (part > 0),
  organization_id integer not null,
  kind text not null check (kind in ('registry', 'awaiting', 'payment', 'own', 'return', 'held')),
  amount bigint not null check (amount > 0),
  registry_id integer references payments.registries,
  building_id integer,
  payment_id bigint,
  -- Why it was found to be so: a name that the screens translate.
  reason text not null,
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  primary key (line_id, decision, part),
  unique (building_id, payment_id),
  foreign key (building_id, payment_id) references payments.payments,
  constraint as_kind check ((kind = 'registry') = (registry_id is not null)
    and (kind = 'payment') = (payment_id is not null) and (payment_id is null) = (building_id is null))
);
create index on payments.statement_outcomes (registry_id) where registry_id is not null;
call access.protect('payments.statement_outcomes',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert', 'access.sees_all()');

-- B1 told: the parts of a decision are the line, to the kopeck.
create function payments.refuse_partial_outcome() returns trigger language plpgsql as $$
begin
  if exists (
    select from added a join payments.statement_lines l using (line_id)
    where l.amount <> (select sum(o.amount) from payments.statement_outcomes o
      where o.line_id = a.line_id and o.decision = a.decision)) then
    raise exception 'B1 told: the parts of a decision are not the statement line' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger refuse_partial_outcome after insert on payments.statement_outcomes
  referencing new table as added for each statement execute function payments.refuse_partial_outcome();

-- A registry is found for the money that settles it by the bank's order and by its day; both are the file's own.
alter table payments.registries
  -- The last day of payment among its lines; absent of registries that came before this column.
  add last_day date,
  add order_number text not null default '',
  add order_date date;

-- Lines of a registry that it did not bring first: an online message or an earlier file had them, or they take a
-- payment back. With the operations that it brought (payments.agent_transactions) they are the whole registry.
create table payments.registry_repeats (
  registry_id integer not null references payments.registries,
  line_no integer not null,
  organization_id integer not null,
  transaction_id text collate "C" not null,
  account_number text not null,
  amount bigint not null,
  paid_on date not null,
  primary key (registry_id, line_no)
);
create index on payments.registry_repeats (transaction_id);
call access.protect('payments.registry_repeats',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert');
create index on payments.agent_transactions (registry_id) where registry_id is not null;
create index on payments.payments (agent_id, paid_on) where channel = 'agent';

-- A person's word that an agent's day is in order, with the sums that were seen; taking it back is a row of its own.
create table payments.reconciliations (
  agent_id integer not null,
  organization_id integer not null,
  day date not null,
  event_no smallint not null check (event_no > 0),
  event text not null check (event in ('reconciled', 'reopened')),
  online_total bigint not null,
  registry_total bigint not null,
  fee bigint not null,
  received bigint not null,
  differences integer not null check (differences >= 0),
  -- What became of the differences, or why the day is opened again.
  note text not null,
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  primary key (agent_id, day, event_no),
  foreign key (agent_id, organization_id) references payments.agents (agent_id, organization_id),
  constraint explained check (note <> '' or (event = 'reconciled' and differences = 0))
);
call access.protect('payments.reconciliations',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert', 'access.sees_all()');

-- Every line of a registry, whether it brought the operation or another had.
create view payments.registry_lines with (security_invoker = true) as
  select registry_id, agent_id, transaction_id, account_number, amount
  from payments.agent_transactions where registry_id is not null
  union all
  select s.registry_id, r.agent_id, s.transaction_id, s.account_number, s.amount
  from payments.registry_repeats s join payments.registries r using (registry_id);
grant select on payments.registry_lines to paylogic_app;
