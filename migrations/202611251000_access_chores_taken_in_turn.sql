-- Work that the installation does by itself at intervals: looks at mailboxes and folders, delivers what waits to leave,
-- asks again about payments of unknown state. Any number of processes may offer to do it; one does, and the others see
-- that its turn is taken. A process that died keeps its turn until the lease ends.
create table access.chores (
  name text primary key,
  leased_until timestamptz not null,
  -- Tells the holder of a lease from one that came after it.
  turn bigint not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  -- What went wrong the last time, for the people who watch; null if nothing did.
  trouble text
);
call access.protect('access.chores', 'access.sees_all()', 'select, insert');
grant update (leased_until, turn, began_at, ended_at, trouble) on access.chores to paylogic_app;
