-- 収納代行: what stores collected on our slips. 速報 holds the money as 仮受金, 速報取消 takes that back, 確報 makes it the payer's payment; each once.
create table collected_slip (
  organization_id uuid not null,
  -- The 44 digits: they tell invoice and copy.
  digits text not null,
  paid_on date not null,
  invoice_id uuid not null,
  amount_yen bigint not null constraint a_slip_collects_something check (amount_yen > 0),
  state text not null constraint collected_slip_state_is_known check (state in ('announced', 'withdrawn', 'settled')),
  -- How often it was announced: a slip may be withdrawn and paid again on one day.
  announcements integer not null default 0,
  payment_id uuid,
  constraint collected_slip_key primary key (organization_id, digits, paid_on),
  constraint slip_of_an_invoice foreign key (organization_id, invoice_id) references issued_paper (organization_id, id),
  constraint slip_became_a_payment foreign key (organization_id, payment_id) references payment (organization_id, id),
  constraint a_settled_slip_is_a_payment check ((state = 'settled') = (payment_id is not null))
);
create index collected_slip_by_invoice on collected_slip (organization_id, invoice_id);
call wall_in('collected_slip', 'select, insert, update');
