-- СНИЛС comes with lists of the office, and is written at the counter: a number that was mistyped is set right, with who
-- did it. The trail of deeds keeps that it was changed, and of whom.
alter table benefits.insurance_numbers add column recorded_by integer;
grant update (snils, recorded_at, recorded_by) on benefits.insurance_numbers to paylogic_app;
