-- 月末残高: what each account and sub-account stood at when its month was closed; a later month begins there and need not read the years
-- before it. A closing has all its balances or, from before this table, none.
create table closed_balance (
  organization_id uuid not null,
  -- The month closed, and which of its closings.
  month text not null,
  seq integer not null,
  account_code text not null,
  sub_account text not null,
  -- Debit positive
  amount_yen bigint not null,
  constraint closed_balance_key primary key (organization_id, month, seq, account_code, sub_account),
  constraint closed_balance_of_a_closing foreign key (organization_id, month, seq) references period_event (organization_id, month, seq),
  constraint closed_balance_of_an_account foreign key (organization_id, account_code) references account (organization_id, code)
);
call wall_in('closed_balance', 'select, insert');
