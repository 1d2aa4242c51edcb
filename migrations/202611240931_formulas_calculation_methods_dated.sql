-- How a service is calculated, as data: by which method of the law or by which formula of the center's own, from which
-- volumes, what stands in where data are missing, how the sum is rounded. Dated, with the document that decided it; the
-- most particular one wins. Where nothing is said, the method of the service's terms holds as before.
create table formulas.city_methods (
  method_id integer generated always as identity primary key,
  -- 0 is the city.
  organization_id integer not null default 0,
  service_id smallint not null references tariffs.services,
  -- Null: the method of the terms.
  method text,
  formula_id integer,
  version smallint,
  volume text not null check (volume in ('law', 'norm')),
  missing text not null check (missing in ('law', 'norm', 'nothing')),
  area text not null check (area in ('total', 'heated')),
  rounding text not null check (rounding in ('kopecks', 'kopecks_down', 'roubles')),
  in_force daterange not null check (not isempty(in_force)),
  basis_id integer not null references tariffs.bases,
  recorded_at timestamptz not null default now(),
  recorded_by integer default nullif(current_setting('paylogic.user', true), '')::integer,
  foreign key (formula_id, version) references formulas.approvals,
  check ((formula_id is null) = (version is null)),
  exclude using gist (organization_id with =, service_id with =, in_force with &&)
);
call access.protect('formulas.city_methods',
  'access.sees_all() or (access.is_somebody() and (organization_id = 0 or organization_id = any (access.own_organizations())))',
  'select, insert', 'access.sees_all()');
grant update (in_force) on formulas.city_methods to paylogic_app;

-- A building''s own (account_id 0) and an account''s.
create table formulas.building_methods (
  building_id integer not null references addresses.buildings,
  account_id integer not null default 0,
  service_id smallint not null references tariffs.services,
  method text,
  formula_id integer,
  version smallint,
  volume text not null check (volume in ('law', 'norm')),
  missing text not null check (missing in ('law', 'norm', 'nothing')),
  area text not null check (area in ('total', 'heated')),
  rounding text not null check (rounding in ('kopecks', 'kopecks_down', 'roubles')),
  in_force daterange not null check (not isempty(in_force)),
  basis_id integer not null references tariffs.bases,
  recorded_at timestamptz not null default now(),
  recorded_by integer default nullif(current_setting('paylogic.user', true), '')::integer,
  foreign key (formula_id, version) references formulas.approvals,
  check ((formula_id is null) = (version is null)),
  exclude using gist (building_id with =, account_id with =, service_id with =, in_force with &&)
);
call access.protect_building_data('formulas.building_methods', 'select, insert');
grant update (in_force) on formulas.building_methods to paylogic_app;
