-- Browsers that agreed to be told, of the login that signed in there. A browser is one login's at a time: whoever agrees
-- after another takes it over. What ended stays, with why.
create table notifications.subscriptions (
  subscription_id bigint generated always as identity primary key,
  login_id integer not null references residents.logins,
  -- The address that the browser's own service gave it, and the keys with which only this browser reads.
  endpoint text collate "C" not null check (endpoint ~ '^https?://' and length(endpoint) <= 2000),
  p256dh text collate "C" not null check (length(p256dh) between 80 and 100),
  auth text collate "C" not null check (length(auth) between 20 and 30),
  user_agent text not null default '',
  agreed_at timestamptz not null default now(),
  ended_at timestamptz,
  -- The resident ended it, another login took the browser over, or its service knows it no more.
  end_reason text check (end_reason in ('resident', 'taken_over', 'gone')),
  check ((ended_at is null) = (end_reason is null))
);
comment on table notifications.subscriptions is 'Where pushes go: browsers by their login.';
create unique index one_login on notifications.subscriptions (endpoint) where ended_at is null;
create index on notifications.subscriptions (login_id) where ended_at is null;
-- A company tells its residents, so it sees that there is a browser; only the center and the resident change it.
call access.protect('notifications.subscriptions',
  '(select access.sees_all()) or login_id = (select residents.self()) or login_id in (select g.login_id from residents.grants g)',
  'select, insert', '(select access.sees_all()) or login_id = (select residents.self())');
grant update (ended_at, end_reason) on notifications.subscriptions to paylogic_app;
