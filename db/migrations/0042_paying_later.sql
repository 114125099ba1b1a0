-- コンビニ払い・銀行振込 through Stripe: chosen with the application, complete without money, paid or expired later.
alter table stripe_account
  add column offers_konbini boolean not null default false,
  add column offers_transfer boolean not null default false;

alter table application drop constraint application_state_is_known;
alter table application
  add constraint application_state_is_known
    check (state in ('filled', 'confirmed', 'awaiting-payment', 'paid', 'abandoned', 'refund-due')),
  -- 払込期限: the last JST day on which the number of the store may be paid; null where it does not expire
  add column payable_until date,
  -- Stripe's page with the number or the account
  add column instructions_url text;
create index application_awaiting_payment on application (organization_id, confirmed_at) where state = 'awaiting-payment';

-- Money that Stripe holds until its payout, however it was paid; a payment intent is its key.
alter table payment add column through_stripe boolean not null generated always as (way = 'card' or starts_with(external_key, 'pi_')) stored;
