-- What a category is entitled to is data: services, percent, whose share, what limits it, who pays and by which act, in
-- force from a day on. A discount lowers the bill and the budget pays the provider; cash leaves the bill whole.
create table benefits.rules (
  category_id smallint not null references benefits.categories,
  service_id smallint not null references tariffs.services,
  in_force daterange not null check (not isempty(in_force)),
  -- Millionths of a percent.
  percent bigint not null check (percent > 0 and percent <= 100000000),
  covers text not null check (covers in ('person', 'family')),
  volume_basis text not null check (volume_basis in ('actual', 'within_norm')),
  area_basis text not null check (area_basis in ('share', 'social_norm')),
  mode text not null check (mode in ('discount', 'cash')),
  act text not null check (act <> ''),
  recorded_at timestamptz not null default now(),
  exclude using gist (category_id with =, service_id with =, in_force with &&)
);
call access.protect('benefits.rules', 'access.is_somebody()', 'select, insert', 'access.sees_all()');
grant update (in_force) on benefits.rules to paylogic_app;

-- Square metres of one person: where one lives, where two do, and where three and more do. Millionths.
create table benefits.social_norms (
  persons smallint not null check (persons between 1 and 3),
  in_force daterange not null check (not isempty(in_force)),
  area_per_person bigint not null check (area_per_person > 0),
  act text not null check (act <> ''),
  exclude using gist (persons with =, in_force with &&)
);
call access.protect('benefits.social_norms', 'access.is_somebody()', 'select, insert', 'access.sees_all()');
grant update (in_force) on benefits.social_norms to paylogic_app;

-- A subsidy is granted for six months at most (decree 761 p. 44). Kopecks a month.
create table benefits.subsidies (
  building_id integer not null,
  account_id integer not null,
  in_force daterange not null check (not isempty(in_force)
    and lower(in_force) is not null and upper(in_force) <= lower(in_force) + interval '6 months'),
  family_size smallint not null check (family_size > 0),
  standard bigint not null check (standard >= 0),
  income bigint not null check (income >= 0),
  subsistence_minimum bigint not null check (subsistence_minimum > 0),
  -- Millionths of a percent of the income.
  max_share bigint not null check (max_share between 0 and 100000000),
  document text not null check (document <> ''),
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  foreign key (building_id, account_id) references accounts.accounts,
  exclude using gist (building_id with =, account_id with =, in_force with &&)
);
call access.protect_building_data('benefits.subsidies', 'select, insert');
grant update (in_force) on benefits.subsidies to paylogic_app;

-- What each beneficiary's right came to in a building's month, kept with the run as its facts are: the register for the
-- social office is the difference between what the counted runs up to a month know and what those before it knew.
create table charging.benefit_rows (
  building_id integer not null,
  run_id integer not null,
  row_no integer not null,
  account_id integer not null,
  -- Absent of a subsidy, which is the account's.
  resident_no smallint,
  service_id smallint,
  provider_id integer,
  category text collate "C" not null,
  document text not null,
  mode text not null check (mode in ('discount', 'cash', 'subsidy')),
  percent bigint not null,
  -- Persons covered, volume covered, and the norm of one person, where there is one; millionths.
  persons bigint not null,
  volume bigint not null,
  norm bigint,
  rate bigint not null,
  -- What the service was charged, less reductions; and the benefit, above nought. Kopecks.
  charged bigint not null,
  amount bigint not null check (amount >= 0),
  primary key (building_id, run_id, row_no)
);
call access.protect_building_data('charging.benefit_rows', 'select, insert');
-- Only the rows of a run that never counted may go.
grant delete on charging.benefit_rows to paylogic_app;

create function charging.mark_benefit() returns trigger language plpgsql as $$
declare
  since date := lower(new.in_force);
begin
  if tg_op = 'UPDATE' then since := least(upper(old.in_force), upper(new.in_force)); end if;
  if charging.is_charged_on(new.building_id, since) then
    insert into charging.late_facts (building_id, from_day, source)
    values (new.building_id, since, tg_table_schema || '.' || tg_table_name);
  end if;
  return null;
end $$;
create trigger mark_benefit after insert or update of in_force on benefits.entitlements
  for each row execute function charging.mark_benefit();
create trigger mark_benefit after insert or update of in_force on benefits.subsidies
  for each row execute function charging.mark_benefit();

-- A rule that begins or ends reaches those who are entitled by its category.
create function charging.mark_benefit_rule() returns trigger language plpgsql as $$
declare
  since date := case when tg_op = 'UPDATE' then least(upper(old.in_force), upper(new.in_force)) else lower(new.in_force) end;
begin
  insert into charging.late_facts (building_id, from_day, source)
  select e.building_id, min(greatest(since, lower(e.in_force))), 'benefits.rules' from benefits.entitlements e
  where e.category_id = new.category_id and e.in_force && daterange(since, null)
  group by e.building_id having charging.is_charged_on(e.building_id, min(greatest(since, lower(e.in_force))));
  return null;
end $$;
create trigger mark_benefit_rule after insert or update of in_force on benefits.rules
  for each row execute function charging.mark_benefit_rule();
