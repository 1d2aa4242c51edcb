-- Money that came without an account waits here for a person: a registry's line of an unknown number, a transfer whose
-- purpose names nobody. It is the center's until it is known whose it is, so no building and no company has it.
create table payments.held (
  held_id bigint not null default nextval('ledger.document_ids') primary key,
  source text not null check (source in ('registry', 'statement', 'order')),
  -- The source's own name of it; the same money is held once, however often it arrives.
  reference text collate "C" not null check (reference <> ''),
  agent_id integer references payments.agents,
  registry_id integer references payments.registries,
  -- Negative: a refund that names no payment of ours.
  amount bigint not null check (amount <> 0),
  received_on date not null,
  document text not null default '',
  payer_name text not null default '',
  -- The name in one spelling, by which the same payer is known again.
  payer_key text collate "C" not null default '',
  stated_account text not null default '',
  address text not null default '',
  purpose text not null default '',
  raw text not null,
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  unique (source, reference)
);
create index on payments.held (payer_key) where payer_key <> '';
create index on payments.held (stated_account) where stated_account <> '';
create index on payments.held (registry_id) where registry_id is not null;
call access.protect('payments.held', 'access.sees_all()', 'select, insert');

-- A payer's text that people have resolved alike more than once. Withdrawing a rule is a row of its own.
create table payments.held_rules (
  rule_id integer generated always as identity primary key,
  stated_account text not null,
  payer_key text collate "C" not null,
  building_id integer not null,
  account_id integer not null,
  account_number text not null,
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  check (stated_account <> '' or payer_key <> ''),
  foreign key (building_id, account_id) references accounts.accounts
);
create index on payments.held_rules (stated_account, payer_key);
call access.protect_building_data('payments.held_rules', 'select, insert');

create table payments.held_rule_withdrawals (
  rule_id integer primary key references payments.held_rules,
  withdrawn_at timestamptz not null default now(),
  withdrawn_by integer
);
call access.protect('payments.held_rule_withdrawals', 'access.sees_all()', 'select, insert');

-- What became of it, part by part. A part that was assigned and whose payment was reversed is held again: nothing is
-- written then, the reversal says it.
create table payments.held_resolutions (
  held_id bigint not null references payments.held,
  resolution_no smallint not null,
  kind text not null check (kind in ('assigned', 'returned', 'left')),
  amount bigint not null,
  building_id integer,
  payment_id bigint,
  -- Why it is returned, or what was found out of one that is left.
  reason text not null default '',
  document text not null default '',
  -- Decided by a rule, and by nobody at the moment.
  rule_id integer references payments.held_rules,
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  primary key (held_id, resolution_no),
  unique (building_id, payment_id),
  foreign key (building_id, payment_id) references payments.payments,
  constraint as_kind check (case kind
    when 'assigned' then amount > 0 and building_id is not null and payment_id is not null
    when 'returned' then amount <> 0 and payment_id is null and reason <> '' and document <> ''
    else amount = 0 and payment_id is null and reason <> '' end)
);
create index on payments.held_resolutions (recorded_at);
call access.protect_building_data('payments.held_resolutions', 'select, insert');

-- What is held and not resolved; reversals give back what was assigned.
create function payments.rest_of_held(held bigint) returns bigint language sql stable
  begin atomic
    select h.amount - coalesce((select sum(r.amount) from payments.held_resolutions r
        where r.held_id = h.held_id and not exists (select from payments.reversals v
          where v.building_id = r.building_id and v.payment_id = r.payment_id)), 0)::bigint
    from payments.held h where h.held_id = held;
  end;
grant execute on function payments.rest_of_held to paylogic_app;

-- P4 held: no more is resolved than came, and a refund is not made a payment.
create function payments.refuse_overresolved() returns trigger language plpgsql as $$
declare
  came bigint := (select amount from payments.held where held_id = new.held_id);
  rest bigint := payments.rest_of_held(new.held_id);
begin
  if rest * sign(came) < 0 or rest * sign(came) > abs(came) then
    raise exception 'P4 held: % is resolved of held money %, which came to %', came - rest, new.held_id, came
      using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger refuse_overresolved after insert on payments.held_resolutions
  for each row execute function payments.refuse_overresolved();

-- A registry's line without an account is taken as held, and keeps its operation's number in building 0: one number is
-- one amount of money in the whole city, whether it has an account yet or not. A refund that names a payment reverses
-- it.
alter table payments.registries
  add held_count integer not null default 0 check (held_count >= 0),
  add held_total bigint not null default 0,
  add reversed_count integer not null default 0 check (reversed_count >= 0),
  add reversed_total bigint not null default 0 check (reversed_total <= 0),
  -- What the file says of the agent's fee and of what the bank transfers; absent where it says nothing.
  add fee_total bigint,
  add net_total bigint,
  drop constraint as_declared,
  add constraint as_declared check (taken_count + repeated_count + held_count + reversed_count = declared_count
    and taken_total + repeated_total + held_total + reversed_total = declared_total);
alter table payments.reversals add registry_id integer references payments.registries;
create index on payments.reversals (registry_id) where registry_id is not null;

alter table payments.payments drop constraint payments_channel_check,
  add constraint payments_channel_check check (channel in ('hand', 'agent', 'registry', 'bank', 'online'));
