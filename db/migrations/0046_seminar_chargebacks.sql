-- チャージバック of a seminar's card payment: 前受金, or 売掛金 where the seminar has been held, against what lies at Stripe.
alter table seminar_movement drop constraint seminar_movement_cause_is_known;
alter table seminar_movement add constraint seminar_movement_cause_is_known check (cause in ('payment', 'held', 'refund', 'fee-kept',
  'written-off', 'recovered', 'reversal', 'chargeback'));
