-- Besides what is owed, desks may be told what a month was charged and paid; and of a whole city, of one building or of
-- one provider as well as of a company. Whose plan it is stays one organization: of a building its company, of a city
-- the center.
alter table gateways.debt_plans
  add column content text collate "C" not null default 'debts' check (content in ('debts', 'charges')),
  add column scope text collate "C" not null default 'organization'
    check (scope in ('city', 'organization', 'building', 'provider')),
  add column building_id integer,
  add check ((scope = 'building') = (building_id is not null));
alter table gateways.debt_plans alter column content drop default, alter column scope drop default;

-- The file of a city is written piece by piece, and never held whole: so are its bytes kept.
create sequence gateways.debt_bodies as bigint;
grant usage on sequence gateways.debt_bodies to paylogic_app;
create table gateways.debt_file_parts (
  body_id bigint not null,
  part_no integer not null check (part_no >= 0),
  bytes bytea not null,
  primary key (body_id, part_no)
);
call access.protect('gateways.debt_file_parts', 'access.sees_all()', 'select, insert');

select set_config('paylogic.scope', 'center', true);
alter table gateways.debt_files add column body_id bigint, add column size bigint;
update gateways.debt_files set body_id = nextval('gateways.debt_bodies'), size = length(body);
insert into gateways.debt_file_parts select body_id, 0, body from gateways.debt_files;
alter table gateways.debt_files
  alter column body_id set not null,
  alter column size set not null,
  add check (size >= 0),
  add unique (body_id),
  -- What was overpaid is less than nothing, and so may the sum of a month be.
  drop constraint debt_files_total_check,
  drop column body;
-- One of a name in a folder: where another was laid, or waits to be, the next is not made.
create index debt_files_by_name on gateways.debt_files (drop_id, name) where drop_id is not null;
select set_config('paylogic.scope', '', true);
