-- Readings and payments come by the thousand. A foreign key asks for each row whether its meter or account is there,
-- which cost more than half of the insert; here a statement asks once for all of its rows. It is as strict, since the
-- key referred to is never changed, and the application has no right to remove a meter, an account or an agent. The
-- question is asked under the scope of who writes: what is out of sight is refused as what is absent.

-- A function for each reference, since its plan is then kept. The plan of a statement with one row must do for one with
-- thousands and the other way round: the settings leave only look-ups by the key.
create procedure access.refer_by_statement(source regclass, target regclass, keys text[]) language plpgsql as $$
declare
  check_name text := replace(format('%s_refers_to_%s', source, target), '.', '_');
  columns text := (select string_agg(format('%I', key), ', ') from unnest(keys) as key);
  same text := (select string_agg(format('t.%1$I = i.%1$I', key), ' and ') from unnest(keys) as key);
begin
  execute format($body$
    create function access.%1$I() returns trigger language plpgsql
    set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $f$
    declare
      dangling text;
    begin
      select i::text into dangling from (select distinct %2$s from inserted where (%2$s) is not null) i
      where not exists (select from %3$s t where %4$s) limit 1;
      if found then
        raise exception 'insert into %5$s: there is no %3$s with (%2$s) = %%', dangling
          using errcode = 'foreign_key_violation';
      end if;
      return null;
    end $f$ $body$, check_name, columns, target, same, source);
  execute format('create trigger %I after insert on %s referencing new table as inserted
    for each statement execute function access.%I()', check_name, source, check_name);
end $$;
revoke execute on procedure access.refer_by_statement from public;

alter table metering.readings drop constraint readings_building_id_meter_id_fkey;
call access.refer_by_statement('metering.readings', 'metering.meters', '{building_id,meter_id}');

alter table payments.payments drop constraint payments_building_id_account_id_fkey, drop constraint payments_agent_id_fkey;
call access.refer_by_statement('payments.payments', 'accounts.accounts', '{building_id,account_id}');
call access.refer_by_statement('payments.payments', 'payments.agents', '{agent_id}');

alter table payments.agent_transactions drop constraint agent_transactions_agent_id_fkey,
  drop constraint agent_transactions_registry_id_agent_id_fkey;
call access.refer_by_statement('payments.agent_transactions', 'payments.agents', '{agent_id}');
call access.refer_by_statement('payments.agent_transactions', 'payments.registries', '{registry_id,agent_id}');
