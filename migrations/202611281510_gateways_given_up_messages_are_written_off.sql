-- A fiscal receipt that the cash register gave up is nobody's work any more once a receipt of correction stands in its
-- place: its message stays among the given up ones, with its reason, and no alarm counts it.
alter table gateways.outbox add column written_off_at timestamptz check (written_off_at is null or state = 'dead');
grant update (written_off_at) on gateways.outbox to paylogic_app;

update gateways.outbox o set written_off_at = now()
from gateways.fiscal_documents d join gateways.fiscal_documents c using (building_id, payment_id)
where o.kind = 'fiscal.receipt' and o.state = 'dead' and o.key = d.external_id and d.kind = 'sell'
  and c.kind = 'sell_correction';
