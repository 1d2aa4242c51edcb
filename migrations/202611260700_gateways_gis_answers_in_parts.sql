-- An answer of the state system may leave things of a message out. They stay open until the system says, or until a person
-- decides that they are told again; a message is answered once each of its things is.
alter table gateways.gis_package_items drop constraint gis_package_items_outcome_check;
alter table gateways.gis_package_items add constraint gis_package_items_outcome_check
  check (outcome in ('accepted', 'refused', 'left_out'));
create index on gateways.gis_package_items (package_id) where outcome is null;

-- What the system calls an account is learnt after the account was opened.
grant update (unified_account, gis_service) on accounts.accounts to paylogic_app;
