-- 登録カード: what Stripe keeps for charges without the reader; ids, brand and last four digits only.
create table card_on_file (
  organization_id uuid not null,
  member_id uuid not null,
  customer_id text not null,
  payment_method_id text not null,
  brand text not null default '',
  last4 text not null constraint kept_card_shows_four_digits_only check (last4 ~ '^[0-9]{4}$'),
  -- The last month it is good for.
  expires_month text not null constraint card_month_is_year_and_month check (expires_month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  kept_at timestamptz not null,
  constraint card_on_file_key primary key (organization_id, member_id),
  constraint card_of_a_member foreign key (organization_id, member_id) references member (organization_id, id)
);
call wall_in('card_on_file', 'select, insert, update, delete');

-- 自動更新: one for each term that renews by card; announced with amount and date, charged, tried again, given up.
create table auto_renewal (
  organization_id uuid not null,
  contract_id uuid not null,
  offer_id uuid not null,
  copies integer not null,
  amount_yen bigint not null constraint auto_renewal_costs_something check (amount_yen > 0),
  announced_on date not null,
  charge_on date not null,
  next_try_on date,
  attempts integer not null default 0,
  state text not null default 'announced' constraint auto_renewal_state_is_known
    check (state in ('announced', 'retrying', 'renewed', 'fallen-back', 'withdrawn')),
  decline_code text not null default '',
  -- The address of the reader's own form, for the card that needs to be another one.
  token_hash text not null,
  token_sealed text not null,
  constraint auto_renewal_key primary key (organization_id, contract_id),
  constraint auto_renewal_of_a_contract foreign key (organization_id, contract_id) references contract (organization_id, id),
  constraint auto_renewal_to_an_offer foreign key (organization_id, offer_id) references offer (organization_id, id),
  constraint auto_renewal_token_is_unique unique (organization_id, token_hash),
  constraint a_settled_renewal_is_not_tried check ((next_try_on is null) = (state in ('renewed', 'fallen-back', 'withdrawn')))
);
create index auto_renewal_to_try on auto_renewal (organization_id, next_try_on) where next_try_on is not null;
call wall_in('auto_renewal', 'select, insert, update');

-- A charge without the reader is a request of Stripe like a Checkout session: its key is written before the call.
alter table stripe_request drop constraint stripe_request_has_one_subject;
alter table stripe_request drop constraint stripe_request_state_is_known;
alter table stripe_request
  alter column expires_at drop not null,
  add column contract_id uuid,
  add column amount_yen bigint,
  add column customer_id text,
  add column payment_method_id text,
  add column decline_code text,
  add constraint stripe_request_state_is_known check (state in ('open', 'created', 'paid', 'expired', 'failed', 'declined')),
  add constraint stripe_request_of_a_contract foreign key (organization_id, contract_id) references contract (organization_id, id),
  add constraint stripe_request_has_one_subject check (num_nonnulls(application_id, seminar_order_id, contract_id) = 1),
  add constraint a_charge_names_card_and_amount
    check (contract_id is null or num_nonnulls(amount_yen, customer_id, payment_method_id) = 3),
  add constraint charge_attempt_is_unique unique (organization_id, contract_id, attempt);
create index stripe_charge_open on stripe_request (organization_id, recorded_at) where operation = 'charge' and state = 'open';
