-- Cash is taken at a desk in a shift of one cashier, and only there: what was in the drawer at first, what was taken and
-- given back, what was handed over to the bank, what was counted at the end. A batch of papers is no cash of a shift.
alter table payments.payments drop constraint payments_channel_check,
  add constraint payments_channel_check check (channel in ('hand', 'cash', 'agent', 'registry', 'bank', 'online'));

create table payments.cash_shifts (
  shift_id integer generated always as identity primary key,
  -- Whose desk it is; 0 is the center.
  organization_id integer not null,
  desk text not null check (desk = btrim(desk) and desk <> ''),
  -- Counted at each desk from 1: the number of its Z report.
  shift_no integer not null check (shift_no > 0),
  cashier_id integer not null,
  -- The business date: a shift takes no cash of another.
  day date not null,
  opened_at timestamptz not null default now(),
  float_amount bigint not null check (float_amount >= 0),
  closed_at timestamptz,
  unique (organization_id, desk, shift_no)
);
create unique index one_open_shift_of_a_cashier on payments.cash_shifts (cashier_id) where closed_at is null;
create unique index one_open_shift_at_a_desk on payments.cash_shifts (organization_id, desk) where closed_at is null;
call access.protect('payments.cash_shifts',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert');
grant update (closed_at) on payments.cash_shifts to paylogic_app;

-- Out of the drawer to the bank or its collector, during the shift or at its end.
create table payments.cash_handovers (
  shift_id integer not null references payments.cash_shifts,
  handover_no smallint not null,
  organization_id integer not null,
  amount bigint not null check (amount > 0),
  receiver text not null check (receiver <> ''),
  -- The paper of it: the number of a bag, of an order.
  document text not null,
  made_at timestamptz not null default now(),
  made_by integer,
  primary key (shift_id, handover_no)
);
call access.protect('payments.cash_handovers',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert');

-- The Z report: the sums of the shift as they were when it was closed, and what was counted.
create table payments.cash_closings (
  shift_id integer primary key references payments.cash_shifts,
  organization_id integer not null,
  closed_by integer,
  taken_count integer not null,
  taken_total bigint not null,
  returned_count integer not null,
  returned_total bigint not null,
  -- Before the drawer was counted.
  handed_total bigint not null,
  expected bigint not null,
  declared bigint not null check (declared >= 0),
  reason text not null,
  -- What stays in the drawer after the last handing over.
  left_amount bigint not null check (left_amount between 0 and declared),
  closed_at timestamptz not null default now(),
  check (declared = expected or reason <> '')
);
call access.protect('payments.cash_closings',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert');

create table payments.cash_taken (
  building_id integer not null,
  payment_id bigint not null,
  shift_id integer not null references payments.cash_shifts,
  primary key (building_id, payment_id),
  foreign key (building_id, payment_id) references payments.payments
);
create index on payments.cash_taken (shift_id);
call access.protect_building_data('payments.cash_taken', 'select, insert');

create table payments.cash_returned (
  building_id integer not null,
  payment_id bigint not null,
  shift_id integer not null references payments.cash_shifts,
  primary key (building_id, payment_id),
  foreign key (building_id, payment_id) references payments.cash_taken
);
create index on payments.cash_returned (shift_id);
call access.protect_building_data('payments.cash_returned', 'select, insert');

-- 54-FZ: whoever takes the money from a person prints. At our desk that is we, a paying agent; papers that are written
-- down afterwards, in batches, had their receipt where the money was taken.
alter table gateways.fiscal_rules drop constraint fiscal_rules_channel_check,
  add constraint fiscal_rules_channel_check check (channel in ('hand', 'cash', 'agent', 'registry', 'bank', 'online'));
insert into gateways.fiscal_rules (organization_id, channel, in_force, required, basis) values
  (0, 'cash', '[2019-07-01,)', true, '54-ФЗ, ст. 1.2 п. 1; 103-ФЗ, ст. 4: чек печатает платёжный агент, принявший наличные'),
  (0, 'hand', '[2019-07-01,)', false, '54-ФЗ, ст. 1.2 п. 1: чек напечатан там, где приняты деньги; документ внесён позже');

-- Cash and money of a bank stand in different lines of a receipt (tags 1031 and 1081).
alter table gateways.fiscal_documents add column in_cash boolean not null default false;
