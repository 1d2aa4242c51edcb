-- What a company shows on its part of the portal beside what is known from the books: texts in versions, files, and how
-- it looks. Nothing is overwritten: a text is what its newest version says that is in force, and what was shown on a day
-- can be told years later.

create schema portal;
grant usage on schema portal to paylogic_app;

create table portal.texts (
  text_id integer generated always as identity primary key,
  organization_id integer not null references organizations.organizations,
  kind text not null check (kind in ('page', 'news', 'vacancy')),
  -- A part of the text's address; it stays when the title changes.
  slug text collate "C" not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
  created_at timestamptz not null default now(),
  unique (organization_id, kind, slug),
  unique (text_id, organization_id)
);
comment on table portal.texts is 'Pages, news and vacancies of a company; what they say is in their versions.';
call access.protect('portal.texts', 'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert');

create table portal.text_versions (
  text_id integer not null,
  version smallint not null check (version > 0),
  organization_id integer not null,
  title text not null check (title <> '' and length(title) <= 200),
  -- As it was written; what is shown is made of it, and made safe, when it is read.
  body text not null check (length(body) <= 100000),
  -- published and withdrawn are in force from that day on; a draft never is.
  state text not null check (state in ('draft', 'published', 'withdrawn')),
  shown_from date not null,
  saved_by integer,
  saved_at timestamptz not null default now(),
  primary key (text_id, version),
  foreign key (text_id, organization_id) references portal.texts (text_id, organization_id)
);
comment on table portal.text_versions is 'Every version that was saved, with the day from which it is shown.';
call access.protect('portal.text_versions',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert');

create table portal.files (
  file_id integer generated always as identity primary key,
  organization_id integer not null references organizations.organizations,
  kind text not null check (kind in ('document', 'report', 'logo')),
  title text not null check (title <> '' and length(title) <= 200),
  name text not null check (name <> '' and length(name) <= 200),
  media_type text not null,
  size integer not null check (size > 0 and size <= 20971520),
  sha256 bytea not null check (length(sha256) = 32),
  bytes bytea not null,
  added_by integer,
  added_on date not null,
  added_at timestamptz not null default now(),
  removed_at timestamptz,
  check (length(bytes) = size)
);
comment on table portal.files is 'Documents, reports and the logo; what is removed is shown no more, and stays.';
create index on portal.files (organization_id);
call access.protect('portal.files', 'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert');
grant update (removed_at) on portal.files to paylogic_app;

create table portal.brandings (
  organization_id integer not null references organizations.organizations,
  version smallint not null check (version > 0),
  -- White letters on it are read by everybody: the room judges it.
  accent text not null check (accent ~ '^#[0-9a-f]{6}$'),
  saved_by integer,
  saved_at timestamptz not null default now(),
  primary key (organization_id, version)
);
comment on table portal.brandings is 'The colour of a company on the portal, the newest in force.';
call access.protect('portal.brandings', 'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert');
