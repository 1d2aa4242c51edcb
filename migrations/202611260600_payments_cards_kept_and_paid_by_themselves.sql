-- A payer lets a card be kept, and lets it be charged each month without him. What he agreed to is kept word for word.
alter table payments.orders drop constraint orders_origin_check,
  add constraint orders_origin_check check (origin in ('link', 'page', 'autopay'));

create table payments.card_consents (
  building_id integer not null,
  consent_id bigint generated always as identity,
  account_id integer not null,
  subject text not null check (subject in ('keep', 'autopay')),
  -- The order by whose payment the card is to be kept.
  order_id integer,
  version text not null check (version <> ''),
  language text not null check (language in ('ru', 'en')),
  -- As the payer read it.
  wording text not null check (wording <> ''),
  remote_address text not null,
  agreed_at timestamptz not null default now(),
  primary key (building_id, consent_id),
  foreign key (building_id, account_id) references accounts.accounts,
  foreign key (building_id, order_id) references payments.orders,
  check ((subject = 'keep') = (order_id is not null))
);
create unique index on payments.card_consents (building_id, order_id) where order_id is not null;
call access.protect_building_data('payments.card_consents', 'select, insert');

-- A card as its bank lets us keep it. The token is sealed with a key that is not in the database, and is gone with the
-- card's end: what remains is only what a person knew the card by.
create table payments.kept_cards (
  building_id integer not null,
  card_id integer generated always as identity,
  account_id integer not null,
  consent_id bigint not null,
  -- By whose payment it was kept.
  order_id integer not null,
  bank text not null check (bank <> ''),
  token bytea,
  mask text not null check (mask <> '' and mask !~ '\d{5}'),
  -- The bank that gave the card to the payer, where it is told.
  issuer text not null default '',
  -- The last month in which it is good, as 202811; 0 where it is not told.
  expires integer not null default 0,
  kept_at timestamptz not null default now(),
  ended_at timestamptz,
  end_reason text check (end_reason in ('forgotten', 'refused')),
  ended_by integer,
  primary key (building_id, card_id),
  unique (building_id, order_id),
  foreign key (building_id, account_id) references accounts.accounts,
  foreign key (building_id, consent_id) references payments.card_consents,
  check ((ended_at is null) = (token is not null)),
  check ((ended_at is null) = (end_reason is null))
);
create index on payments.kept_cards (building_id, account_id) where ended_at is null;
call access.protect_building_data('payments.kept_cards', 'select, insert');
grant update (token, ended_at, end_reason, ended_by) on payments.kept_cards to paylogic_app;

create table payments.autopay_rules (
  building_id integer not null,
  rule_id integer generated always as identity,
  account_id integer not null,
  card_id integer not null,
  consent_id bigint not null,
  -- Never more than this in a month; absent: all that is due.
  cap bigint check (cap > 0),
  schedule text not null check (schedule in ('day_of_month', 'before_due')),
  -- Of the month, or before the last day to pay.
  days smallint not null,
  email text not null default '',
  language text not null check (language in ('ru', 'en')),
  set_at timestamptz not null default now(),
  -- The month of the next turn, and the day on which it is announced.
  next_month integer not null,
  announce_on date not null,
  stopped_at timestamptz,
  stop_reason text check (stop_reason in ('payer', 'company', 'card_forgotten', 'card_refused', 'account_closed')),
  stopped_by integer,
  primary key (building_id, rule_id),
  foreign key (building_id, account_id) references accounts.accounts,
  foreign key (building_id, card_id) references payments.kept_cards,
  foreign key (building_id, consent_id) references payments.card_consents,
  check (days between case schedule when 'day_of_month' then 1 else 0 end and case schedule when 'day_of_month' then 28 else 9 end),
  check ((stopped_at is null) = (stop_reason is null))
);
create unique index one_rule on payments.autopay_rules (building_id, account_id) where stopped_at is null;
create index on payments.autopay_rules (announce_on) where stopped_at is null;
call access.protect_building_data('payments.autopay_rules', 'select, insert');
grant update (next_month, announce_on, stopped_at, stop_reason, stopped_by) on payments.autopay_rules to paylogic_app;

-- One for an account and a month, whatever rules it had: the key is what keeps a card from being charged twice.
create table payments.autopay_turns (
  building_id integer not null,
  account_id integer not null,
  month integer not null,
  rule_id integer not null,
  state text not null check (state in ('announced', 'asked', 'declined', 'paid', 'nothing_due', 'given_up', 'stopped')),
  -- As it was announced: no more is charged.
  amount bigint not null check (amount >= 0),
  -- Not before this day.
  charge_on date not null,
  changed_at timestamptz not null default now(),
  primary key (building_id, account_id, month),
  foreign key (building_id, rule_id) references payments.autopay_rules
);
create index on payments.autopay_turns (charge_on) where state in ('announced', 'asked', 'declined');
call access.protect_building_data('payments.autopay_turns', 'select, insert');
grant update (state, charge_on, changed_at) on payments.autopay_turns to paylogic_app;

-- Each try of a turn is an order of its own; the next is made only when the one before is over without money.
create table payments.autopay_attempts (
  building_id integer not null,
  account_id integer not null,
  month integer not null,
  attempt_no smallint not null,
  order_id integer not null,
  asked_at timestamptz not null default now(),
  primary key (building_id, account_id, month, attempt_no),
  unique (building_id, order_id),
  foreign key (building_id, account_id, month) references payments.autopay_turns,
  foreign key (building_id, order_id) references payments.orders
);
call access.protect_building_data('payments.autopay_attempts', 'select, insert');

-- What the payer is to be told. Whoever tells him marks what he told of.
create table payments.autopay_events (
  building_id integer not null,
  event_id bigint generated always as identity,
  account_id integer not null,
  event text not null check (event in ('card_kept', 'card_ended', 'rule_set', 'rule_stopped', 'announced', 'nothing_due', 'paid',
    'declined', 'given_up')),
  data jsonb not null default '{}',
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  told_at timestamptz,
  primary key (building_id, event_id),
  foreign key (building_id, account_id) references accounts.accounts
);
create index on payments.autopay_events (event_id) where told_at is null;
create index on payments.autopay_events (building_id, account_id);
call access.protect_building_data('payments.autopay_events', 'select, insert');
grant update (told_at) on payments.autopay_events to paylogic_app;
