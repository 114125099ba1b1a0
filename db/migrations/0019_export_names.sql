-- 会計ソフトの科目名: what an account is called in another program, where that differs from our name (奉行: its code).
create table account_export_name (
  organization_id uuid not null,
  software text not null constraint export_software_is_known check (software in ('yayoi', 'yayoi-online', 'moneyforward', 'freee', 'bugyo')),
  account_code text not null,
  name text not null constraint export_name_is_not_empty check (name <> ''),
  constraint account_export_name_key primary key (organization_id, software, account_code),
  constraint export_name_of_an_account foreign key (organization_id, account_code) references account (organization_id, code)
);
call wall_in('account_export_name', 'select, insert, update, delete');
