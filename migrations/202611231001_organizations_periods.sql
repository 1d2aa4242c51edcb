create schema organizations;
grant usage on schema organizations to paylogic_app;

create table organizations.organizations (
  organization_id integer generated always as identity primary key,
  kind text not null check (kind in ('center', 'company', 'supplier', 'fund', 'agent')),
  -- The key of imports: INN where there is one, otherwise a code of the source.
  code text collate "C" not null unique,
  name text not null,
  inn text,
  kpp text,
  address text not null default '',
  phone text not null default '',
  emergency_phone text not null default '',
  email text not null default '',
  site text not null default '',
  registered_at timestamptz not null default now()
);
-- Who the companies and suppliers are is public knowledge in the city; their books are not.
call access.protect('organizations.organizations', 'access.is_somebody()', 'select, insert', 'access.sees_all()');
grant update (name, kpp, address, phone, emergency_phone, email, site) on organizations.organizations to paylogic_app;

create table organizations.requisites (
  organization_id integer not null references organizations.organizations,
  in_force daterange not null check (not isempty(in_force)),
  bank text not null,
  bic text not null check (bic ~ '^\d{9}$'),
  account text not null check (account ~ '^\d{20}$'),
  correspondent_account text not null check (correspondent_account ~ '^\d{20}$'),
  recorded_at timestamptz not null default now(),
  exclude using gist (organization_id with =, in_force with &&)
);
comment on table organizations.requisites is 'Printed on the receipt, so known to every payer.';
call access.protect('organizations.requisites', 'access.is_somebody()', 'select, insert', 'access.sees_all()');
grant update (in_force) on organizations.requisites to paylogic_app;

create table organizations.period_openings (
  organization_id integer not null references organizations.organizations,
  period integer not null check (period % 100 between 1 and 12),
  opened_at timestamptz not null default now(),
  opened_by integer,
  primary key (organization_id, period)
);
create table organizations.period_closures (
  organization_id integer not null,
  period integer not null,
  -- Of the row, not of its transaction: the close began before it had waited for the last bookings.
  closed_at timestamptz not null default clock_timestamp(),
  closed_by integer,
  primary key (organization_id, period),
  foreign key (organization_id, period) references organizations.period_openings
);
comment on table organizations.period_closures is 'A closed period takes no more entries (I9).';
call access.protect('organizations.period_openings',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert');
call access.protect('organizations.period_closures',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert');

create table organizations.business_calendar (
  only_one boolean primary key default true check (only_one),
  time_zone text not null default 'Europe/Moscow',
  -- Null: the date of the database''s clock in the time zone. The demo town has a date of its own.
  fixed_on date
);
comment on table organizations.business_calendar is 'The business date: no rule asks a process for the day.';
insert into organizations.business_calendar default values;
call access.protect('organizations.business_calendar', 'true', 'select, insert');
grant update (time_zone, fixed_on) on organizations.business_calendar to paylogic_app;

create function organizations.business_date() returns date language sql stable
  begin atomic
    select coalesce(fixed_on, (now() at time zone time_zone)::date) from organizations.business_calendar;
  end;
