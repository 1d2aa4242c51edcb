create schema receipts;
grant usage on schema receipts to paylogic_app;

create table receipts.batches (
  batch_id integer generated always as identity primary key,
  organization_id integer not null references organizations.organizations,
  period integer not null,
  template_version text not null,
  receipt_count integer,
  file_name text,
  file_sha256 bytea,
  started_at timestamptz not null default now(),
  started_by integer
);
call access.protect('receipts.batches',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert');
grant update (receipt_count, file_name, file_sha256) on receipts.batches to paylogic_app;

-- An issued receipt: its content compressed and the hash of its PDF, which renders the same tomorrow (I11).
create table receipts.receipts (
  building_id integer not null,
  account_id integer not null,
  period integer not null,
  edition smallint not null default 1,
  template_version text not null,
  content bytea not null,
  pdf_sha256 bytea not null,
  to_pay bigint not null,
  issued_at timestamptz not null default now(),
  primary key (building_id, account_id, period, edition),
  foreign key (building_id, account_id) references accounts.accounts
);
alter table receipts.receipts alter column content set storage external;
call access.protect_building_data('receipts.receipts', 'select, insert');
