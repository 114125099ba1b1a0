-- 転記合計: what was posted to an account and sub-account on a day, so that a balance in the open month is read from days and not from lines.
-- Only ever added to, one row for each statement of lines, so that two who post at once never wait for each other; a job gathers the rows
-- of one day and place into one. The lines stay the books: `check-books` compares.
create table posting_total (
  organization_id uuid not null,
  id bigint generated always as identity,
  effective_on date not null,
  account_code text not null,
  sub_account text not null,
  -- Debit positive; 0 where the day moved the account and left it as it was.
  amount_yen bigint not null,
  constraint posting_total_key primary key (organization_id, id)
);
create index posting_total_by_date on posting_total (organization_id, effective_on) include (account_code, sub_account, amount_yen);
-- The application may only read it: what writes it are the two functions below.
call wall_in('posting_total', 'select');

create function total_postings() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into posting_total (organization_id, effective_on, account_code, sub_account, amount_yen)
  select organization_id, effective_on, account_code, sub_account, sum(amount_yen)
  from added group by organization_id, effective_on, account_code, sub_account;
  return null;
end
$$;
create trigger voucher_lines_are_totalled after insert on voucher_line referencing new table as added
  for each statement execute function total_postings();

-- Two at once do no harm: each adds what it took away itself.
create function gather_posting_totals() returns integer language sql security definer set search_path = public, pg_temp as $$
  with several as (
    select effective_on, account_code, sub_account from posting_total where organization_id = current_organization()
    group by effective_on, account_code, sub_account having count(*) > 1
  ), taken as (
    delete from posting_total as total using several
    where total.organization_id = current_organization() and total.effective_on = several.effective_on
      and total.account_code = several.account_code and total.sub_account = several.sub_account
    returning total.*
  ), gathered as (
    insert into posting_total (organization_id, effective_on, account_code, sub_account, amount_yen)
    select organization_id, effective_on, account_code, sub_account, sum(amount_yen)
    from taken group by organization_id, effective_on, account_code, sub_account returning id
  )
  select (select count(*) from taken)::integer - (select count(*) from gathered)::integer
$$;

-- What was posted before, of every organization: the wall stands before an owner, too, unless he is a superuser.
alter table voucher_line no force row level security;
alter table posting_total no force row level security;
insert into posting_total (organization_id, effective_on, account_code, sub_account, amount_yen)
select organization_id, effective_on, account_code, sub_account, sum(amount_yen)
from voucher_line group by organization_id, effective_on, account_code, sub_account;
alter table posting_total force row level security;
alter table voucher_line force row level security;
