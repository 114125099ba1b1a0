-- カードへの返金: one refund of one card payment at Stripe; the row and its key are there before the call.
create table card_refund (
  organization_id uuid not null,
  id uuid not null default new_id(),
  payment_id uuid not null,
  -- The refund (返金) that it pays, or null for money that was booked as 仮受金 and goes back as it came.
  refund_number text,
  amount_yen bigint not null constraint card_refund_is_positive check (amount_yen > 0),
  state text not null default 'waiting' constraint card_refund_state_is_known check (state in ('waiting', 'done', 'failed')),
  attempts integer not null default 0,
  stripe_refund_id text,
  last_error text not null default '',
  wanted_at timestamptz not null,
  wanted_by text not null,
  settled_at timestamptz,
  constraint card_refund_key primary key (organization_id, id),
  constraint card_refund_of_a_payment foreign key (organization_id, payment_id) references payment (organization_id, id),
  constraint card_refund_pays_a_refund foreign key (organization_id, refund_number) references refund (organization_id, number),
  constraint card_refund_is_made_once unique (organization_id, stripe_refund_id),
  constraint a_card_refund_done_names_stripes check ((state = 'done') = (stripe_refund_id is not null))
);
create index card_refund_by_payment on card_refund (organization_id, payment_id);
create index card_refund_by_refund on card_refund (organization_id, refund_number);
create index card_refund_waiting on card_refund (organization_id, wanted_at) where state = 'waiting';
call wall_in('card_refund', 'select, insert, update');

-- 異議申立て(チャージバック): as Stripe last told; booked when lost.
create table stripe_dispute (
  organization_id uuid not null constraint stripe_dispute_of_an_organization references organization (id),
  dispute_id text not null,
  payment_id uuid,
  amount_yen bigint not null,
  status text not null,
  reason text not null,
  opened_on date not null,
  answer_by date,
  booked_on date,
  constraint stripe_dispute_key primary key (organization_id, dispute_id),
  constraint stripe_dispute_of_a_payment foreign key (organization_id, payment_id) references payment (organization_id, id)
);
call wall_in('stripe_dispute', 'select, insert, update');

-- 入金(振込): a payout with the balance transactions that it is made of; booked as entry 3 from these, fees never guessed.
create table stripe_payout (
  organization_id uuid not null constraint stripe_payout_of_an_organization references organization (id),
  payout_id text not null,
  arrived_on date not null,
  net_yen bigint not null,
  gross_yen bigint not null,
  fee_yen bigint not null,
  voucher_id uuid not null,
  constraint stripe_payout_key primary key (organization_id, payout_id),
  constraint payout_is_gross_less_fees check (net_yen = gross_yen - fee_yen),
  constraint stripe_payout_has_a_voucher foreign key (organization_id, voucher_id) references voucher (organization_id, id)
);
create index stripe_payout_by_date on stripe_payout (organization_id, arrived_on);
call wall_in('stripe_payout', 'select, insert');

create table stripe_payout_line (
  organization_id uuid not null,
  payout_id text not null,
  transaction_id text not null,
  kind text not null,
  source_id text not null,
  amount_yen bigint not null,
  fee_yen bigint not null,
  created_on date not null,
  constraint stripe_payout_line_key primary key (organization_id, payout_id, transaction_id),
  constraint line_of_a_payout foreign key (organization_id, payout_id) references stripe_payout (organization_id, payout_id)
);
call wall_in('stripe_payout_line', 'select, insert');

-- 照合の差異: what the nightly comparison with Stripe found; gone when a later one finds it no more.
create table stripe_difference (
  organization_id uuid not null constraint stripe_difference_of_an_organization references organization (id),
  kind text not null constraint stripe_difference_kind_is_known check (kind in ('charge-not-booked', 'payment-not-charged',
    'amount-differs', 'refund-not-booked', 'refund-not-at-stripe', 'dispute-open', 'dispute-not-booked', 'payout-not-booked', 'balance')),
  subject text not null,
  ours_yen bigint not null,
  theirs_yen bigint not null,
  found_at timestamptz not null,
  seen_at timestamptz not null,
  gone_at timestamptz,
  constraint stripe_difference_key primary key (organization_id, kind, subject)
);
call wall_in('stripe_difference', 'select, insert, update');

alter table movement drop constraint movement_cause_is_known;
alter table movement add constraint movement_cause_is_known check (cause in ('opening', 'payment', 'issue', 'refund', 'fee-kept',
  'repriced', 'forfeited', 'allowance', 'written-off', 'recovered', 'transfer', 'reversal', 'chargeback'));
alter table voucher drop constraint voucher_kind_is_known;
alter table voucher add constraint voucher_kind_is_known check (kind in ('opening', 'payment', 'issue-run', 'refund', 'cancellation',
  'allowance', 'write-off', 'payout', 'transfer', 'manual', 'reversal', 'seminar', 'chargeback'));
