-- What was agreed with an agent: its dialect, how it signs in, whence it may call, its limits. Versions are added and
-- never changed; the newest approved one is in force, and payments.agents names it. What gives an agent more than it
-- had (a higher limit, another address, an easier sign-in) is approved by a second person.
create table gateways.agent_settings (
  agent_id integer not null references payments.agents,
  version integer not null check (version > 0),
  settings jsonb not null,
  needs_second boolean not null,
  proposed_at timestamptz not null default now(),
  proposed_by integer,
  primary key (agent_id, version)
);
call access.protect('gateways.agent_settings', 'access.sees_all()', 'select, insert');

create table gateways.agent_settings_decisions (
  agent_id integer not null,
  version integer not null,
  approved boolean not null,
  note text not null default '',
  decided_at timestamptz not null default now(),
  decided_by integer,
  primary key (agent_id, version),
  foreign key (agent_id, version) references gateways.agent_settings
);
call access.protect('gateways.agent_settings_decisions', 'access.sees_all()', 'select, insert');

create function gateways.refuse_own_approval() returns trigger language plpgsql as $$
begin
  if new.approved and exists (
    select from gateways.agent_settings s
    where s.agent_id = new.agent_id and s.version = new.version and s.needs_second
      and s.proposed_by is not distinct from new.decided_by) then
    raise exception 'settings % of agent % need a second person', new.version, new.agent_id using errcode = 'PL003';
  end if;
  return new;
end $$;
create trigger refuse_own_approval before insert on gateways.agent_settings_decisions
  for each row execute function gateways.refuse_own_approval();
