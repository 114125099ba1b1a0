-- A line carries its voucher's date: a month's balances read one index of the lines and no vouchers.
alter table voucher no force row level security;
alter table voucher_line no force row level security;
alter table voucher_line add column effective_on date;
update voucher_line set effective_on = voucher.effective_on from voucher
where voucher.organization_id = voucher_line.organization_id and voucher.id = voucher_line.voucher_id;
alter table voucher_line alter column effective_on set not null;
alter table voucher_line drop constraint voucher_line_of_a_voucher;
alter table voucher_line add constraint voucher_line_of_a_voucher
  foreign key (organization_id, voucher_id, effective_on) references voucher (organization_id, id, effective_on);
alter table voucher force row level security;
alter table voucher_line force row level security;
create index voucher_line_by_date on voucher_line (organization_id, effective_on) include (account_code, sub_account, amount_yen);
