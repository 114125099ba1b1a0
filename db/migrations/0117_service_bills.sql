-- 業務委託契約の毎月の請求: a third subject beside contracts and seminar orders (docs/decisions/0025).
alter table voucher drop constraint voucher_kind_is_known;
alter table voucher add constraint voucher_kind_is_known check (kind in ('opening', 'payment', 'issue-run', 'refund', 'cancellation',
  'allowance', 'write-off', 'payout', 'transfer', 'manual', 'reversal', 'seminar', 'chargeback', 'invoice', 'service'));

-- 請求開始月: what came before was billed elsewhere. What ran before bills were made here was.
alter table service_contract add column bills_from date;
-- The wall holds the owner, too.
alter table service_contract no force row level security;
update service_contract set bills_from = date_trunc('month', now() at time zone 'Asia/Tokyo')::date
where starts_on < date_trunc('month', now() at time zone 'Asia/Tokyo')::date;
alter table service_contract force row level security;
alter table service_contract add constraint service_bills_begin_with_a_month
  check (bills_from = date_trunc('month', bills_from::timestamp)::date and bills_from > starts_on);

create table service_bill (
  organization_id uuid not null,
  id uuid not null default new_id(),
  -- The contract's with its month: G000001-202604
  number text not null,
  contract_id uuid not null,
  -- 2026-04
  month text not null,
  -- The month's last day, to which the sale and its tax belong.
  dated_on date not null,
  payer_id uuid not null,
  tax_rate_percent integer not null constraint service_rate_is_a_percentage check (tax_rate_percent between 0 and 99),
  net_yen bigint not null constraint a_service_bill_asks_for_something check (net_yen > 0),
  -- On the sum, rounded once.
  tax_yen bigint not null constraint service_tax_is_not_negative check (tax_yen >= 0),
  total_yen bigint not null generated always as (net_yen + tax_yen) stored,
  made_at timestamptz not null,
  made_by text not null,
  constraint service_bill_key primary key (organization_id, id),
  constraint a_service_month_is_billed_once unique (organization_id, contract_id, month),
  constraint service_bill_number_is_unique unique (organization_id, number),
  constraint service_bill_is_dated_on_its_last_day
    check (dated_on = (to_date(month || '-01', 'YYYY-MM-DD') + interval '1 month - 1 day')::date),
  constraint service_bill_of_a_contract foreign key (organization_id, contract_id) references service_contract (organization_id, id),
  constraint service_bill_to_a_payer foreign key (organization_id, payer_id) references member (organization_id, id)
);
create index service_bill_by_payer on service_bill (organization_id, payer_id);
call wall_in('service_bill', 'select, insert');

-- 明細: a plan or an option by the days that it held, as it was called and priced when it was billed; yen before tax.
create table service_bill_line (
  organization_id uuid not null,
  bill_id uuid not null,
  line_no integer not null,
  item_code text not null,
  name text not null,
  name_english text not null,
  monthly_yen bigint not null,
  from_on date not null,
  until_on date not null,
  days integer not null,
  of_days integer not null,
  net_yen bigint not null constraint service_charge_is_not_negative check (net_yen >= 0),
  constraint service_bill_line_key primary key (organization_id, bill_id, line_no),
  constraint service_line_of_a_bill foreign key (organization_id, bill_id) references service_bill (organization_id, id),
  constraint service_line_of_the_list foreign key (organization_id, item_code) references service_item (organization_id, code)
);
create index service_bill_line_by_item on service_bill_line (organization_id, item_code);
call wall_in('service_bill_line', 'select, insert');

-- 補助簿 (業務委託): 売掛金 of each bill. There is no 前受金: a month is billed when it is over.
create table service_position (
  organization_id uuid not null,
  bill_id uuid not null,
  receivable_yen bigint not null default 0 constraint service_receivable_is_not_negative check (receivable_yen >= 0),
  constraint service_position_key primary key (organization_id, bill_id),
  constraint service_position_of_a_bill foreign key (organization_id, bill_id) references service_bill (organization_id, id)
) with (fillfactor = 50);
call wall_in('service_position', 'select, insert, update');

create table service_movement (
  organization_id uuid not null,
  bill_id uuid not null,
  voucher_id uuid not null,
  effective_on date not null,
  cause text not null constraint service_movement_cause_is_known check (cause in ('billed', 'payment')),
  receivable_yen bigint not null,
  net_yen bigint not null default 0,
  tax_yen bigint not null default 0,
  constraint service_movement_key primary key (organization_id, bill_id, voucher_id, cause),
  constraint service_movement_of_a_bill foreign key (organization_id, bill_id) references service_position (organization_id, bill_id),
  constraint service_movement_of_a_voucher foreign key (organization_id, voucher_id, effective_on)
    references voucher (organization_id, id, effective_on)
);
create index service_movement_by_voucher on service_movement (organization_id, voucher_id);
call wall_in('service_movement', 'select, insert');

create function move_service_positions() returns trigger language plpgsql as $$
begin
  update service_position as position set receivable_yen = position.receivable_yen + moved.yen
  from (select organization_id, bill_id, sum(receivable_yen)::bigint as yen from added group by 1, 2) as moved
  where position.organization_id = moved.organization_id and position.bill_id = moved.bill_id;
  return null;
end
$$;
create trigger service_movement_moves_the_position after insert on service_movement
  referencing new table as added for each statement execute function move_service_positions();

create table service_payment_allocation (
  organization_id uuid not null,
  payment_id uuid not null,
  bill_id uuid not null,
  amount_yen bigint not null constraint service_allocation_is_positive check (amount_yen > 0),
  constraint service_payment_allocation_key primary key (organization_id, payment_id, bill_id),
  constraint service_allocation_of_a_payment foreign key (organization_id, payment_id) references payment (organization_id, id),
  constraint service_allocation_to_a_bill foreign key (organization_id, bill_id) references service_bill (organization_id, id)
);
create index service_payment_allocation_by_bill on service_payment_allocation (organization_id, bill_id);
call wall_in('service_payment_allocation', 'select, insert');

-- What a paper's line bills, and what a settlement is for: one of the three.
alter table issued_paper_line
  add column service_bill_id uuid,
  add column subject_id uuid generated always as (coalesce(contract_id, seminar_order_id, service_bill_id)) stored,
  add constraint paper_line_of_a_service_bill foreign key (organization_id, service_bill_id) references service_bill (organization_id, id),
  drop constraint paper_line_has_one_subject,
  add constraint paper_line_has_one_subject check (num_nonnulls(contract_id, seminar_order_id, service_bill_id) <= 1);
create index issued_paper_line_by_subject on issued_paper_line (organization_id, subject_id) where subject_id is not null;
alter table invoice_settlement
  add column service_bill_id uuid,
  add column subject_id uuid generated always as (coalesce(contract_id, seminar_order_id, service_bill_id)) stored,
  add constraint settlement_for_a_service_bill foreign key (organization_id, service_bill_id) references service_bill (organization_id, id),
  drop constraint settlement_has_one_subject,
  add constraint settlement_has_one_subject check (num_nonnulls(contract_id, seminar_order_id, service_bill_id) <= 1);
create index invoice_settlement_by_subject on invoice_settlement (organization_id, subject_id) where subject_id is not null;

create or replace view ledger_movement with (security_invoker = true) as
select organization_id, contract_id as subject_id, voucher_id, effective_on, cause, deferred_yen, receivable_yen, net_yen, tax_yen
from movement
union all
select organization_id, order_id, voucher_id, effective_on, case cause when 'held' then 'issue' else cause end, deferred_yen,
  receivable_yen, net_yen, tax_yen
from seminar_movement
union all
select organization_id, bill_id, voucher_id, effective_on, case cause when 'billed' then 'issue' else cause end, 0, receivable_yen,
  net_yen, tax_yen
from service_movement
union all
select organization_id, subject_id, voucher_id, effective_on, cause, amount_yen, amount_yen, 0, 0
from billed_movement;

create or replace view ledger_subject with (security_invoker = true) as
select contract.organization_id, contract.id, contract.number, contract.payer_id, publication.code as group_code,
  publication.name as group_title, offer.name as plan, contract.price_yen, contract.opening_paid_yen, contract.opened_on,
  contract.state <> 'cancelled' as is_billed
from contract
join publication on publication.organization_id = contract.organization_id and publication.id = contract.publication_id
join offer on offer.organization_id = contract.organization_id and offer.id = contract.offer_id
union all
select seminar_order.organization_id, seminar_order.id, seminar_order.number, seminar_order.payer_id, 'セミナー', '受講料',
  seminar.code || ' ' || seminar.title,
  -- What is billed: the fee of those who still come, fees kept, and what was given back of what came in.
  seminar_order.total_yen + coalesce((select sum(case cause when 'fee-kept' then net_yen + tax_yen when 'refund' then -deferred_yen end)
    from seminar_movement where seminar_movement.organization_id = seminar_order.organization_id
      and seminar_movement.order_id = seminar_order.id), 0)::bigint, 0, (coalesce(seminar_order.confirmed_at, seminar_order.started_at) at time zone 'Asia/Tokyo')::date,
  seminar_order.confirmed_at is not null
from seminar_order
join seminar on seminar.organization_id = seminar_order.organization_id and seminar.id = seminar_order.seminar_id
where seminar_order.payer_id is not null
union all
select organization_id, id, number, payer_id, '業務委託', '業務委託料', '業務委託 ' || month, total_yen, 0, dated_on, true
from service_bill;

create or replace view ledger_allocation with (security_invoker = true) as
select organization_id, payment_id, contract_id as subject_id, amount_yen from payment_allocation
union all
select organization_id, payment_id, order_id, amount_yen from seminar_payment_allocation
union all
select organization_id, payment_id, bill_id, amount_yen from service_payment_allocation;

create or replace function invoice_shares_of(subject uuid) returns table (invoice_id uuid, tax_rate_percent integer, open_yen bigint)
language sql stable as $$
  select item.invoice_id, coalesce(revised.rate, billed.rate), greatest(least(billed.yen - settled.yen, item.left_yen), 0)::bigint
  from (select paper_id, sum(amount_yen) as yen, max(line.tax_rate_percent) as rate from issued_paper_line as line
    where subject_id = subject group by paper_id) as billed
  join invoice_open_item as item on item.invoice_id = billed.paper_id
  cross join lateral (select coalesce(sum(amount_yen), 0) as yen from invoice_settlement
    where invoice_settlement.invoice_id = billed.paper_id and subject_id = subject) as settled
  left join lateral (
    select coalesce((select percent from rates_of_term(subject, 0, billed.yen::bigint) order by seq desc limit 1), rate_of_fee(subject)) as rate
    from issued_paper as copy where copy.first_id = billed.paper_id and copy.taxes_of_id = copy.id limit 1
  ) as revised on true
$$;

-- A service's bill is 売掛金 from the day it is booked, under either policy: nothing of it is billed ahead.
create or replace function billed_ahead(subjects uuid[])
returns table (contract_id uuid, seminar_order_id uuid, sub_account text, should_yen bigint, booked_yen bigint)
language sql stable as $$
  select contract.id, seminar_order.id, coalesce(publication.code, seminar.code), greatest(share.yen
    - coalesce(contract_position.receivable_yen, seminar_position.receivable_yen, 0), 0)::bigint, booked.yen::bigint
  from unnest(subjects) as subject (id)
  left join contract on contract.id = subject.id
  left join publication on publication.id = contract.publication_id
  left join contract_position on contract_position.contract_id = contract.id
  left join seminar_order on seminar_order.id = subject.id
  left join seminar on seminar.id = seminar_order.seminar_id
  left join seminar_position on seminar_position.order_id = seminar_order.id
  cross join lateral (select coalesce(sum(open_yen), 0) as yen from invoice_shares_of(subject.id)) as share
  cross join lateral (select coalesce(sum(amount_yen), 0) as yen from billed_movement where subject_id = subject.id) as booked
  where num_nonnulls(contract.id, seminar_order.id) = 1
$$;
