-- 稼働率未達の相殺 (SLA): what a month that missed its service level takes off a later bill, once a contract and month; yen before tax.
create table service_offset (
  organization_id uuid not null,
  id uuid not null default new_id(),
  contract_id uuid not null,
  -- The month that missed it, such as 2026-09.
  missed_month text not null,
  -- 月間稼働率 as it was measured, and its goal; per cent, judged as they are, not rounded.
  availability_percent numeric(9, 6) not null,
  target_percent numeric(9, 6) not null,
  -- The fee of which a part is given back, at the price agreed for that month.
  item_code text not null,
  monthly_yen bigint not null,
  amount_yen bigint not null constraint an_offset_takes_something_off check (amount_yen > 0),
  recorded_at timestamptz not null,
  recorded_by text not null,
  constraint service_offset_key primary key (organization_id, id),
  constraint a_missed_month_is_offset_once unique (organization_id, contract_id, missed_month),
  constraint an_offset_is_for_a_missed_goal check (availability_percent >= 0 and availability_percent < target_percent),
  constraint service_offset_of_a_contract foreign key (organization_id, contract_id) references service_contract (organization_id, id),
  constraint service_offset_of_a_fee foreign key (organization_id, item_code) references service_item (organization_id, code)
);
create index service_offset_by_item on service_offset (organization_id, item_code);
call wall_in('service_offset', 'select, insert');

alter table service_bill_line
  add column offset_id uuid,
  add constraint service_line_of_an_offset foreign key (organization_id, offset_id) references service_offset (organization_id, id),
  add constraint an_offset_is_billed_once unique (organization_id, offset_id),
  drop constraint service_charge_is_not_negative,
  add constraint only_offsets_are_negative check (case when offset_id is null then net_yen >= 0 else net_yen < 0 end);
