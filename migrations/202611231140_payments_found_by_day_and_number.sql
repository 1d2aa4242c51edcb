-- The journal of payments reads a month, or the days of payment, newest first, a page at a time; a payment whose
-- number alone is known (from a receipt, from a caller) is found without its building.
create index on payments.payments (period, paid_on, payment_id);
create index on payments.payments (paid_on, payment_id);
create index on payments.payments (payment_id);
