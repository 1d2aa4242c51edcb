-- A registry is kept as it was taken: what the file declared of itself, what of it was booked, and what was known
-- already. A file that comes again has a further row, in which all of it is repeated. So the books can be asked long
-- after whether they have what was declared.

-- The organization stands in the registry's own row, where the policy sees it, and can be no other than the agent's.
alter table payments.agents add unique (agent_id, organization_id);

create table payments.registries (
  registry_id integer generated always as identity primary key,
  agent_id integer not null,
  organization_id integer not null,
  document text not null,
  declared_count integer not null check (declared_count > 0),
  declared_total bigint not null,
  taken_count integer not null check (taken_count >= 0),
  taken_total bigint not null,
  repeated_count integer not null check (repeated_count >= 0),
  repeated_total bigint not null,
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  unique (registry_id, agent_id),
  foreign key (agent_id, organization_id) references payments.agents (agent_id, organization_id),
  constraint as_declared
    check (taken_count + repeated_count = declared_count and taken_total + repeated_total = declared_total)
);
call access.protect('payments.registries',
  'access.sees_all() or organization_id = any (access.own_organizations())', 'select, insert');

-- The registry that brought the operation first. Those taken online have none, nor have those of registries that came
-- before this table.
alter table payments.agent_transactions add registry_id integer,
  add foreign key (registry_id, agent_id) references payments.registries (registry_id, agent_id);
