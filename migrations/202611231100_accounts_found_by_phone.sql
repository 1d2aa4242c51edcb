-- A caller is found by the number they call from: the last ten digits, stored reversed, so that the last digits typed
-- are the beginning of an indexed key (a suffix search that row-level security leaves to the index).
alter table accounts.account_states
  add column phone_key text collate "C" not null
    generated always as (reverse(right(regexp_replace(phone, '\D', '', 'g'), 10))) stored;
create index on accounts.account_states (phone_key, building_id, account_id) where phone_key <> '';
