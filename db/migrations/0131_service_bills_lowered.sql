-- 業務委託料の減額・貸倒: a wrong bill is lowered and a bad debt written off by movements of the bill (docs/decisions/0025).
alter table service_movement
  drop constraint service_movement_cause_is_known,
  add constraint service_movement_cause_is_known check (cause in ('billed', 'payment', 'allowance', 'written-off', 'recovered'));

-- 減額: why, and what its paper says; the money is in the movement of its voucher. Yen with tax.
create table service_allowance (
  organization_id uuid not null,
  bill_id uuid not null,
  voucher_id uuid not null,
  amount_yen bigint not null constraint an_allowance_takes_something_off check (amount_yen > 0),
  reason text not null constraint an_allowance_has_its_reason check (reason <> ''),
  allowed_on date not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  constraint service_allowance_key primary key (organization_id, bill_id, voucher_id),
  constraint service_allowance_of_a_bill foreign key (organization_id, bill_id) references service_bill (organization_id, id),
  constraint service_allowance_in_a_voucher foreign key (organization_id, voucher_id) references voucher (organization_id, id)
);
create index service_allowance_by_voucher on service_allowance (organization_id, voucher_id);
call wall_in('service_allowance', 'select, insert');

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
-- What is billed of a service's month: less what was taken off it or given up.
select organization_id, id, number, payer_id, '業務委託', '業務委託料', '業務委託 ' || month, total_yen + coalesce((select sum(receivable_yen)
    from service_movement where service_movement.organization_id = service_bill.organization_id
      and service_movement.bill_id = service_bill.id and cause in ('allowance', 'written-off')), 0)::bigint, 0, dated_on, true
from service_bill;

-- What was written off of a service's bill and did not come in after all, in yen with tax.
create function service_bill_lost(bill uuid) returns bigint language sql stable as $$
  select coalesce(sum(case cause when 'written-off' then net_yen + tax_yen else -(net_yen + tax_yen) end), 0)::bigint
  from service_movement where bill_id = bill and cause in ('written-off', 'recovered')
$$;
