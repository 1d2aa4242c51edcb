-- A person pays at a bank's page: what is to be paid is an order, written before the bank is asked, and all that the bank
-- says of it is an event that is added. The money is booked once, however often and in whatever order the bank tells.
-- The number of an order is what banks know it by; some take only numbers up to 2^31.
create sequence payments.order_ids as integer start 1000001;
grant usage on sequence payments.order_ids to paylogic_app;

create table payments.orders (
  building_id integer not null,
  order_id integer not null default nextval('payments.order_ids'),
  account_id integer not null,
  -- In whose books it is to be booked, when it was made.
  organization_id integer not null,
  amount bigint not null check (amount > 0),
  -- The month that the payer named; 0 for all that is owed.
  stated_period integer not null default 0,
  -- Code of the bank in the configuration.
  bank text not null check (bank <> ''),
  origin text not null check (origin in ('link', 'page')),
  -- By a link of the fast payment system, and not by a card.
  fast boolean not null default false,
  email text not null default '',
  language text not null default 'ru' check (language in ('ru', 'en')),
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  created_by integer,
  primary key (building_id, order_id),
  foreign key (building_id, account_id) references accounts.accounts
);
create index on payments.orders (building_id, account_id);
create index on payments.orders (order_id);
call access.protect_building_data('payments.orders', 'select, insert');

-- How an order is found from outside: by its number, by the hash of the link's token, by the bank's number. Unique in
-- the whole city.
create table payments.order_references (
  kind text collate "C" not null check (kind <> ''),
  reference text collate "C" not null check (reference <> ''),
  building_id integer not null,
  order_id integer not null,
  primary key (kind, reference)
);
call access.protect_building_data('payments.order_references', 'select, insert');

-- What happened to an order; the last of them says its state.
create table payments.order_events (
  building_id integer not null,
  order_id integer not null,
  event_no smallint not null,
  event text not null check (event <> ''),
  state text not null check (state in ('created', 'pending', 'succeeded', 'canceled', 'expired', 'unknown', 'refunded')),
  data jsonb not null default '{}',
  -- A person must look at it: what it is, by its code.
  incident text not null default '',
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  primary key (building_id, order_id, event_no),
  foreign key (building_id, order_id) references payments.orders
);
create index on payments.order_events (recorded_at) where incident <> '';
call access.protect_building_data('payments.order_events', 'select, insert');

-- P2 once: part 0 is the money that came, part n what was left of it after the n-th refund.
create table payments.order_payments (
  building_id integer not null,
  order_id integer not null,
  part_no smallint not null,
  payment_id bigint not null,
  primary key (building_id, order_id, part_no),
  unique (building_id, payment_id),
  foreign key (building_id, order_id) references payments.orders,
  foreign key (building_id, payment_id) references payments.payments
);
call access.protect_building_data('payments.order_payments', 'select, insert');

-- Money to be given back: asked for by one person, above a limit let through by another.
create table payments.order_refunds (
  building_id integer not null,
  order_id integer not null,
  refund_no smallint not null,
  amount bigint not null check (amount > 0),
  reason text not null check (reason <> ''),
  needs_second_person boolean not null,
  requested_at timestamptz not null default now(),
  requested_by integer,
  primary key (building_id, order_id, refund_no),
  foreign key (building_id, order_id) references payments.orders
);
call access.protect_building_data('payments.order_refunds', 'select, insert');

-- What became of it: let through or declined by a second person, carried out or refused by the bank.
create table payments.order_refund_outcomes (
  building_id integer not null,
  order_id integer not null,
  refund_no smallint not null,
  outcome text not null check (outcome in ('approved', 'declined', 'done', 'failed')),
  reason text not null default '',
  -- The reversal that books it.
  reversal_id bigint,
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  primary key (building_id, order_id, refund_no, outcome),
  check ((outcome = 'done') = (reversal_id is not null)),
  foreign key (building_id, order_id, refund_no) references payments.order_refunds
);
call access.protect_building_data('payments.order_refund_outcomes', 'select, insert');

-- Orders whose outcome is open: the bank is asked about them, ever less often.
create table payments.orders_waiting (
  building_id integer not null,
  order_id integer not null,
  attempts integer not null default 0,
  next_at timestamptz not null,
  primary key (building_id, order_id),
  foreign key (building_id, order_id) references payments.orders
);
create index on payments.orders_waiting (next_at);
call access.protect_building_data('payments.orders_waiting', 'select, insert, delete');
grant update (attempts, next_at) on payments.orders_waiting to paylogic_app;
