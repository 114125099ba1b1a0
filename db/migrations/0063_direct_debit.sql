-- 口座振替 (全銀 91): the organization's contract with its bank, the payers' accounts, and files of requests with their results.

create table debit_setting (
  organization_id uuid not null constraint debit_setting_of_an_organization references organization (id),
  -- 委託者コード and 委託者名, as the bank gave them
  client_code text not null constraint client_code_is_ten_digits check (client_code ~ '^[0-9]{10}$'),
  client_name text not null,
  bank_code text not null constraint debit_bank_code_is_four_digits check (bank_code ~ '^[0-9]{4}$'),
  bank_name text not null,
  branch_code text not null constraint debit_branch_code_is_three_digits check (branch_code ~ '^[0-9]{3}$'),
  branch_name text not null,
  account_kind text not null constraint debit_setting_account_kind_is_known check (account_kind in ('1', '2', '9')),
  account_number text not null constraint debit_setting_account_is_seven_digits check (account_number ~ '^[0-9]{7}$'),
  -- Some banks want each record on a line of its own (CRLF), others want no sign between them.
  has_line_breaks boolean not null default false,
  constraint debit_setting_key primary key (organization_id)
);
call wall_in('debit_setting', 'select, insert, update');

-- 顧客番号: what a payer is called at the bank. It is his for good, whatever account he pays from.
create table debit_customer (
  organization_id uuid not null,
  member_id uuid not null,
  customer_number text not null constraint customer_number_is_twenty_digits check (customer_number ~ '^[0-9]{20}$'),
  constraint debit_customer_key primary key (organization_id, member_id),
  constraint a_customer_number_is_one_payers unique (organization_id, customer_number),
  constraint debit_customer_is_a_member foreign key (organization_id, member_id) references member (organization_id, id)
);
call wall_in('debit_customer', 'select, insert');

-- 預金口座振替依頼書: one row for each account that a payer named, the last of them alive or all stopped.
create table debit_account (
  organization_id uuid not null,
  id uuid not null default new_id(),
  member_id uuid not null,
  bank_code text not null,
  bank_name text not null,
  branch_code text not null,
  branch_name text not null,
  account_kind text not null constraint debit_account_kind_is_known check (account_kind in ('1', '2', '3', '9')),
  account_number text not null,
  -- 預金者名, in the bank's kana
  holder_name text not null,
  mandated_on date not null,
  registered_at timestamptz not null,
  registered_by text not null,
  stopped_on date,
  stopped_because text constraint debit_stops_for_a_known_reason
    check (stopped_because in ('asked', 'replaced', 'no-account', 'no-mandate', 'erased')),
  constraint debit_account_key primary key (organization_id, id),
  constraint debit_account_of_a_customer foreign key (organization_id, member_id)
    references debit_customer (organization_id, member_id),
  constraint a_stopped_debit_says_why check ((stopped_on is null) = (stopped_because is null)),
  constraint debit_account_is_whole_or_erased check (account_number = ''
    or (bank_code ~ '^[0-9]{4}$' and branch_code ~ '^[0-9]{3}$' and account_number ~ '^[0-9]{7}$'))
);
create unique index a_payer_has_one_live_debit on debit_account (organization_id, member_id) where stopped_on is null;
create index debit_account_by_member on debit_account (organization_id, member_id);
call wall_in('debit_account', 'select, insert, update');

-- 請求データ: a file for one 引落日, frozen as it was sent, and what its 結果データ said.
create table debit_request (
  organization_id uuid not null constraint debit_request_of_an_organization references organization (id),
  id uuid not null default new_id(),
  number text not null,
  withdraw_on date not null,
  state text not null default 'pending' constraint debit_request_state_is_known check (state in ('pending', 'settled', 'cancelled')),
  line_count integer not null constraint a_debit_request_asks_for_something check (line_count > 0),
  total_yen bigint not null,
  file_id uuid not null,
  sha256 text not null,
  made_at timestamptz not null,
  made_by text not null,
  result_file_id uuid,
  result_sha256 text,
  decided_at timestamptz,
  decided_by text,
  constraint debit_request_key primary key (organization_id, id),
  constraint debit_request_number_is_unique unique (organization_id, number),
  constraint debit_request_is_stored foreign key (organization_id, file_id) references stored_file (organization_id, id),
  constraint debit_result_is_stored foreign key (organization_id, result_file_id) references stored_file (organization_id, id),
  constraint a_settled_debit_has_its_result check ((state = 'settled') = (result_sha256 is not null))
);
-- The bank gets one file of a client for a day, so a result leads to one request.
create unique index a_day_has_one_debit_request on debit_request (organization_id, withdraw_on) where state <> 'cancelled';
call wall_in('debit_request', 'select, insert, update');

-- One record of the file: all that one payer owes by that day. The account stands in the file and with the payer, not here.
create table debit_line (
  organization_id uuid not null,
  request_id uuid not null,
  line_no integer not null,
  member_id uuid not null,
  debit_account_id uuid not null,
  customer_number text not null,
  -- 新規コード
  novelty text not null constraint debit_novelty_is_known check (novelty in ('0', '1', '2')),
  amount_yen bigint not null constraint debit_is_positive check (amount_yen > 0),
  -- 振替結果
  result text constraint debit_result_is_known check (result in ('0', '1', '2', '3', '4', '8', '9')),
  payment_id uuid,
  constraint debit_line_key primary key (organization_id, request_id, line_no),
  constraint a_payer_is_asked_once_in_a_request unique (organization_id, request_id, customer_number),
  constraint debit_line_of_a_request foreign key (organization_id, request_id) references debit_request (organization_id, id),
  constraint debit_line_from_an_account foreign key (organization_id, debit_account_id) references debit_account (organization_id, id),
  constraint debit_line_of_a_member foreign key (organization_id, member_id) references member (organization_id, id),
  constraint debit_line_became_a_payment foreign key (organization_id, payment_id) references payment (organization_id, id),
  constraint only_a_debit_that_was_done_is_a_payment check (payment_id is null or result = '0')
);
create index debit_line_by_account on debit_line (organization_id, debit_account_id);
create index debit_line_by_member on debit_line (organization_id, member_id);
call wall_in('debit_line', 'select, insert, update');

-- The invoices that a record asks for, with what was open of each.
create table debit_invoice (
  organization_id uuid not null,
  request_id uuid not null,
  line_no integer not null,
  invoice_id uuid not null,
  amount_yen bigint not null constraint debit_invoice_asks_for_something check (amount_yen > 0),
  is_pending boolean not null default true,
  constraint debit_invoice_key primary key (organization_id, request_id, invoice_id),
  constraint debit_invoice_of_a_line foreign key (organization_id, request_id, line_no)
    references debit_line (organization_id, request_id, line_no),
  constraint debit_of_an_invoice foreign key (organization_id, invoice_id) references issued_paper (organization_id, id)
);
create unique index an_invoice_is_in_one_pending_debit on debit_invoice (organization_id, invoice_id) where is_pending;
create index debit_invoice_by_invoice on debit_invoice (organization_id, invoice_id);
call wall_in('debit_invoice', 'select, insert, update');
