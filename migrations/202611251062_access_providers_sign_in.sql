-- A provider's person sees the settlements of his own organization, and nothing of the accounts.
alter table access.users drop constraint users_role_check,
  add constraint users_role_check check (role in ('operator', 'chief_accountant', 'accountant', 'administrator', 'provider'));
