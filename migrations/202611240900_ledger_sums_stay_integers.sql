-- A sum of kopecks is a bigint. PostgreSQL's own sum gives a numeric, made and taken apart again for each item of each
-- account: half the time of reading a month's balances. This one adds bigints, and fails where they overflow.
create aggregate ledger.total(bigint) (
  sfunc = int8pl, stype = bigint, initcond = '0', combinefunc = int8pl, parallel = safe);
