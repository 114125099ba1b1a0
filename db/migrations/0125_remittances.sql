-- 振込データ (総合振込, 全銀 21): a file for one 取組日 with the refunds that it pays, frozen as it was made.
create table remittance (
  organization_id uuid not null constraint remittance_of_an_organization references organization (id),
  id uuid not null default new_id(),
  number text not null,
  pays_on date not null,
  state text not null default 'made' constraint remittance_state_is_known check (state in ('made', 'paid', 'cancelled')),
  line_count integer not null constraint a_remittance_pays_something check (line_count > 0),
  total_yen bigint not null,
  file_id uuid not null,
  sha256 text not null,
  made_at timestamptz not null,
  made_by text not null,
  paid_on date,
  decided_at timestamptz,
  decided_by text,
  constraint remittance_key primary key (organization_id, id),
  constraint remittance_number_is_unique unique (organization_id, number),
  constraint remittance_is_stored foreign key (organization_id, file_id) references stored_file (organization_id, id),
  constraint a_paid_remittance_says_when check ((state = 'paid') = (paid_on is not null)),
  constraint a_decided_remittance_says_who check ((state = 'made') = (decided_at is null) and (decided_at is null) = (decided_by is null))
);
call wall_in('remittance', 'select, insert, update');

-- One refund in a file. The account stands in the file and with the refund, not here.
create table remittance_line (
  organization_id uuid not null,
  remittance_id uuid not null,
  line_no integer not null,
  refund_number text not null,
  amount_yen bigint not null constraint a_remitted_amount_is_positive check (amount_yen > 0),
  -- False once the bank gave it back or the file was taken back: the refund may go into another file.
  is_live boolean not null default true,
  -- 組戻し: the day on which the bank gave it back, or said that it could not pay.
  returned_on date,
  constraint remittance_line_key primary key (organization_id, remittance_id, line_no),
  constraint a_refund_stands_once_in_a_remittance unique (organization_id, remittance_id, refund_number),
  constraint remittance_line_of_a_remittance foreign key (organization_id, remittance_id) references remittance (organization_id, id),
  constraint remittance_line_pays_a_refund foreign key (organization_id, refund_number) references refund (organization_id, number),
  constraint what_came_back_is_not_live check (returned_on is null or not is_live)
);
create unique index a_refund_is_in_one_live_remittance on remittance_line (organization_id, refund_number) where is_live;
create index remittance_line_by_refund on remittance_line (organization_id, refund_number);
call wall_in('remittance_line', 'select, insert, update');

-- Refunds that are owed to an account that the reader told, in yen less what has gone to a card: ready for a file, or why not yet. What is in
-- a file, or on its way to a card, is not listed.
create view refund_to_remit with (security_invoker = true) as
select refund.organization_id, refund.number as refund_number, refund.owed_on, refund.payer_id, asked.contract_id, asked.publication_id,
  refund.amount_yen - on_cards.done_yen as left_yen, asked.bank_code, asked.bank_name, asked.branch_code, asked.branch_name,
  asked.account_kind, asked.account_number, asked.account_holder, asked.account_returned_on,
  case when asked.account_returned_on is not null then 'returned' when asked.bank_code = '' then 'without-codes' else 'ready' end as state
from refund join discontinued_contract as asked on asked.organization_id = refund.organization_id and asked.refund_number = refund.number
cross join lateral (
  select coalesce(sum(amount_yen) filter (where card_refund.state = 'done'), 0)::bigint as done_yen,
    coalesce(bool_or(card_refund.state = 'waiting'), false) as is_waiting
  from card_refund where card_refund.organization_id = refund.organization_id and card_refund.refund_number = refund.number
) as on_cards
where refund.paid_on is null and asked.account_number <> '' and not on_cards.is_waiting and refund.amount_yen > on_cards.done_yen
  and not exists (select from remittance_line as line where line.organization_id = refund.organization_id
    and line.refund_number = refund.number and line.is_live);
grant select on refund_to_remit to teiki_app;

alter table contract_event drop constraint contract_event_kind_is_known;
alter table contract_event add constraint contract_event_kind_is_known check (kind in
  ('opened', 'renewed', 'copies', 'recipient', 'held', 'resumed', 'undeliverable', 'cancelled', 'retained', 'stopped', 'reactivated', 'transferred', 'written-off', 'allowance', 'renewal-declined', 'refunded', 'reshipped', 'refund-returned'));

alter table retention_rule drop constraint retention_kind_is_known;
alter table retention_rule add constraint retention_kind_is_known check (kind in
  ('member', 'application', 'mail', 'stripe-event', 'export-file', 'upload-file', 'label-file', 'student-proof', 'letter-file', 'remittance-file'));
