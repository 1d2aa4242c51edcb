-- Mailings: one text for the people of chosen buildings, or a reminder for those who owe. A dry run settles which accounts
-- it is for and what it costs before anything leaves; above a limit a second person says yes. Nothing is deleted.

create table notifications.mailing_terms (
  version integer primary key check (version > 0),
  -- What one part of a short message costs, in kopecks.
  part_price bigint not null check (part_price >= 0),
  -- So many messages one person may send alone.
  alone_messages integer not null check (alone_messages >= 0),
  set_at timestamptz not null default now(),
  set_by integer
);
insert into notifications.mailing_terms (version, part_price, alone_messages) values (1, 350, 200);
call access.protect('notifications.mailing_terms', 'access.is_somebody()', 'select, insert', 'access.sees_all()');

create table notifications.mailings (
  mailing_id integer generated always as identity primary key,
  -- Whose buildings; null: all of the city.
  organization_id integer references organizations.organizations,
  kind text not null check (kind in ('house', 'outage', 'news', 'debt')),
  -- Empty: every building.
  buildings integer[] not null,
  debt_min bigint not null default 0 check (debt_min >= 0),
  months_min smallint not null default 0 check (months_min >= 0),
  title_ru text not null,
  title_en text not null,
  text_ru text not null,
  text_en text not null,
  drafted_at timestamptz not null default now(),
  drafted_by integer not null,
  unique (mailing_id, drafted_by),
  check (kind = 'debt' or (title_ru <> '' and text_ru <> ''))
);
call access.protect('notifications.mailings',
  '(select access.sees_all()) or organization_id = any ((select access.own_organizations())::integer[])', 'select, insert');

create table notifications.mailing_events (
  mailing_id integer not null,
  event_no integer not null check (event_no > 0),
  organization_id integer,
  event text not null
    check (event in ('counted', 'asked', 'started', 'approved', 'refused', 'withdrawn', 'finished')),
  reason text not null default '',
  -- Of the dry run: what a part cost then, and whether one person was enough.
  part_price bigint,
  needs_second boolean,
  drafted_by integer not null,
  happened_at timestamptz not null default now(),
  -- Null: by itself.
  happened_by integer,
  primary key (mailing_id, event_no),
  foreign key (mailing_id, drafted_by) references notifications.mailings (mailing_id, drafted_by),
  check (event <> 'counted' or (part_price is not null and needs_second is not null)),
  constraint second_person check (event <> 'approved' or (happened_by is not null and happened_by <> drafted_by))
);
call access.protect('notifications.mailing_events',
  '(select access.sees_all()) or organization_id = any ((select access.own_organizations())::integer[])', 'select, insert');

-- Whom a mailing is for, as the dry run found it; then what became of it.
create table notifications.mailing_accounts (
  building_id integer not null,
  mailing_id integer not null references notifications.mailings,
  account_id integer not null,
  amount bigint not null default 0,
  letters smallint not null,
  short_messages smallint not null,
  pushes smallint not null,
  parts smallint not null,
  -- 'left_out': when its turn came it owed no longer what was asked for, or was closed.
  outcome text check (outcome in ('told', 'left_out')),
  ended_at timestamptz,
  primary key (mailing_id, building_id, account_id),
  foreign key (building_id, account_id) references accounts.accounts
);
create index on notifications.mailing_accounts (mailing_id, building_id) where outcome is null;
call access.protect_building_data('notifications.mailing_accounts', 'select, insert');
grant update (outcome, ended_at) on notifications.mailing_accounts to paylogic_app;

alter table notifications.messages add column mailing_id integer;
create index on notifications.messages (mailing_id, message_id) where mailing_id is not null;
