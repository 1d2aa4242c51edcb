create schema benefits;
grant usage on schema benefits to paylogic_app;

create table benefits.categories (
  category_id smallint primary key,
  code text collate "C" not null unique,
  name_ru text not null,
  name_en text not null
);
call access.protect('benefits.categories', 'access.is_somebody()', 'select, insert', 'access.sees_all()');

create table benefits.entitlements (
  building_id integer not null,
  account_id integer not null,
  resident_no smallint not null,
  category_id smallint not null references benefits.categories,
  in_force daterange not null check (not isempty(in_force)),
  document text not null,
  recorded_at timestamptz not null default now(),
  foreign key (building_id, account_id, resident_no) references accounts.residents,
  exclude using gist (building_id with =, account_id with =, resident_no with =, category_id with =, in_force with &&)
);
create index on benefits.entitlements (building_id, account_id);
call access.protect_building_data('benefits.entitlements', 'select, insert');
grant update (in_force) on benefits.entitlements to paylogic_app;
