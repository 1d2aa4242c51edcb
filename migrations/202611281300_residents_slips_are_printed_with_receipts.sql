-- A code that was printed beside a receipt knows the print batch: a batch is counted, and made void as a whole.
alter table residents.slips add column print_batch integer references receipts.batches;
comment on column residents.slips.print_batch is 'The batch of receipts that the code was printed with; null for one that was handed over.';
create index on residents.slips (print_batch) where print_batch is not null;
