-- A resident signs in by a key that their telephone keeps, too: no password to remember, none to be lured out of them.
-- Rows are opened as the others of this schema, and besides by
--   paylogic.passkey      the number of the key that somebody signs in by, in hex
--   paylogic.challenge    the hash of the question that somebody answers, in hex

create table residents.passkeys (
  passkey_id integer generated always as identity primary key,
  login_id integer not null references residents.logins,
  -- The key's own number, chosen by the device.
  credential_id bytea not null unique check (length(credential_id) between 1 and 1023),
  public_key bytea not null,
  -- How often the device says it was used; 0 for ever where it does not count.
  uses bigint not null default 0 check (uses >= 0),
  transports text[] not null default '{}',
  name text not null check (name <> '' and length(name) <= 60),
  added_at timestamptz not null default now(),
  used_at timestamptz,
  removed_at timestamptz
);
comment on table residents.passkeys is 'Public halves of keys that residents sign in by; the secret half never leaves the device.';
create index on residents.passkeys (login_id);
call access.protect('residents.passkeys',
  $p$login_id = (select residents.self()) or credential_id = decode(coalesce(current_setting('paylogic.passkey', true), ''), 'hex')$p$,
  'select, insert');
grant update (uses, used_at, removed_at) on residents.passkeys to paylogic_app;

create table residents.challenges (
  challenge_hash bytea primary key,
  -- Of somebody who adds a key; nobody is known yet where somebody signs in.
  login_id integer references residents.logins,
  asked_at timestamptz not null default now()
);
comment on table residents.challenges is 'Questions that a key has not answered yet: each is answered once, within five minutes.';
create index on residents.challenges (asked_at);
call access.protect('residents.challenges',
  $p$challenge_hash = decode(coalesce(current_setting('paylogic.challenge', true), ''), 'hex')
     or asked_at < now() - interval '5 minutes'$p$,
  'select, insert, delete');
-- Never changed; rows are locked before they are swept away, so that two who sweep do not wait for each other.
grant update (asked_at) on residents.challenges to paylogic_app;
