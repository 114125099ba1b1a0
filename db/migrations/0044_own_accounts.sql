-- 勘定科目: an organization's own accounts beside those that commands post to (purpose `own:CODE`); what is used no more is retired.
alter table account
  add column retired_at timestamptz,
  add constraint only_own_accounts_retire check (retired_at is null or purpose like 'own:%');
