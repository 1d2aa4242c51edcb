-- What a company states in the forms of disclosure where the books do not know it. The newest statement is in force.
create table portal.disclosed (
  organization_id integer not null references organizations.organizations,
  year smallint not null check (year between 2015 and 2100),
  form text collate "C" not null,
  field text collate "C" not null,
  version smallint not null check (version > 0),
  value text not null check (length(value) <= 4000),
  stated_by integer,
  stated_at timestamptz not null default now(),
  primary key (organization_id, year, form, field, version)
);
comment on table portal.disclosed is 'Fields of forms that a company stated for a year; an empty value takes the former back.';
call access.protect('portal.disclosed', 'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert');
