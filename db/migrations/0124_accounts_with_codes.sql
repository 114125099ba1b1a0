-- 返金先の口座 with the codes that banks go by. Accounts told before have names only: they wait until somebody fills the codes in.
alter table discontinued_contract
  add column bank_code text not null default '',
  add column branch_code text not null default '',
  -- 組戻し: the bank gave the money back on this day, and the account is to be told anew.
  add column account_returned_on date,
  add constraint payout_account_has_both_codes_or_none check ((bank_code = '' and branch_code = '')
    or (bank_code ~ '^[0-9]{4}$' and branch_code ~ '^[0-9]{3}$' and account_number ~ '^[0-9]{7}$' and account_kind <> '' and account_holder <> ''));
create index discontinued_contract_by_refund on discontinued_contract (organization_id, refund_number);

-- An organization has a contract with its bank for each service by files: 口座振替, and now 総合振込, each with its own 委託者コード and account.
alter table debit_setting rename to bank_client;
alter table bank_client add column service text not null default 'debit' constraint bank_service_is_known check (service in ('debit', 'remittance'));
alter table bank_client alter column service drop default;
alter table bank_client drop constraint debit_setting_key;
alter table bank_client add constraint bank_client_key primary key (organization_id, service);
alter table bank_client rename constraint debit_setting_of_an_organization to bank_client_of_an_organization;
alter table bank_client rename constraint debit_bank_code_is_four_digits to clients_bank_code_is_four_digits;
alter table bank_client rename constraint debit_branch_code_is_three_digits to clients_branch_code_is_three_digits;
alter table bank_client rename constraint debit_setting_account_kind_is_known to clients_account_kind_is_known;
alter table bank_client rename constraint debit_setting_account_is_seven_digits to clients_account_is_seven_digits;
