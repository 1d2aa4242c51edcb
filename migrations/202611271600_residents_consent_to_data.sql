-- What a resident agreed to when they opened the private account: the moment, the wording and its version stay, whatever
-- the wording is later.

create table residents.consents (
  consent_id integer generated always as identity primary key,
  login_id integer not null references residents.logins,
  version text not null check (version <> ''),
  locale text not null check (locale in ('ru', 'en')),
  wording text not null check (wording <> ''),
  remote_address text not null,
  agreed_at timestamptz not null default now()
);
comment on table residents.consents is 'Consents to processing data, word for word as they were given. Never changed.';
create index on residents.consents (login_id);
call access.protect('residents.consents', $p$login_id = (select residents.self())$p$, 'select, insert');
