-- What was given up, or an agent that fell silent, is told until a person says that he has dealt with it: of all that
-- had happened up to the moment he was told of. What happens after that is told anew.
create table gateways.alerts_seen (
  seen_id bigint generated always as identity primary key,
  code text collate "C" not null check (code in ('outbox_dead', 'agent_silent')),
  -- Kind of messages, or code of an agent.
  about text collate "C" not null check (about <> ''),
  up_to timestamptz not null,
  note text not null check (note <> ''),
  seen_at timestamptz not null default now(),
  seen_by integer
);
create index on gateways.alerts_seen (code, about, up_to);
call access.protect('gateways.alerts_seen', 'access.sees_all()', 'select, insert');
