-- Certificates of an account: what was ordered by whom, and what was printed, word for word. Whoever is shown one asks by
-- its number and code whether it was given; so a certificate is never changed, and a later one does not undo it.
create table receipts.certificates (
  building_id integer not null references addresses.buildings,
  -- Within the building: the number on paper is "12-7".
  certificate_no integer not null check (certificate_no > 0),
  account_id integer not null,
  kind text collate "C" not null check (kind in ('no_debt', 'state', 'payments', 'charges')),
  -- Of payments and charges.
  year smallint check (year between 2000 and 2100),
  language text collate "C" not null check (language in ('ru', 'en')),
  issued_on date not null,
  issued_at timestamptz not null default now(),
  -- The resident who ordered it, or the clerk.
  login_id integer,
  issued_by integer,
  -- Printed on it: it opens no more than what it says, to whoever has it in their hands.
  code text collate "C" not null check (code ~ '^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$'),
  template_version text not null,
  content text not null,
  primary key (building_id, certificate_no),
  check ((kind in ('payments', 'charges')) = (year is not null)),
  check (login_id is null or issued_by is null)
);
comment on table receipts.certificates is 'Certificates that were given, as they were printed.';
create index on receipts.certificates (building_id, account_id);
call access.protect_building_data('receipts.certificates', 'select, insert');
call access.open_to_residents('receipts.certificates',
  'building_id = any ((select access.own_buildings())::integer[]) and account_id = any ((select access.own_accounts())::integer[])');
