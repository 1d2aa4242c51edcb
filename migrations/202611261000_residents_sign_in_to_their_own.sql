-- Who signs in to the private account, and to which accounts each has a right. The rights come from a slip: a one-time
-- code that the company prints for the holder, or that the holder makes for a tenant. Nothing here is deleted; what ends
-- is marked. Before anybody is signed in single rows are opened by settings, as in the schema access:
--   paylogic.signing_in    the name that signs in
--   paylogic.session       the hash of the session's token, in hex
--   paylogic.resident      the number of the login

create schema residents;
grant usage on schema residents to paylogic_app;

create function residents.self() returns integer language sql stable parallel safe
  return nullif(current_setting('paylogic.resident', true), '')::integer;

create table residents.logins (
  login_id integer generated always as identity primary key,
  -- E-mail in lower case, or a telephone as +7 and ten digits.
  name text collate "C" not null unique check (name = lower(name) and name <> ''),
  password_hash text not null,
  locale text not null check (locale in ('ru', 'en')),
  created_at timestamptz not null default now()
);
comment on table residents.logins is 'People who sign in to the private account. The hash is argon2id.';

create table residents.slips (
  building_id integer not null,
  slip_id integer generated always as identity,
  account_id integer not null,
  code_hash bytea not null check (length(code_hash) = 32),
  rights text[] not null check (rights <> '{}' and rights <@ '{view,readings,pay,manage}'),
  -- Exactly one of them: somebody of the company, or a resident who may let others in.
  issued_by integer,
  invited_by integer,
  issued_at timestamptz not null default now(),
  expires_at timestamptz not null,
  failures integer not null default 0,
  used_at timestamptz,
  revoked_at timestamptz,
  primary key (building_id, slip_id),
  foreign key (building_id, account_id) references accounts.accounts,
  check (num_nonnulls(issued_by, invited_by) <= 1),
  check (invited_by is null or not 'manage' = any (rights))
);
comment on table residents.slips is 'One-time codes that give a right to an account; the code itself is on paper alone.';
create index on residents.slips (building_id, account_id);
call access.protect('residents.slips',
  $p$(select access.sees_all()) or building_id in (select m.building_id from addresses.managements m
       where m.organization_id = any ((select access.own_organizations())::integer[])
         and m.in_force @> (select access.today()))
     or invited_by = (select residents.self())$p$, 'select, insert');
grant update (failures, used_at, revoked_at) on residents.slips to paylogic_app;

create table residents.grants (
  building_id integer not null,
  grant_id integer generated always as identity,
  account_id integer not null,
  login_id integer not null references residents.logins,
  slip_id integer not null,
  rights text[] not null check (rights <> '{}' and rights <@ '{view,readings,pay,manage}'),
  granted_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (building_id, grant_id),
  foreign key (building_id, account_id) references accounts.accounts,
  foreign key (building_id, slip_id) references residents.slips
);
comment on table residents.grants is 'What a login may see and do of an account, until it is revoked.';
create unique index once on residents.grants (building_id, account_id, login_id) where revoked_at is null;
create index on residents.grants (login_id);
-- A holder sees whom the account was opened to; the slip says who invited.
call access.protect('residents.grants',
  $p$(select access.sees_all()) or building_id in (select m.building_id from addresses.managements m
       where m.organization_id = any ((select access.own_organizations())::integer[])
         and m.in_force @> (select access.today()))
     or login_id = (select residents.self())
     or slip_id in (select s.slip_id from residents.slips s where s.invited_by = (select residents.self()))$p$,
  'select, insert');
grant update (revoked_at) on residents.grants to paylogic_app;

-- A company sees the names of those whom its accounts are open to.
call access.protect('residents.logins',
  $p$(select access.sees_all()) or name = current_setting('paylogic.signing_in', true)
     or login_id = (select residents.self()) or login_id in (select g.login_id from residents.grants g)$p$, 'select, insert',
  $p$(select access.sees_all()) or name = current_setting('paylogic.signing_in', true) or login_id = (select residents.self())$p$);
grant update (password_hash, locale) on residents.logins to paylogic_app;

create table residents.sessions (
  token_hash bytea primary key,
  login_id integer not null references residents.logins,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  ended_at timestamptz,
  remote_address text not null,
  user_agent text not null
);
comment on table residents.sessions is 'Sessions of the private account; the token itself is only in the browser.';
create index on residents.sessions (login_id);
call access.protect('residents.sessions',
  $p$token_hash = decode(coalesce(current_setting('paylogic.session', true), ''), 'hex')
     or login_id = (select residents.self()) or (select access.sees_all())$p$, 'select, insert');
grant update (seen_at, ended_at) on residents.sessions to paylogic_app;
