-- The paper behind a decision: an order, a protocol, an act, a certificate, as the file that was brought. A document is
-- named everywhere by its title ("Приказ № 61-т от 18.12.2025"); a file is kept under the same title by whomever the
-- document belongs to, so that whatever names it opens it. Nothing of a file is changed.
create schema documents;
grant usage on schema documents to paylogic_app;

create table documents.papers (
  -- 0: not a house's.
  building_id integer not null default 0,
  paper_id integer generated always as identity primary key,
  -- 0: the house's own papers hold for all of its accounts.
  account_id integer not null default 0,
  -- 0 with no building: the city's.
  organization_id integer not null default 0,
  title text not null check (title <> '' and title = btrim(title)),
  file_name text not null check (file_name <> ''),
  media_type text not null,
  size integer not null check (size > 0),
  sha256 bytea not null check (length(sha256) = 32),
  body bytea not null,
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  check (size = length(body)),
  check (building_id = 0 or organization_id = 0),
  check (account_id = 0 or building_id <> 0)
);
-- The same file under the same title is there once; the index also finds what a title has.
create unique index on documents.papers (title, building_id, account_id, organization_id, sha256);
comment on table documents.papers is 'Files of documents, found by their title and whose they are; the city''s are open to all who sign in.';
-- Company and house are asked as everywhere; the city's papers set what everybody pays.
call access.protect('documents.papers',
  $p$(select access.sees_all()) or (building_id = 0 and organization_id = 0 and access.is_somebody())
     or (building_id = 0 and organization_id = any ((select access.own_organizations())::integer[]))
     or building_id in (select m.building_id from addresses.managements m
          where m.organization_id = any ((select access.own_organizations())::integer[])
            and m.in_force @> (select access.today()))$p$,
  'select, insert',
  $p$(select access.sees_all())
     or (building_id = 0 and organization_id = any ((select access.own_organizations())::integer[]))
     or building_id in (select m.building_id from addresses.managements m
          where m.organization_id = any ((select access.own_organizations())::integer[])
            and m.in_force @> (select access.today()))$p$);
