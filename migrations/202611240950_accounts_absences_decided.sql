-- A resident who was away brings a paper; a person decides whether it counts. What was stated is never changed: a
-- decision is a row with a day and a person, and an accepted absence that proves wrong is withdrawn by a further one.
create table accounts.absences (
  building_id integer not null,
  account_id integer not null,
  absence_no smallint not null,
  resident_no smallint not null,
  -- Neither of these days is a day of absence (decree 354 p. 91).
  left_on date not null,
  returned_on date not null check (returned_on > left_on),
  document text not null check (document <> ''),
  applied_on date not null,
  recorded_at timestamptz not null default now(),
  recorded_by integer,
  primary key (building_id, account_id, absence_no),
  foreign key (building_id, account_id, resident_no) references accounts.residents
);
call access.protect_building_data('accounts.absences', 'select, insert');

create table accounts.absence_decisions (
  building_id integer not null,
  account_id integer not null,
  absence_no smallint not null,
  decision text not null check (decision in ('accepted', 'refused', 'withdrawn')),
  reason text not null default '',
  decided_at timestamptz not null default now(),
  decided_by integer,
  primary key (building_id, account_id, absence_no, decision),
  foreign key (building_id, account_id, absence_no) references accounts.absences
);
call access.protect_building_data('accounts.absence_decisions', 'select, insert');
