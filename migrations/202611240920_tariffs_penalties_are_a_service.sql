-- Penalties stand under a service of their own. Which services cost a penalty when paid late is said by each of them:
-- housing and utilities do (Housing Code art. 155), what a contract of its own asks for does not.
alter table tariffs.services add column penalized boolean not null default false;
update tariffs.services set penalized = true where receipt_group in ('housing', 'utilities');

insert into tariffs.services (service_id, code, unit, receipt_group, position, name_ru, name_en, penalized)
select 70, 'PENALTY', 'point', 'other', 70, 'Пени', 'Penalties', false
where exists (select from tariffs.services)
on conflict do nothing;
