-- Registries that came before the column take the day of their last line, so that the days of agents begin with the
-- books and not with this migration. The tables bind their owner too: the scope is the center's.
select set_config('paylogic.scope', 'center', true);
update payments.registries r set last_day = d.day
from (select t.registry_id, max(p.paid_on) as day
  from payments.agent_transactions t join payments.payments p using (building_id, payment_id)
  where t.registry_id is not null group by 1) d
where d.registry_id = r.registry_id and r.last_day is null;
