-- What an organization has chosen about payments in which the payer named nothing, beside the order of the law: a dated
-- decision with its document. 0 is the center's own choice for organizations that have none.
create table payments.allocation_policies (
  organization_id integer not null,
  in_force daterange not null check (not isempty(in_force) and not lower_inf(in_force)),
  penalties text not null check (penalties in ('after_debts', 'after_month')),
  whole_month boolean not null,
  barred text not null check (barred in ('never', 'last')),
  basis text not null check (basis <> ''),
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  exclude using gist (organization_id with =, in_force with &&)
);
call access.protect('payments.allocation_policies',
  'access.sees_all() or organization_id = 0 or organization_id = any (access.own_organizations())',
  'select, insert', 'access.sees_all()');
grant update (in_force) on payments.allocation_policies to paylogic_app;
