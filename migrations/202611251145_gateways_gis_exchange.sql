-- The exchange with the state system of housing: who takes part, which services are which items of its dictionaries, what
-- identifiers it gave to our things, and the messages that were made, with what it answered.
create table gateways.gis_participants (
  organization_id integer primary key references organizations.organizations,
  -- orgPPAGUID: the organization as a supplier of information.
  ppa_guid uuid not null,
  account_kind text not null check (account_kind in ('UO', 'RSO', 'CR', 'RC', 'TKO')),
  recorded_at timestamptz not null default now(),
  recorded_by integer
);
call access.protect('gateways.gis_participants',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert', 'access.sees_all()');
grant update (ppa_guid, account_kind, recorded_at, recorded_by) on gateways.gis_participants to paylogic_app;

create table gateways.gis_services (
  service_id smallint primary key references tariffs.services,
  section text not null check (section in ('housing', 'municipal', 'additional', 'capital_repair', 'penalty')),
  code text not null check (code <> ''),
  guid uuid not null,
  -- Common needs: the volume of the building's share beside the individual one of the same item.
  common boolean not null default false,
  recorded_at timestamptz not null default now(),
  recorded_by integer
);
call access.protect('gateways.gis_services', 'access.is_somebody()', 'select, insert', 'access.sees_all()');
grant update (section, code, guid, common, recorded_at, recorded_by) on gateways.gis_services to paylogic_app;

-- What the system calls our things. A house, premises, an account, a payment document ("account|202611").
create table gateways.gis_identifiers (
  building_id integer not null references addresses.buildings,
  kind text not null check (kind in ('house', 'premises', 'account', 'document')),
  thing text collate "C" not null,
  guid uuid,
  -- ЕЛС of an account, ИПД of a document.
  number text,
  -- ИЖКУ of an account.
  service text,
  recorded_at timestamptz not null default now(),
  primary key (building_id, kind, thing),
  check (guid is not null or number is not null)
);
call access.protect_building_data('gateways.gis_identifiers', 'select, insert');
grant update (guid, number, service, recorded_at) on gateways.gis_identifiers to paylogic_app;

create table gateways.gis_packages (
  package_id integer generated always as identity primary key,
  organization_id integer not null references organizations.organizations,
  kind text not null check (kind in ('accounts', 'documents', 'payments', 'acknowledgments')),
  -- Of documents; 0 otherwise.
  period integer not null default 0,
  message_guid uuid not null unique,
  xml bytea not null,
  things integer not null check (things > 0),
  total bigint not null default 0,
  made_at timestamptz not null default now(),
  made_by integer,
  -- The system's own number of the message, once it was sent.
  ack text,
  sent_at timestamptz,
  answer bytea,
  answered_at timestamptz,
  check (answered_at is null or answer is not null)
);
create index on gateways.gis_packages (organization_id, made_at);
call access.protect('gateways.gis_packages',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert');
grant update (ack, sent_at, answer, answered_at) on gateways.gis_packages to paylogic_app;

-- What a message holds, and what became of each thing.
create table gateways.gis_package_items (
  building_id integer not null,
  package_id integer not null references gateways.gis_packages,
  transport uuid not null,
  thing text collate "C" not null,
  outcome text check (outcome in ('accepted', 'refused')),
  errors text not null default '',
  primary key (building_id, package_id, transport)
);
create index on gateways.gis_package_items (package_id);
call access.protect_building_data('gateways.gis_package_items', 'select, insert');
grant update (outcome, errors) on gateways.gis_package_items to paylogic_app;

-- What banks told the system of orders for our documents; kept once.
create table gateways.gis_notifications (
  guid uuid primary key,
  organization_id integer not null references organizations.organizations,
  order_number text not null,
  ordered_on date,
  amount bigint not null,
  document text,
  unified_account text,
  account_number text,
  recorded_at timestamptz not null default now()
);
call access.protect('gateways.gis_notifications',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert');
