-- What was paid for a provider's services goes on to the provider, less the commission of a contract. S1 covered: a
-- provider is transferred what was allocated to it, less the named commission; nothing is settled twice.

create schema settlements;
grant usage on schema settlements to paylogic_app;

-- What was agreed with a provider, dated. Without an organization: the center's contract for all companies; a company's
-- own goes before it. Percent in millionths of a percent: 1.5 % is 1500000.
create table settlements.terms (
  terms_id integer generated always as identity primary key,
  organization_id integer references organizations.organizations,
  provider_id integer not null references organizations.organizations,
  in_force daterange not null check (not isempty(in_force)),
  contract text not null check (contract <> ''),
  basis text not null check (basis <> ''),
  commission text not null check (commission in ('none', 'percent', 'fixed', 'tiers')),
  percent bigint not null default 0 check (percent between 0 and 100000000),
  fixed bigint not null default 0 check (fixed >= 0),
  -- Of payments from a sum on; the first is from nothing.
  tier_from bigint[] not null default '{}',
  tier_percent bigint[] not null default '{}',
  least bigint check (least >= 0),
  most bigint check (most >= coalesce(least, 0)),
  bearer text not null check (bearer in ('provider', 'company', 'payer')),
  schedule text not null check (schedule in ('daily', 'weekly', 'monthly')),
  -- Of the week from Monday, 1 to 7; of the month, 1 to 28.
  schedule_day smallint not null default 1 check (schedule_day between 1 and 28),
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  check (cardinality(tier_from) = cardinality(tier_percent) and (commission = 'tiers') = (cardinality(tier_from) > 0)),
  exclude using gist ((coalesce(organization_id, 0)) with =, provider_id with =, in_force with &&)
);
comment on table settlements.terms is 'Nothing of a row is changed but its end: a new value begins on its own day.';
call access.protect('settlements.terms',
  $p$access.sees_all() or provider_id = any (access.own_organizations()) or organization_id = any (access.own_organizations())
     or organization_id is null and exists (select from organizations.period_openings o
       where o.organization_id = any (access.own_organizations()))$p$, 'select, insert', 'access.sees_all()');
grant update (in_force) on settlements.terms to paylogic_app;

-- Rounded once a payment, half away from zero; never more than the payment itself; of a reversal what it was of the
-- payment, with the sign turned. The rule of the room says the same in its own words, and a test compares them.
create function settlements.commission_of(amount bigint, terms settlements.terms) returns bigint
language sql immutable parallel safe
  return sign(amount) * least(abs(amount), coalesce(terms.most, abs(amount)), greatest(coalesce(terms.least, 0),
    case terms.commission
      when 'percent' then round(abs(amount)::numeric * terms.percent / 100000000)
      when 'fixed' then terms.fixed
      when 'tiers' then round(abs(amount)::numeric * (select t.percent from unnest(terms.tier_from, terms.tier_percent) as t (since, percent)
        where t.since <= abs(amount) order by t.since desc limit 1) / 100000000)
      else 0 end));
grant execute on function settlements.commission_of to paylogic_app;

-- A document of what is due to one provider from the houses of one company, through a day. The difference between what
-- is due since ever and what was settled before it.
create table settlements.settlements (
  settlement_id integer generated always as identity primary key,
  organization_id integer not null references organizations.organizations,
  provider_id integer not null references organizations.organizations,
  period integer not null check (period % 100 between 1 and 12),
  through date not null,
  -- The number of the registry, running in a company and year.
  year smallint not null,
  number integer not null,
  allocated bigint not null check (allocated >= 0),
  returned bigint not null check (returned <= 0),
  commission bigint not null,
  -- The commission that the provider bears.
  withheld bigint not null,
  to_transfer bigint not null,
  payments integer not null check (payments > 0),
  booked_from integer not null,
  booked_through integer not null,
  made_on date not null,
  made_at timestamptz not null default now(),
  made_by integer,
  unique (organization_id, year, number),
  unique (settlement_id, organization_id, provider_id),
  constraint covered check (to_transfer = allocated + returned - withheld)
);
create index on settlements.settlements (period, organization_id);
create index on settlements.settlements (provider_id, period);
call access.protect('settlements.settlements',
  $p$access.sees_all() or organization_id = any (access.own_organizations()) or provider_id = any (access.own_organizations())$p$,
  'select, insert', 'access.sees_all()');

-- By buildings, with the address as it was printed: a provider reads it, whose are not the buildings.
create table settlements.building_sums (
  building_id integer not null,
  settlement_id integer not null,
  organization_id integer not null,
  provider_id integer not null,
  address text not null,
  allocated bigint not null,
  returned bigint not null,
  commission bigint not null,
  withheld bigint not null,
  payments integer not null,
  primary key (building_id, settlement_id),
  foreign key (settlement_id, organization_id, provider_id) references settlements.settlements (settlement_id, organization_id, provider_id)
);
create index on settlements.building_sums (settlement_id);
call access.protect('settlements.building_sums',
  $p$access.sees_all() or organization_id = any (access.own_organizations()) or provider_id = any (access.own_organizations())$p$,
  'select, insert', 'access.sees_all()');

-- What of one document of the ledger (a payment, its reversal, a use of an advance) came to one provider. The key lets it
-- be settled once, whoever runs it and however often.
create table settlements.rows (
  allocated bigint not null check (allocated <> 0),
  commission bigint not null,
  withheld bigint not null,
  document_id bigint not null,
  building_id integer not null,
  account_id integer not null,
  provider_id integer not null,
  settlement_id integer not null,
  organization_id integer not null,
  terms_id integer not null references settlements.terms,
  booked_in integer not null,
  day date not null,
  kind smallint not null references ledger.kinds check (kind in (10, 12)),
  -- What a provider sees of the account's number.
  account_tail text not null,
  primary key (building_id, account_id, provider_id, document_id, kind),
  foreign key (settlement_id, organization_id, provider_id) references settlements.settlements (settlement_id, organization_id, provider_id)
);
create index on settlements.rows (settlement_id, building_id, account_id, document_id);
call access.protect('settlements.rows',
  $p$access.sees_all() or organization_id = any (access.own_organizations()) or provider_id = any (access.own_organizations())$p$,
  'select, insert', 'access.sees_all()');

-- Closed months of a company of which every document is settled: a run need not look at them again.
create table settlements.complete_months (
  organization_id integer not null,
  period integer not null,
  primary key (organization_id, period),
  foreign key (organization_id, period) references organizations.period_closures
);
call access.protect('settlements.complete_months',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert', 'access.sees_all()');

create table settlements.approvals (
  settlement_id integer primary key,
  organization_id integer not null,
  provider_id integer not null,
  approved_at timestamptz not null default now(),
  approved_by integer,
  unique (settlement_id, organization_id, provider_id),
  foreign key (settlement_id, organization_id, provider_id) references settlements.settlements (settlement_id, organization_id, provider_id)
);
call access.protect('settlements.approvals',
  $p$access.sees_all() or organization_id = any (access.own_organizations()) or provider_id = any (access.own_organizations())$p$,
  'select, insert', 'access.sees_all()');

-- A draft that is not wanted: its documents are due again. What is approved stays.
create function settlements.discard(settlement integer) returns void
language plpgsql security definer set search_path = settlements, pg_temp as $$
declare
  known settlements.settlements;
begin
  if not access.sees_all() then raise exception 'no scope'; end if;
  select s.* into known from settlements.settlements s where s.settlement_id = settlement for update;
  if not found then raise exception 'settlement % is not in sight', settlement; end if;
  if exists (select from settlements.approvals a where a.settlement_id = settlement) then
    raise exception 'settlement % is approved', settlement using errcode = 'PL003';
  end if;
  delete from settlements.complete_months c
  where c.organization_id = known.organization_id and c.period between known.booked_from and known.booked_through;
  delete from settlements.rows r where r.settlement_id = settlement;
  delete from settlements.building_sums b where b.settlement_id = settlement;
  delete from settlements.settlements s where s.settlement_id = settlement;
end $$;
revoke execute on function settlements.discard from public;
grant execute on function settlements.discard to paylogic_app;
