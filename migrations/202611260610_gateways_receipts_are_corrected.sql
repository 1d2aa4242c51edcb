-- A payment whose receipt never came gets a receipt of correction (54-FZ art. 4.3 p. 4): once, in place of the sale.
alter table gateways.fiscal_documents drop constraint fiscal_documents_kind_check,
  add constraint fiscal_documents_kind_check check (kind in ('sell', 'sell_refund', 'sell_correction')),
  -- By whose will, and by which document.
  add column correction jsonb,
  add constraint correction_has_its_reason check ((kind = 'sell_correction') = (correction is not null));
create unique index one_correction on gateways.fiscal_documents (building_id, payment_id) where kind = 'sell_correction';
