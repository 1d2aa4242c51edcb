-- What concerns the safety of a resident's login is noted in the transaction that makes it so; a chore tells of it.

create table residents.safety_events (
  event_id bigint generated always as identity primary key,
  -- Whom it concerns, and who is told.
  login_id integer not null references residents.logins,
  kind text collate "C" not null check (kind in
    ('new_device', 'password_changed', 'passkey_added', 'passkey_removed', 'access_given', 'access_ended')),
  -- The device; the name of the key; who was let in.
  detail text not null default '',
  -- Of access alone: which account.
  of_building_id integer,
  of_account_id integer,
  happened_at timestamptz not null default now(),
  told_at timestamptz,
  foreign key (of_building_id, of_account_id) references accounts.accounts
);
comment on table residents.safety_events is 'Sign-ins from new devices, changed passwords and keys, rights given and ended.';
create index on residents.safety_events (event_id) where told_at is null;
create index on residents.safety_events (login_id);
-- Whoever ends somebody's right or is let in by a holder notes it for that other.
call access.protect('residents.safety_events',
  '(select access.sees_all()) or login_id = (select residents.self())', 'select, insert',
  '(select access.sees_all()) or login_id = (select residents.self()) or login_id in (select g.login_id from residents.grants g)');
grant update (told_at) on residents.safety_events to paylogic_app;
