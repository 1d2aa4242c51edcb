-- How many messages of an agent have been admitted within the minute, by all processes together: each takes a part of
-- what was agreed and asks again when that is used up. Not logged: what is lost with the server's breakdown is a minute.
create unlogged table gateways.agent_minutes (
  agent text collate "C" primary key,
  -- Minutes since 1970.
  minute bigint not null,
  taken integer not null check (taken >= 0),
  -- To whoever asked last.
  granted integer not null check (granted >= 0)
);
call access.protect('gateways.agent_minutes', 'access.sees_all()', 'select, insert, update');
