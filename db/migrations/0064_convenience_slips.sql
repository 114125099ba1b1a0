-- コンビニ払込票: what the collecting agent (収納代行) gave the organization, and which payers get a slip with their invoices.
alter table billing_setting
  -- 請求書発行企業コード: the GS1 company prefix without its 4
  add column slip_company_code text not null default '' constraint slip_company_code_is_six_digits check (slip_company_code ~ '^([0-9]{6})?$'),
  -- Digits that the agent wants at the head of 自由使用欄
  add column slip_client_code text not null default '' constraint slip_client_code_is_short check (slip_client_code ~ '^[0-9]{0,11}$'),
  add column slip_agent_name text not null default '',
  -- How many days after the due day a store still takes the slip
  add column slip_days integer not null default 0 constraint slip_days_are_few check (slip_days between 0 and 90);

alter table payer_terms add column has_slip boolean not null default false;
