-- Every table of the house is read through a scope that the application sets for one transaction:
--   paylogic.scope          center | company | '' (nobody: no rows)
--   paylogic.organizations  '{12,15}' the organizations of the person or machine
--   paylogic.today          the business date
-- The role paylogic_app owns nothing and cannot bypass row-level security; forced security binds the owner too.

create extension if not exists btree_gist;

create schema access;

create function access.sees_all() returns boolean language sql stable parallel safe
  return coalesce(current_setting('paylogic.scope', true), '') = 'center';

create function access.is_somebody() returns boolean language sql stable parallel safe
  return coalesce(current_setting('paylogic.scope', true), '') in ('center', 'company');

create function access.own_organizations() returns integer[] language sql stable parallel safe
  return coalesce(nullif(current_setting('paylogic.organizations', true), ''), '{}')::integer[];

create function access.today() returns date language sql stable parallel safe
  return coalesce(nullif(current_setting('paylogic.today', true), '')::date, date '0001-01-01');

-- One way to protect a table, so that none is forgotten: `protect` is called for each, and a test walks them all.
-- `writable` is for what more people may read than write.
create procedure access.protect(target regclass, visible text, grants text, writable text default null) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy scope on %s using (%s) with check (%s)', target, visible, coalesce(writable, visible));
  if grants <> '' then
    execute format('grant %s on %s to paylogic_app', grants, target);
  end if;
end $$;

grant usage on schema access to paylogic_app;

create table access.users (
  user_id integer generated always as identity primary key,
  login text collate "C" not null unique check (login = lower(login) and login <> ''),
  password_hash text not null,
  name text not null,
  role text not null check (role in ('operator', 'chief_accountant', 'accountant', 'administrator')),
  -- Null for the people of the center, who see every organization.
  organization_id integer,
  locale text not null default 'ru' check (locale in ('ru', 'en')),
  disabled_at timestamptz
);
comment on table access.users is 'People who sign in. The hash is argon2id.';
-- Sign-in happens before there is a scope: the login itself, known to the caller, opens its one row.
call access.protect('access.users',
  $p$access.sees_all() or organization_id = any (access.own_organizations())
     or login = current_setting('paylogic.signing_in', true)
     or user_id = nullif(current_setting('paylogic.user', true), '')::integer$p$, 'select, insert');
grant update (password_hash, name, locale, disabled_at) on access.users to paylogic_app;

create table access.sessions (
  token_hash bytea primary key,
  user_id integer not null references access.users,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  ended_at timestamptz,
  remote_address text not null,
  user_agent text not null
);
comment on table access.sessions is 'Server-side sessions; the token itself is only in the browser. A person sees and ends their own.';
call access.protect('access.sessions',
  $p$token_hash = decode(coalesce(current_setting('paylogic.session', true), ''), 'hex')
     or user_id = nullif(current_setting('paylogic.user', true), '')::integer or access.sees_all()$p$, 'select, insert');
create index on access.sessions (user_id);
grant update (seen_at, ended_at) on access.sessions to paylogic_app;

create table access.sign_in_attempts (
  attempt_id bigint generated always as identity primary key,
  login text collate "C" not null,
  remote_address text not null,
  attempted_at timestamptz not null default now(),
  succeeded boolean not null
);
create index on access.sign_in_attempts (login, attempted_at);
create index on access.sign_in_attempts (remote_address, attempted_at);
call access.protect('access.sign_in_attempts',
  $p$access.sees_all() or login = current_setting('paylogic.signing_in', true)
     or remote_address = current_setting('paylogic.remote_address', true)$p$, 'select, insert');

create table access.audit (
  entry_id bigint generated always as identity primary key,
  recorded_at timestamptz not null default now(),
  user_id integer,
  organization_id integer,
  action text not null,
  subject text not null,
  data jsonb not null default '{}',
  request_id text
);
comment on table access.audit is 'Who did what; the application may add to it and read its own, never change it.';
create index on access.audit (subject, recorded_at);
call access.protect('access.audit',
  $p$access.sees_all() or organization_id = any (access.own_organizations())$p$, 'select, insert');

create table access.idempotency_keys (
  organization_id integer not null,
  key text not null,
  request_hash text not null,
  status integer not null,
  response jsonb not null,
  recorded_at timestamptz not null default now(),
  primary key (organization_id, key)
);
comment on table access.idempotency_keys is
  'The answer to a command that changes money, stored with its effect; organization 0 is the center.';
call access.protect('access.idempotency_keys',
  $p$access.sees_all() or organization_id = any (access.own_organizations())$p$, 'select, insert');
