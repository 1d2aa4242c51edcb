-- What penalties are reckoned by, as dated rows with their documents: the same for the whole country, so every
-- installation begins with them and a later one is a row, not a release. `recorded_on` is the business day on which a
-- row became known: one that reaches back makes the next run look further back.
create table charging.key_rates (
  from_day date primary key,
  -- Millionths of a percent.
  percent bigint not null check (percent > 0),
  basis text not null check (basis <> ''),
  recorded_on date not null default access.today(),
  recorded_at timestamptz not null default now(),
  recorded_by integer
);
comment on table charging.key_rates is 'The key rate of the Bank of Russia; each holds until the next one.';
call access.protect('charging.key_rates', 'access.is_somebody()', 'select, insert', 'access.sees_all()');

create table charging.key_rate_caps (
  in_force daterange primary key check (not isempty(in_force)),
  percent bigint not null check (percent > 0),
  basis text not null check (basis <> ''),
  recorded_on date not null default access.today(),
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  exclude using gist (in_force with &&)
);
call access.protect('charging.key_rate_caps', 'access.is_somebody()', 'select, insert', 'access.sees_all()');

create table charging.moratoria (
  in_force daterange primary key check (not isempty(in_force)),
  -- Only debts that fell due before this day are spared; null: all.
  due_before date,
  -- Some are applied by some courts only: they stand here, and wait for a center to turn them on.
  applied boolean not null,
  basis text not null check (basis <> ''),
  recorded_on date not null default access.today(),
  recorded_at timestamptz not null default now(),
  recorded_by integer
);
call access.protect('charging.moratoria', 'access.is_somebody()', 'select, insert', 'access.sees_all()');
grant update (applied, recorded_on, recorded_at, recorded_by) on charging.moratoria to paylogic_app;

create table charging.due_days (
  from_month integer primary key,
  -- Of the month after the one charged for.
  day smallint not null check (day between 1 and 28),
  basis text not null check (basis <> ''),
  recorded_on date not null default access.today(),
  recorded_at timestamptz not null default now(),
  recorded_by integer
);
comment on table charging.due_days is 'The last day to pay; each holds for the charges from its month on, until the next one.';
call access.protect('charging.due_days', 'access.is_somebody()', 'select, insert', 'access.sees_all()');

create table charging.calendar_days (
  day date primary key,
  -- False: a holiday; true: a Saturday or a Sunday that is worked.
  working boolean not null,
  basis text not null check (basis <> ''),
  recorded_on date not null default access.today(),
  recorded_at timestamptz not null default now(),
  recorded_by integer
);
comment on table charging.calendar_days is 'Days that are not what their weekday says.';
call access.protect('charging.calendar_days', 'access.is_somebody()', 'select, insert', 'access.sees_all()');

-- Whether an organization asks for penalties, from which day and how: its own decision, with its document.
create table charging.penalty_policies (
  organization_id integer not null references organizations.organizations,
  in_force daterange not null check (not isempty(in_force)),
  mode text not null check (mode in ('PAYMENT_DATE', 'BY_DAY')),
  -- For holders who are not residents; null: nothing is asked of them.
  legal_steps text check (legal_steps in ('resident', 'sector', 'sector_130')),
  basis text not null check (basis <> ''),
  recorded_on date not null default access.today(),
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  exclude using gist (organization_id with =, in_force with &&)
);
call access.protect('charging.penalty_policies',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert', 'access.sees_all()');
grant update (in_force, recorded_on) on charging.penalty_policies to paylogic_app;

-- A decision not to ask for what accrued on some days. What was booked is never deleted: the next run books less.
create table charging.penalty_waivers (
  building_id integer not null references addresses.buildings,
  waiver_id bigint not null default nextval('ledger.document_ids'),
  account_id integer not null,
  -- 0: all providers.
  provider_id integer not null default 0,
  days daterange not null check (not isempty(days) and not lower_inf(days) and not upper_inf(days)),
  decided_on date not null,
  document text not null check (document <> ''),
  reason text not null check (reason <> ''),
  -- The month that was open when it was recorded.
  period integer not null,
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  primary key (building_id, waiver_id),
  foreign key (building_id, account_id) references accounts.accounts
);
create index on charging.penalty_waivers (building_id, account_id);
call access.protect_building_data('charging.penalty_waivers', 'select, insert');

insert into charging.key_rates (from_day, percent, basis)
select from_day::date, hundredths * 10000, 'Банк России: ключевая ставка'
from (values
  ('2019-12-16', 625), ('2020-02-10', 600), ('2020-04-27', 550), ('2020-06-22', 450), ('2020-07-27', 425),
  ('2021-03-22', 450), ('2021-04-26', 500), ('2021-06-15', 550), ('2021-07-26', 650), ('2021-09-13', 675),
  ('2021-10-25', 750), ('2021-12-20', 850), ('2022-02-14', 950), ('2022-02-28', 2000), ('2022-04-11', 1700),
  ('2022-05-04', 1400), ('2022-05-27', 1100), ('2022-06-14', 950), ('2022-07-25', 800), ('2022-09-19', 750),
  ('2023-07-24', 850), ('2023-08-15', 1200), ('2023-09-18', 1300), ('2023-10-30', 1500), ('2023-12-18', 1600),
  ('2024-07-29', 1800), ('2024-09-16', 1900), ('2024-10-28', 2100), ('2025-06-09', 2000), ('2025-07-28', 1800),
  ('2025-09-15', 1700), ('2025-10-27', 1650), ('2025-12-22', 1600), ('2026-02-16', 1550)
) as rates (from_day, hundredths);

insert into charging.key_rate_caps (in_force, percent, basis) values
  ('[2022-02-28,2027-01-01)', 9500000,
   'ПП РФ 474 от 26.03.2022, 2479 от 28.12.2022, 2382 от 29.12.2023, 329 от 18.03.2025');

insert into charging.moratoria (in_force, due_before, applied, basis) values
  ('[2020-04-06,2021-01-01)', null, true, 'ПП РФ 424 от 02.04.2020'),
  ('[2022-04-01,2022-10-02)', '2022-04-01', false, 'ПП РФ 497 от 28.03.2022');

insert into charging.due_days (from_month, day, basis) values
  (200503, 10, 'ЖК РФ ст. 155 ч. 1'),
  (202603, 15, 'ЖК РФ ст. 155 ч. 1 (с платы за март 2026 года)');

insert into charging.calendar_days (day, working, basis)
select (year || '-' || date)::date, false, 'ТК РФ ст. 112'
from generate_series(2019, 2027) as year,
  unnest('{01-01,01-02,01-03,01-04,01-05,01-06,01-07,01-08,02-23,03-08,05-01,05-09,06-12,11-04}'::text[]) as date;

insert into charging.calendar_days (day, working, basis)
select moved::date, false, 'ТК РФ ст. 112: перенос выходного дня'
from unnest('{
  2019-05-02,2019-05-03,2019-05-10,
  2020-02-24,2020-03-09,2020-05-04,2020-05-05,2020-05-11,
  2021-02-22,2021-05-03,2021-05-10,2021-06-14,2021-11-05,2021-12-31,
  2022-03-07,2022-05-02,2022-05-03,2022-05-10,2022-06-13,
  2023-02-24,2023-05-08,2023-11-06,
  2024-04-29,2024-04-30,2024-05-10,2024-12-30,2024-12-31,
  2025-05-02,2025-05-08,2025-06-13,2025-11-03,2025-12-31,
  2026-01-09,2026-03-09,2026-05-11,2026-12-31,
  2027-05-03,2027-05-10,2027-06-14}'::text[]) as moved;

insert into charging.calendar_days (day, working, basis)
select worked::date, true, 'ТК РФ ст. 112: перенос рабочего дня'
from unnest('{2021-02-20,2022-03-05,2024-04-27,2024-11-02,2024-12-28,2025-11-01}'::text[]) as worked;
