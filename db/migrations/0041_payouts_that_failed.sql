-- 振込の失敗: a payout that the bank sent back; its money is Stripe's again (未収入金), the fees stay what they were.
create table stripe_payout_failure (
  organization_id uuid not null,
  payout_id text not null,
  failed_on date not null,
  voucher_id uuid not null,
  constraint stripe_payout_failure_key primary key (organization_id, payout_id),
  constraint failure_of_a_payout foreign key (organization_id, payout_id) references stripe_payout (organization_id, payout_id),
  constraint payout_failure_has_a_voucher foreign key (organization_id, voucher_id) references voucher (organization_id, id)
);
call wall_in('stripe_payout_failure', 'select, insert');
