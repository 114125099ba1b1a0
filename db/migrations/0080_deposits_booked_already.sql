-- 記帳済みの入金: the bank's file brings what other ways have booked, too (Stripe's payouts, 口座振替, an agent's payout). Such a deposit is set
-- aside, or its money would be booked twice; so is what is no payer's at all (利息, 口座間の振替), with its reason.
alter table bank_line
  -- The source key of the voucher, or debit: and the request's number
  add column booked_as text,
  add column aside_because text not null default '';
alter table bank_line add constraint a_deposit_is_set_aside_for_a_reason
  check ((state = 'ignored') = (booked_as is not null or aside_because <> ''));
create unique index what_is_booked_is_one_deposit on bank_line (organization_id, booked_as) where booked_as is not null;
