-- 申込・入金・Stripe・送信

create table stripe_account (
  organization_id uuid not null constraint stripe_account_of_an_organization references organization (id),
  secret_key_sealed text not null,
  webhook_secret_sealed text not null,
  livemode boolean not null,
  checked_at timestamptz,
  constraint stripe_account_key primary key (organization_id)
);
call wall_in('stripe_account', 'select, insert, update');

-- 申込: the form, what the final confirmation showed (特定商取引法12条の6), and how it went on.
create table application (
  organization_id uuid not null,
  id uuid not null,
  offer_id uuid not null,
  form jsonb not null,
  shown jsonb,
  shown_version text,
  locale text not null constraint application_locale_is_known check (locale in ('ja', 'en')),
  state text not null default 'filled' constraint application_state_is_known
    check (state in ('filled', 'confirmed', 'paid', 'abandoned', 'refund-due')),
  source_code text not null default '',
  source_page text not null default '',
  started_at timestamptz not null,
  confirmed_at timestamptz,
  order_id uuid,
  constraint application_key primary key (organization_id, id),
  constraint application_for_an_offer foreign key (organization_id, offer_id) references offer (organization_id, id),
  constraint application_made_an_order foreign key (organization_id, order_id) references customer_order (organization_id, id)
);
create index application_by_state on application (organization_id, state, started_at);
call wall_in('application', 'select, insert, update');

-- Every call to Stripe starts as a row: the idempotency key is written before the call.
create table stripe_request (
  organization_id uuid not null constraint stripe_request_of_an_organization references organization (id),
  idempotency_key text not null,
  operation text not null,
  application_id uuid not null,
  attempt integer not null,
  state text not null default 'open' constraint stripe_request_state_is_known
    check (state in ('open', 'created', 'paid', 'expired', 'failed')),
  session_id text,
  session_url text,
  payment_intent_id text,
  expires_at timestamptz not null,
  recorded_at timestamptz not null,
  constraint stripe_request_key primary key (organization_id, idempotency_key),
  constraint stripe_request_of_an_application foreign key (organization_id, application_id) references application (organization_id, id),
  constraint checkout_attempt_is_unique unique (organization_id, application_id, attempt),
  constraint checkout_session_is_unique unique (organization_id, session_id)
);
call wall_in('stripe_request', 'select, insert, update');

-- Inbox of Stripe's events, raw; applied by the worker, which fetches the object again.
create table stripe_event (
  organization_id uuid not null constraint stripe_event_of_an_organization references organization (id),
  event_id text not null,
  type text not null,
  object_id text not null,
  raw jsonb not null,
  received_at timestamptz not null,
  state text not null default 'received' constraint stripe_event_state_is_known
    check (state in ('received', 'done', 'ignored', 'failed')),
  attempts integer not null default 0,
  last_error text,
  constraint stripe_event_key primary key (organization_id, event_id)
);
create index stripe_event_waiting on stripe_event (organization_id, received_at) where state in ('received', 'failed');
call wall_in('stripe_event', 'select, insert, update');

-- 入金
create table payment (
  organization_id uuid not null,
  id uuid not null default new_id(),
  number text not null,
  payer_id uuid not null,
  order_id uuid,
  way text not null constraint payment_way_of_a_payment_is_known
    check (way in ('card', 'convenience-store', 'bank-transfer', 'direct-debit', 'cash')),
  amount_yen bigint not null constraint payment_is_positive check (amount_yen > 0),
  received_on date not null,
  -- Stripe's payment intent, or the bank's reference: the natural key that books a payment once.
  external_key text not null,
  card_brand text,
  card_last4 text constraint card_shows_four_digits_only check (card_last4 ~ '^[0-9]{4}$'),
  recorded_at timestamptz not null default clock_timestamp(),
  constraint payment_key primary key (organization_id, id),
  constraint payment_number_is_unique unique (organization_id, number),
  constraint payment_is_booked_once unique (organization_id, external_key),
  constraint payment_by_a_payer foreign key (organization_id, payer_id) references member (organization_id, id),
  constraint payment_of_an_order foreign key (organization_id, order_id) references customer_order (organization_id, id)
);
create index payment_by_payer on payment (organization_id, payer_id);
call wall_in('payment', 'select, insert');

create table payment_allocation (
  organization_id uuid not null,
  payment_id uuid not null,
  contract_id uuid not null,
  amount_yen bigint not null constraint allocation_is_positive check (amount_yen > 0),
  constraint payment_allocation_key primary key (organization_id, payment_id, contract_id),
  constraint allocation_of_a_payment foreign key (organization_id, payment_id) references payment (organization_id, id),
  constraint allocation_to_a_contract foreign key (organization_id, contract_id) references contract (organization_id, id)
);
create index payment_allocation_by_contract on payment_allocation (organization_id, contract_id);
call wall_in('payment_allocation', 'select, insert');

-- Mail starts as a row, in the transaction of its cause; a rolled-back transaction sends nothing.
create table outbox (
  organization_id uuid not null constraint outbox_of_an_organization references organization (id),
  id uuid not null default new_id(),
  kind text not null,
  dedupe_key text not null,
  recipient text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  member_id uuid,
  state text not null default 'waiting' constraint outbox_state_is_known check (state in ('waiting', 'sent', 'failed')),
  attempts integer not null default 0,
  send_after timestamptz not null,
  sent_at timestamptz,
  last_error text,
  constraint outbox_key primary key (organization_id, id),
  constraint mail_goes_out_once unique (organization_id, dedupe_key),
  constraint outbox_to_a_member foreign key (organization_id, member_id) references member (organization_id, id)
);
create index outbox_waiting on outbox (organization_id, send_after) where state = 'waiting';
call wall_in('outbox', 'select, insert, update');
