-- What residents are told outside the private account: by e-mail, short message and push, as they wish and as the law
-- demands. A message is written in the transaction of what it tells of, and leaves through gateways.outbox; here stands
-- what became of it. Nothing is deleted but one's own wishes.

create schema notifications;
grant usage on schema notifications to paylogic_app;

create table notifications.settings (
  login_id integer primary key references residents.logins,
  -- Hours of the city between which nothing wakes anybody; the same twice: none.
  quiet_from smallint not null check (quiet_from between 0 and 23),
  quiet_until smallint not null check (quiet_until between 0 and 23),
  -- Letters that do not hurry come once a day in one.
  is_digest boolean not null,
  attaches_bill boolean not null,
  is_paperless boolean not null,
  changed_at timestamptz not null default now()
);
comment on table notifications.settings is 'How a resident wishes to be told; absent: as everybody is.';

create table notifications.wishes (
  login_id integer not null references residents.logins,
  event text collate "C" not null,
  channels text[] not null check (channels <@ '{email,sms,push}'),
  changed_at timestamptz not null default now(),
  primary key (login_id, event)
);
comment on table notifications.wishes is 'Which channels tell a resident of an event; absent: those of the event itself.';

-- A second address beside the name that a resident signs in with; used once a code that was sent there came back.
create table notifications.addresses (
  login_id integer not null references residents.logins,
  channel text not null check (channel in ('email', 'sms')),
  address text collate "C" not null check (address <> ''),
  code_hash bytea,
  code_until timestamptz,
  failures integer not null default 0,
  confirmed_at timestamptz,
  primary key (login_id, channel)
);

do $$
declare
  name text;
  visible constant text := '(select access.sees_all()) or login_id = (select residents.self())';
begin
  -- A company tells its residents, so it sees how they wish to be told, and changes nothing of it.
  foreach name in array array['notifications.settings', 'notifications.wishes', 'notifications.addresses'] loop
    call access.protect(name, visible || ' or login_id in (select g.login_id from residents.grants g)',
      'select, insert, update, delete', visible);
  end loop;
end $$;

-- Addresses that nothing is sent to: nobody is there, or who is there has said so.
create table notifications.stops (
  stop_id bigint generated always as identity primary key,
  channel text not null check (channel in ('email', 'sms')),
  address text collate "C" not null check (address <> ''),
  cause text not null check (cause in ('bounced', 'stop_word', 'unsubscribed')),
  detail text not null default '',
  since timestamptz not null default now(),
  until timestamptz
);
create unique index once on notifications.stops (channel, address) where until is null;
call access.protect('notifications.stops', 'access.sees_all()', 'select, insert');
grant update (until) on notifications.stops to paylogic_app;

create table notifications.templates (
  organization_id integer not null references organizations.organizations,
  event text collate "C" not null,
  channel text not null check (channel in ('email', 'sms', 'push')),
  language text not null check (language in ('ru', 'en')),
  version integer not null check (version > 0),
  subject text not null,
  body text not null,
  written_at timestamptz not null default now(),
  written_by integer,
  primary key (organization_id, event, channel, language, version)
);
comment on table notifications.templates is
  'Words of a company; the newest version is in force, an empty body brings back the words of everybody.';
call access.protect('notifications.templates',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert');

create table notifications.messages (
  message_id bigint generated always as identity primary key,
  -- In whose name; null: the center's.
  organization_id integer references organizations.organizations,
  -- What it is about; null: the login itself.
  building_id integer,
  account_id integer,
  -- Whom it is for: a login, or the holder by the telephone of the account.
  login_id integer references residents.logins,
  event text collate "C" not null,
  channel text not null check (channel in ('email', 'sms', 'push')),
  -- What is told, once to each: "bill:4400110010:2026-10".
  key text collate "C" not null check (key <> ''),
  recipient text collate "C" not null check (recipient <> ''),
  address text not null check (address <> ''),
  language text not null check (language in ('ru', 'en')),
  data jsonb not null,
  -- Stands in the link that ends such messages; opens nothing else.
  token text collate "C" not null unique check (length(token) = 22),
  state text not null default 'waiting'
    check (state in ('waiting', 'gathered', 'sending', 'sent', 'delivered', 'failed', 'bounced', 'unsure', 'stopped')),
  reason text not null default '',
  -- Parts of a short message.
  parts smallint,
  -- The number under which the peer tells of its fate.
  peer_id text collate "C",
  created_at timestamptz not null default now(),
  not_before timestamptz not null default now(),
  sending_at timestamptz,
  ended_at timestamptz,
  unique (event, key, recipient, channel)
);
create index on notifications.messages (channel, peer_id) where peer_id is not null;
create index on notifications.messages (login_id, created_at) where state = 'gathered';
create index on notifications.messages (organization_id, message_id);
call access.protect('notifications.messages',
  '(select access.sees_all()) or organization_id = any ((select access.own_organizations())::integer[])', 'select, insert');
grant update (state, reason, parts, peer_id, sending_at, ended_at) on notifications.messages to paylogic_app;

-- What has been told of an account, whoever it reached: the chores that look for news pass it by.
create table notifications.told (
  building_id integer not null,
  account_id integer not null,
  event text collate "C" not null,
  key text collate "C" not null,
  told_at timestamptz not null default now(),
  primary key (building_id, account_id, event, key),
  foreign key (building_id, account_id) references accounts.accounts
);
call access.protect_building_data('notifications.told', 'select, insert');

-- Newly issued receipts are looked for by the moment of their issue.
create index on receipts.receipts using brin (issued_at);
