-- What people write to a company, and what it answers: from the portal, from the private account, by a clerk's hand. A
-- case belongs to the company it was sent to, also when the house changes hands: that company owes the answer. Texts are
-- added and never changed; what changes of a case is who deals with it and how far it is.

create schema messages;
grant usage on schema messages to paylogic_app;

create table messages.answer_terms (
  -- "any" where no narrower rule is in force.
  kind text collate "C" not null check (kind in ('any', 'question', 'complaint', 'quality', 'dispute', 'suggestion')),
  -- "house": an owner or a user of premises in a house of the company; "other": anybody else.
  audience text collate "C" not null check (audience in ('house', 'other')),
  in_force daterange not null check (not isempty(in_force)),
  days integer not null check (days > 0),
  -- Working days; otherwise calendar days.
  working boolean not null,
  basis text not null check (basis <> ''),
  exclude using gist (kind with =, audience with =, in_force with &&)
);
comment on table messages.answer_terms is 'By when the law wants an answer, with its citation.';
call access.protect('messages.answer_terms', 'access.is_somebody()', 'select', 'access.sees_all()');

insert into messages.answer_terms (kind, audience, in_force, days, working, basis)
values
  ('quality', 'house', '[2012-09-01,)', 3, true, 'Постановление № 354, пункт 31, подпункт «к»'),
  ('quality', 'other', '[2012-09-01,)', 3, true, 'Постановление № 354, пункт 31, подпункт «к»'),
  ('any', 'house', '[2006-11-02,2018-04-11)', 30, false, 'Закон № 59-ФЗ, статья 12'),
  ('any', 'other', '[2006-11-02,2018-04-11)', 30, false, 'Закон № 59-ФЗ, статья 12'),
  ('any', 'house', '[2018-04-11,)', 10, true, 'Постановление № 416, пункт 36'),
  ('any', 'other', '[2018-04-11,)', 30, false, 'Постановление № 416, пункт 37');

create table messages.cases (
  -- The number that people name; no secret.
  case_id integer generated always as identity (start with 1001) primary key,
  organization_id integer not null references organizations.organizations,
  kind text collate "C" not null
    check (kind in ('question', 'complaint', 'quality', 'dispute', 'suggestion', 'thanks')),
  origin text collate "C" not null check (origin in ('portal', 'account', 'clerk')),
  -- Opens the status page of a case from the portal; the code itself is with who wrote.
  code_hash bytea check (length(code_hash) = 32),
  building_id integer references addresses.buildings,
  account_id integer,
  -- The line of a bill that is asked about.
  period integer,
  service_id integer references tariffs.services,
  author_name text not null default '',
  email text not null default '',
  phone text not null default '',
  login_id integer references residents.logins,
  recorded_by integer,
  remote_address text collate "C" not null default '',
  received_at timestamptz not null default now(),
  received_on date not null,
  -- Absent where the law wants no answer (thanks).
  due_on date,
  basis text not null default '',
  state text collate "C" not null default 'new' check (state in ('new', 'in_work', 'answered', 'closed')),
  assigned_to integer,
  answered_on date,
  -- The case that this one came of: a dispute has a clock of its own.
  continues integer references messages.cases,
  may_publish boolean not null default false,
  published_on date,
  published_question text not null default '',
  published_answer text not null default '',
  unique (case_id, organization_id),
  foreign key (building_id, account_id) references accounts.accounts,
  check (account_id is null or building_id is not null),
  check ((period is null) = (service_id is null)),
  check (due_on >= received_on),
  check (published_on is null or (may_publish and published_question <> '' and published_answer <> ''))
);
comment on table messages.cases is 'What was written to a company, with the day by which it owes an answer.';
create index on messages.cases (organization_id, state, due_on);
create index on messages.cases (building_id, account_id) where account_id is not null;
create index on messages.cases (remote_address, received_at) where origin = 'portal';
call access.protect('messages.cases',
  '(select access.sees_all()) or organization_id = any ((select access.own_organizations())::integer[])', 'select, insert');
grant update (kind, received_on, due_on, basis, state, assigned_to, answered_on, published_on, published_question,
  published_answer) on messages.cases to paylogic_app;

create table messages.entries (
  entry_id integer generated always as identity primary key,
  organization_id integer not null,
  case_id integer not null,
  -- "note" is for the people of the company and the center alone.
  author text collate "C" not null check (author in ('applicant', 'staff', 'note')),
  text text not null,
  written_at timestamptz not null default now(),
  written_by integer,
  unique (entry_id, organization_id),
  foreign key (case_id, organization_id) references messages.cases (case_id, organization_id)
);
comment on table messages.entries is 'The texts of a case, in their order; none is changed.';
create index on messages.entries (case_id, entry_id);
call access.protect('messages.entries',
  '(select access.sees_all()) or organization_id = any ((select access.own_organizations())::integer[])', 'select, insert');

create table messages.attachments (
  attachment_id integer generated always as identity primary key,
  organization_id integer not null,
  entry_id integer not null,
  name text not null check (name <> ''),
  media_type text collate "C" not null check (media_type in ('image/jpeg', 'image/png', 'application/pdf')),
  size integer not null check (size > 0),
  body bytea not null,
  foreign key (entry_id, organization_id) references messages.entries (entry_id, organization_id)
);
comment on table messages.attachments is 'Pictures re-made by us, and PDF as it came, which is downloaded and never shown.';
create index on messages.attachments (entry_id);
call access.protect('messages.attachments',
  '(select access.sees_all()) or organization_id = any ((select access.own_organizations())::integer[])', 'select, insert');

create table messages.templates (
  template_id integer generated always as identity primary key,
  organization_id integer not null references organizations.organizations,
  title text not null check (title <> ''),
  text text not null check (text <> ''),
  retired_at timestamptz,
  recorded_by integer
);
comment on table messages.templates is 'Answers that are written often.';
create index on messages.templates (organization_id);
call access.protect('messages.templates',
  '(select access.sees_all()) or organization_id = any ((select access.own_organizations())::integer[])', 'select, insert');
grant update (retired_at) on messages.templates to paylogic_app;

create table messages.links (
  link_id integer generated always as identity primary key,
  organization_id integer not null,
  case_id integer not null,
  kind text collate "C" not null check (kind in ('absence', 'supply_failure', 'dispute')),
  -- The number of the absence, of the failure, of the case of the dispute.
  reference integer not null,
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  unique (case_id, kind, reference),
  foreign key (case_id, organization_id) references messages.cases (case_id, organization_id)
);
comment on table messages.links is 'What came of a case: a proposal of recalculation, a dispute.';
call access.protect('messages.links',
  '(select access.sees_all()) or organization_id = any ((select access.own_organizations())::integer[])', 'select, insert');

-- A resident reads the cases of their account, without the notes of the company.
call access.open_to_residents('messages.cases',
  $p$building_id = any ((select access.own_buildings())::integer[]) and account_id = any ((select access.own_accounts())::integer[])$p$);
call access.open_to_residents('messages.entries',
  $p$author <> 'note' and exists (select from messages.cases c where c.case_id = entries.case_id)$p$);
call access.open_to_residents('messages.attachments',
  $p$exists (select from messages.entries e where e.entry_id = attachments.entry_id)$p$);
