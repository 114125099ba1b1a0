-- セミナー(蝉太郎): what is held, its seats, who applied, and the subledger of its money.

-- 会場
create table room (
  organization_id uuid not null constraint room_of_an_organization references organization (id),
  id uuid not null default new_id(),
  code text not null constraint room_code_is_plain check (code ~ '^[A-Z0-9][A-Z0-9_-]{0,29}$'),
  name text not null,
  name_english text not null default '',
  address text not null default '',
  capacity integer not null constraint a_room_has_seats check (capacity > 0),
  constraint room_key primary key (organization_id, id),
  constraint room_code_is_unique unique (organization_id, code)
);
call wall_in('room', 'select, insert, update');

create table seminar (
  organization_id uuid not null constraint seminar_of_an_organization references organization (id),
  id uuid not null default new_id(),
  code text not null constraint seminar_code_is_plain check (code ~ '^[A-Z0-9][A-Z0-9_-]{0,29}$'),
  title text not null,
  title_english text not null default '',
  summary text not null default '',
  lecturer text not null default '',
  series_code text not null default '',
  copied_from_id uuid,
  state text not null default 'draft' constraint seminar_state_is_known
    check (state in ('draft', 'published', 'closed', 'finished', 'cancelled')),
  tax_rate_percent integer not null default 10 constraint seminar_tax_rate_is_known check (tax_rate_percent in (0, 8, 10)),
  -- 受付期間: from the publication, up to the start of the first session, where nothing else is said.
  opens_at timestamptz,
  closes_at timestamptz,
  ways text[] not null default '{free}' constraint seminar_payment_ways_are_known
    check (cardinality(ways) > 0 and ways <@ array['free', 'card', 'invoice', 'onsite']),
  needs_approval boolean not null default false,
  party_max integer not null default 10 constraint seminar_party_is_small check (party_max between 1 and 100),
  waits boolean not null default true,
  offer_hours integer not null default 24 constraint an_offer_stands_a_while check (offer_hours between 1 and 720),
  invoice_days integer not null default 14 constraint invoice_days_are_sensible check (invoice_days between 0 and 120),
  reminder_days integer[] not null default '{7,1}',
  contact text not null default '',
  published_at timestamptz,
  -- The day its revenue was recognised: held, and posted.
  recognised_on date,
  constraint seminar_key primary key (organization_id, id),
  constraint seminar_code_is_unique unique (organization_id, code),
  constraint seminar_copied_from_a_seminar foreign key (organization_id, copied_from_id) references seminar (organization_id, id),
  constraint a_seminar_opens_before_it_closes check (opens_at is null or closes_at is null or opens_at < closes_at)
);
create index seminar_by_state on seminar (organization_id, state);
call wall_in('seminar', 'select, insert, update');

-- 開催回
create table seminar_session (
  organization_id uuid not null,
  id uuid not null default new_id(),
  seminar_id uuid not null,
  seq integer not null,
  title text not null default '',
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  room_id uuid,
  mode text not null default 'onsite' constraint session_mode_is_known check (mode in ('onsite', 'online', 'hybrid')),
  join_url text not null default '',
  counts_for_certificate boolean not null default true,
  required_minutes integer constraint required_minutes_are_positive check (required_minutes > 0),
  constraint seminar_session_key primary key (organization_id, id),
  constraint session_seq_is_unique unique (organization_id, seminar_id, seq),
  constraint session_of_a_seminar foreign key (organization_id, seminar_id) references seminar (organization_id, id),
  constraint session_in_a_room foreign key (organization_id, room_id) references room (organization_id, id),
  constraint a_session_ends_after_it_starts check (ends_at > starts_at)
);
create index seminar_session_by_start on seminar_session (organization_id, starts_at);
call wall_in('seminar_session', 'select, insert, update, delete');

-- 定員枠: `taken` is moved by the trigger on seat_claim and by nothing else.
create table seat_pool (
  organization_id uuid not null,
  id uuid not null default new_id(),
  seminar_id uuid not null,
  name text not null,
  capacity integer not null constraint pool_capacity_is_not_negative check (capacity >= 0),
  overbook integer not null default 0 constraint overbooking_is_not_negative check (overbook >= 0),
  taken integer not null default 0 constraint taken_seats_are_not_negative check (taken >= 0),
  is_numbered boolean not null default false,
  constraint seat_pool_key primary key (organization_id, id),
  constraint pool_name_is_unique unique (organization_id, seminar_id, name),
  constraint pool_of_a_seminar foreign key (organization_id, seminar_id) references seminar (organization_id, id),
  constraint a_pool_is_never_oversold check (taken <= capacity + overbook)
) with (fillfactor = 50);
call wall_in('seat_pool', 'select, insert, update');

create function guard_taken_seats() returns trigger language plpgsql as $$
begin
  if (tg_op = 'INSERT' and new.taken <> 0) or (tg_op = 'UPDATE' and new.taken <> old.taken and pg_trigger_depth() < 2) then
    raise exception 'taken seats are counted, not written' using errcode = '23514', constraint = 'taken_seats_are_counted';
  end if;
  return new;
end
$$;
create trigger taken_seats_are_counted before insert or update on seat_pool for each row execute function guard_taken_seats();

-- 受講料
create table fee_type (
  organization_id uuid not null,
  id uuid not null default new_id(),
  seminar_id uuid not null,
  seq integer not null,
  name text not null,
  name_english text not null default '',
  audience text not null default 'anyone' constraint fee_audience_is_known
    check (audience in ('anyone', 'member', 'nonmember', 'student', 'staff-only')),
  price_yen bigint not null constraint fee_is_not_negative check (price_yen >= 0),
  valid_from date,
  valid_until date,
  party_min integer not null default 1 constraint fee_party_is_positive check (party_min > 0),
  constraint fee_type_key primary key (organization_id, id),
  constraint fee_seq_is_unique unique (organization_id, seminar_id, seq),
  constraint fee_of_a_seminar foreign key (organization_id, seminar_id) references seminar (organization_id, id)
);
call wall_in('fee_type', 'select, insert, update');

-- A fee takes a seat of each of its pools.
create table fee_type_pool (
  organization_id uuid not null,
  fee_type_id uuid not null,
  pool_id uuid not null,
  constraint fee_type_pool_key primary key (organization_id, fee_type_id, pool_id),
  constraint fee_type_pool_of_a_fee foreign key (organization_id, fee_type_id) references fee_type (organization_id, id),
  constraint fee_type_pool_of_a_pool foreign key (organization_id, pool_id) references seat_pool (organization_id, id)
);
call wall_in('fee_type_pool', 'select, insert, delete');

-- 質問項目
create table seminar_question (
  organization_id uuid not null,
  seminar_id uuid not null,
  seq integer not null,
  label text not null,
  label_english text not null default '',
  choices text[] not null default '{}',
  is_required boolean not null default false,
  constraint seminar_question_key primary key (organization_id, seminar_id, seq),
  constraint question_of_a_seminar foreign key (organization_id, seminar_id) references seminar (organization_id, id)
);
call wall_in('seminar_question', 'select, insert, update, delete');

-- キャンセル規定: so many days before the first session or fewer, this share of the fee is kept.
create table seminar_cancellation_rule (
  organization_id uuid not null,
  seminar_id uuid not null,
  days_before integer not null constraint cancellation_days_are_not_negative check (days_before >= 0),
  fee_percent integer not null constraint cancellation_fee_is_a_share check (fee_percent between 0 and 100),
  constraint seminar_cancellation_rule_key primary key (organization_id, seminar_id, days_before),
  constraint cancellation_rule_of_a_seminar foreign key (organization_id, seminar_id) references seminar (organization_id, id)
);
call wall_in('seminar_cancellation_rule', 'select, insert, update, delete');

-- 優待コード
create table seminar_voucher (
  organization_id uuid not null constraint voucher_code_of_an_organization references organization (id),
  code text not null constraint voucher_code_is_plain check (code ~ '^[A-Z0-9][A-Z0-9-]{2,29}$'),
  seminar_id uuid,
  percent integer not null constraint voucher_percent_is_a_share check (percent between 1 and 100),
  uses_max integer not null constraint a_voucher_code_is_for_use check (uses_max > 0),
  valid_until date,
  constraint seminar_voucher_key primary key (organization_id, code),
  constraint voucher_code_for_a_seminar foreign key (organization_id, seminar_id) references seminar (organization_id, id)
);
call wall_in('seminar_voucher', 'select, insert, update');

-- 受講申込: one payer, one or more attendees; from the filled form on.
create table seminar_order (
  organization_id uuid not null,
  id uuid not null,
  number text not null,
  seminar_id uuid not null,
  fee_type_id uuid not null,
  payer_id uuid,
  channel text not null constraint seminar_order_channel_is_known check (channel in ('web', 'phone', 'fax', 'post', 'door')),
  way text not null constraint seminar_order_way_is_known check (way in ('free', 'card', 'invoice', 'onsite')),
  state text not null default 'filled' constraint seminar_order_state_is_known
    check (state in ('filled', 'waiting', 'offered', 'held', 'approval', 'confirmed', 'cancelled', 'expired', 'refund-due')),
  party integer not null constraint a_party_is_somebody check (party > 0),
  unit_yen bigint not null constraint seminar_price_is_not_negative check (unit_yen >= 0),
  total_yen bigint not null constraint seminar_total_is_not_negative check (total_yen >= 0),
  tax_rate_percent integer not null,
  voucher_code text,
  form jsonb not null,
  shown jsonb,
  shown_version text,
  locale text not null constraint seminar_order_locale_is_known check (locale in ('ja', 'en')),
  source_code text not null default '',
  source_page text not null default '',
  started_at timestamptz not null,
  -- 確定: the reader pressed the button, or staff did for him.
  placed_at timestamptz,
  confirmed_at timestamptz,
  cancelled_on date,
  due_on date,
  -- Until when seats are held for it: card payment, inquiry, offer from the waiting list.
  held_until timestamptz,
  recorded_by text not null,
  constraint seminar_order_key primary key (organization_id, id),
  constraint seminar_order_number_is_unique unique (organization_id, number),
  constraint seminar_order_for_a_seminar foreign key (organization_id, seminar_id) references seminar (organization_id, id),
  constraint seminar_order_at_a_fee foreign key (organization_id, fee_type_id) references fee_type (organization_id, id),
  constraint seminar_order_by_a_payer foreign key (organization_id, payer_id) references member (organization_id, id),
  constraint seminar_order_with_a_voucher foreign key (organization_id, voucher_code) references seminar_voucher (organization_id, code)
);
create index seminar_order_by_seminar on seminar_order (organization_id, seminar_id, state);
create index seminar_order_by_payer on seminar_order (organization_id, payer_id) where payer_id is not null;
create index seminar_order_held on seminar_order (organization_id, held_until) where held_until is not null;
call wall_in('seminar_order', 'select, insert, update');

-- 受講者
create table registration (
  organization_id uuid not null,
  id uuid not null default new_id(),
  number text not null,
  order_id uuid not null,
  seminar_id uuid not null,
  fee_type_id uuid not null,
  seq integer not null,
  member_id uuid,
  family_name text not null,
  given_name text not null default '',
  family_name_kana text not null default '',
  given_name_kana text not null default '',
  search_kana text not null generated always as (search_form(family_name_kana || given_name_kana)) stored,
  company_name text not null default '',
  department text not null default '',
  email text not null default '',
  phone text not null default '',
  price_yen bigint not null constraint registration_price_is_not_negative check (price_yen >= 0),
  state text not null constraint registration_state_is_known check (state in ('held', 'confirmed', 'cancelled', 'expired')),
  allows_reminder boolean not null default true,
  answers jsonb not null default '[]',
  join_token text not null default encode(uuid_send(gen_random_uuid()), 'hex'),
  cancelled_on date,
  constraint registration_key primary key (organization_id, id),
  constraint registration_number_is_unique unique (organization_id, number),
  constraint registration_of_an_order foreign key (organization_id, order_id) references seminar_order (organization_id, id),
  constraint registration_for_a_seminar foreign key (organization_id, seminar_id) references seminar (organization_id, id),
  constraint registration_at_a_fee foreign key (organization_id, fee_type_id) references fee_type (organization_id, id),
  constraint registration_of_a_member foreign key (organization_id, member_id) references member (organization_id, id)
);
create index registration_by_seminar on registration (organization_id, seminar_id, state);
create index registration_by_order on registration (organization_id, order_id);
create index registration_by_member on registration (organization_id, member_id) where member_id is not null;
call wall_in('registration', 'select, insert, update');

-- 代理・変更・取消の経過: only added to.
create table registration_event (
  organization_id uuid not null,
  registration_id uuid not null,
  seq integer not null,
  kind text not null constraint registration_event_kind_is_known check (kind in ('swapped', 'cancelled')),
  before jsonb not null default '{}',
  recorded_at timestamptz not null,
  recorded_by text not null,
  constraint registration_event_key primary key (organization_id, registration_id, seq),
  constraint registration_event_of_a_registration foreign key (organization_id, registration_id)
    references registration (organization_id, id)
);
call wall_in('registration_event', 'select, insert');

-- 席の確保: one row a seat. A registration has one live claim in each pool of its fee.
create table seat_claim (
  organization_id uuid not null,
  id uuid not null default new_id(),
  pool_id uuid not null,
  order_id uuid not null,
  registration_id uuid,
  seat_no integer,
  state text not null constraint claim_state_is_known check (state in ('held', 'confirmed', 'released', 'expired')),
  reason text not null constraint claim_reason_is_known
    check (reason in ('application', 'checkout', 'approval', 'waitlist-offer', 'inquiry', 'staff', 'door')),
  expires_at timestamptz,
  claimed_at timestamptz not null,
  constraint seat_claim_key primary key (organization_id, id),
  constraint claim_in_a_pool foreign key (organization_id, pool_id) references seat_pool (organization_id, id),
  constraint claim_of_an_order foreign key (organization_id, order_id) references seminar_order (organization_id, id),
  constraint claim_of_a_registration foreign key (organization_id, registration_id) references registration (organization_id, id),
  constraint a_held_seat_says_until_when check (state <> 'held' or expires_at is not null or reason = 'approval')
);
create unique index a_seat_is_taken_once on seat_claim (organization_id, pool_id, seat_no)
  where seat_no is not null and state in ('held', 'confirmed');
create unique index a_registration_has_one_seat_a_pool on seat_claim (organization_id, registration_id, pool_id)
  where registration_id is not null and state in ('held', 'confirmed');
create index seat_claim_by_order on seat_claim (organization_id, order_id);
create index seat_claim_held on seat_claim (organization_id, expires_at) where state = 'held';
call wall_in('seat_claim', 'select, insert, update');

create function count_new_seat_claims() returns trigger language plpgsql as $$
begin
  update seat_pool as pool set taken = pool.taken + moved.seats
  from (
    select organization_id, pool_id, count(*)::integer as seats from added where state in ('held', 'confirmed') group by 1, 2
  ) as moved
  where pool.organization_id = moved.organization_id and pool.id = moved.pool_id;
  return null;
end
$$;
create trigger new_claims_take_seats after insert on seat_claim
  referencing new table as added for each statement execute function count_new_seat_claims();

create function count_moved_seat_claims() returns trigger language plpgsql as $$
begin
  update seat_pool as pool set taken = pool.taken + moved.seats
  from (
    select organization_id, pool_id, sum(seats)::integer as seats from (
      select organization_id, pool_id, 1 as seats from added where state in ('held', 'confirmed')
      union all
      select organization_id, pool_id, -1 from removed where state in ('held', 'confirmed')
    ) as both_sides group by 1, 2 having sum(seats) <> 0
  ) as moved
  where pool.organization_id = moved.organization_id and pool.id = moved.pool_id;
  return null;
end
$$;
create trigger moved_claims_move_seats after update on seat_claim
  referencing new table as added old table as removed for each statement execute function count_moved_seat_claims();

-- 席を取る: a seat of each pool of the fee for each living registration of these orders without one, all or none; the number taken.
-- One statement: the guard skips what is visibly full, and the constraint refuses what two would take at once.
create function take_seats(wanted_orders uuid[], seat_state text, why text, until timestamptz, at timestamptz)
returns integer language sql volatile as $$
  with wanted as (
    select pool.organization_id, pool.id as pool_id, registration.id as registration_id, registration.order_id, pool.capacity + pool.overbook - pool.taken as free,
      count(*) over (partition by pool.id) as needed
    from registration
    join fee_type_pool on fee_type_pool.fee_type_id = registration.fee_type_id
    join seat_pool as pool on pool.id = fee_type_pool.pool_id
    where registration.order_id = any(wanted_orders) and registration.state in ('held', 'confirmed')
      and not exists (select from seat_claim as live where live.registration_id = registration.id and live.pool_id = pool.id
        and live.state in ('held', 'confirmed'))
  ), taken as (
    insert into seat_claim (organization_id, pool_id, order_id, registration_id, state, reason, expires_at, claimed_at)
    select organization_id, pool_id, order_id, registration_id, seat_state, why, until, at from wanted
    where not exists (select from wanted as short where short.free < short.needed)
    order by pool_id
    returning 1
  )
  select count(*)::integer from taken
$$;
grant execute on function take_seats to teiki_app;

-- 補助簿 (セミナー): the same shape as `movement`, for seminar orders.
create table seminar_position (
  organization_id uuid not null,
  order_id uuid not null,
  deferred_yen bigint not null default 0 constraint seminar_deferred_is_not_negative check (deferred_yen >= 0),
  receivable_yen bigint not null default 0 constraint seminar_receivable_is_not_negative check (receivable_yen >= 0),
  recognised_yen bigint not null default 0 constraint seminar_recognised_is_not_negative check (recognised_yen >= 0),
  constraint seminar_position_key primary key (organization_id, order_id),
  constraint seminar_position_of_an_order foreign key (organization_id, order_id) references seminar_order (organization_id, id),
  constraint seminar_order_owes_or_is_owed check (deferred_yen = 0 or receivable_yen = 0)
) with (fillfactor = 50);
call wall_in('seminar_position', 'select, insert, update');

create table seminar_movement (
  organization_id uuid not null,
  order_id uuid not null,
  voucher_id uuid not null,
  effective_on date not null,
  cause text not null constraint seminar_movement_cause_is_known
    check (cause in ('payment', 'held', 'refund', 'fee-kept', 'written-off', 'recovered', 'reversal')),
  deferred_yen bigint not null,
  receivable_yen bigint not null,
  net_yen bigint not null default 0,
  tax_yen bigint not null default 0,
  constraint seminar_movement_key primary key (organization_id, order_id, voucher_id, cause),
  constraint seminar_movement_of_an_order foreign key (organization_id, order_id) references seminar_position (organization_id, order_id),
  constraint seminar_movement_of_a_voucher foreign key (organization_id, voucher_id, effective_on)
    references voucher (organization_id, id, effective_on)
);
create index seminar_movement_by_voucher on seminar_movement (organization_id, voucher_id);
call wall_in('seminar_movement', 'select, insert');

create function move_seminar_positions() returns trigger language plpgsql as $$
begin
  update seminar_position as position
  set deferred_yen = position.deferred_yen + moved.deferred_yen, receivable_yen = position.receivable_yen + moved.receivable_yen,
      recognised_yen = position.recognised_yen + moved.recognised_yen
  from (
    select organization_id, order_id, sum(deferred_yen)::bigint as deferred_yen, sum(receivable_yen)::bigint as receivable_yen,
      coalesce(sum(net_yen + tax_yen) filter (where cause = 'held'), 0)::bigint as recognised_yen
    from added group by 1, 2
  ) as moved
  where position.organization_id = moved.organization_id and position.order_id = moved.order_id;
  return null;
end
$$;
create trigger seminar_movement_moves_the_position after insert on seminar_movement
  referencing new table as added for each statement execute function move_seminar_positions();

create table seminar_payment_allocation (
  organization_id uuid not null,
  payment_id uuid not null,
  order_id uuid not null,
  amount_yen bigint not null constraint seminar_allocation_is_positive check (amount_yen > 0),
  constraint seminar_payment_allocation_key primary key (organization_id, payment_id, order_id),
  constraint seminar_allocation_of_a_payment foreign key (organization_id, payment_id) references payment (organization_id, id),
  constraint seminar_allocation_to_an_order foreign key (organization_id, order_id) references seminar_order (organization_id, id)
);
create index seminar_payment_allocation_by_order on seminar_payment_allocation (organization_id, order_id);
call wall_in('seminar_payment_allocation', 'select, insert');

-- 返金 (セミナー): owed (未払金) until paid out; a payment that came too late is given back once.
create table seminar_refund (
  organization_id uuid not null,
  id uuid not null default new_id(),
  number text not null,
  order_id uuid not null,
  payment_id uuid,
  amount_yen bigint not null constraint seminar_refund_is_positive check (amount_yen > 0),
  cause text not null constraint seminar_refund_cause_is_known check (cause in ('cancellation', 'seminar-cancelled', 'late-payment')),
  owed_on date not null,
  paid_on date,
  paid_way text constraint seminar_refund_way_is_known check (paid_way in ('bank-transfer', 'cash', 'card')),
  constraint seminar_refund_key primary key (organization_id, id),
  constraint seminar_refund_number_is_unique unique (organization_id, number),
  constraint a_late_payment_is_refunded_once unique (organization_id, payment_id),
  constraint seminar_refund_of_an_order foreign key (organization_id, order_id) references seminar_order (organization_id, id),
  constraint seminar_refund_of_a_payment foreign key (organization_id, payment_id) references payment (organization_id, id),
  constraint a_paid_seminar_refund_says_how check ((paid_on is null) = (paid_way is null))
);
create index seminar_refund_by_order on seminar_refund (organization_id, order_id);
call wall_in('seminar_refund', 'select, insert, update');

-- キャンセル待ち: the order waits; first come, first offered, unless staff say otherwise.
create table waitlist_entry (
  organization_id uuid not null,
  order_id uuid not null,
  seminar_id uuid not null,
  party integer not null,
  priority integer not null default 0,
  joined_at timestamptz not null,
  state text not null default 'waiting' constraint waitlist_state_is_known
    check (state in ('waiting', 'offered', 'accepted', 'declined', 'expired', 'withdrawn')),
  offered_at timestamptz,
  constraint waitlist_entry_key primary key (organization_id, order_id),
  constraint waitlist_entry_is_an_order foreign key (organization_id, order_id) references seminar_order (organization_id, id),
  constraint waitlist_entry_for_a_seminar foreign key (organization_id, seminar_id) references seminar (organization_id, id)
);
create index waitlist_in_order on waitlist_entry (organization_id, seminar_id, priority desc, joined_at) where state = 'waiting';
call wall_in('waitlist_entry', 'select, insert, update');

-- A Checkout session is opened for an application or for a seminar order.
alter table stripe_request
  alter column application_id drop not null,
  add column seminar_order_id uuid,
  add constraint stripe_request_of_a_seminar_order foreign key (organization_id, seminar_order_id) references seminar_order (organization_id, id),
  add constraint stripe_request_has_one_subject check (num_nonnulls(application_id, seminar_order_id) = 1),
  add constraint seminar_checkout_attempt_is_unique unique (organization_id, seminar_order_id, attempt);

alter table voucher drop constraint voucher_kind_is_known;
alter table voucher add constraint voucher_kind_is_known check (kind in ('opening', 'payment', 'issue-run', 'refund', 'cancellation',
  'allowance', 'write-off', 'payout', 'transfer', 'manual', 'reversal', 'seminar'));

-- 補助簿の全体: contracts and seminar orders in one shape, for every report that must tie to the general ledger.
create view ledger_movement with (security_invoker = true) as
select organization_id, contract_id as subject_id, voucher_id, effective_on, cause, deferred_yen, receivable_yen, net_yen, tax_yen from movement
union all
select organization_id, order_id, voucher_id, effective_on, case cause when 'held' then 'issue' else cause end, deferred_yen, receivable_yen,
  net_yen, tax_yen from seminar_movement;
grant select on ledger_movement to teiki_app;

-- Who owes and is owed: a contract or a seminar order, with its group, price and payments.
create view ledger_subject with (security_invoker = true) as
select contract.organization_id, contract.id, contract.number, contract.payer_id, publication.code as group_code,
  publication.name as group_title, offer.name as plan, contract.price_yen, contract.opening_paid_yen, contract.opened_on,
  contract.state <> 'cancelled' as is_billed
from contract
join publication on publication.organization_id = contract.organization_id and publication.id = contract.publication_id
join offer on offer.organization_id = contract.organization_id and offer.id = contract.offer_id
union all
select seminar_order.organization_id, seminar_order.id, seminar_order.number, seminar_order.payer_id, 'セミナー', '受講料',
  seminar.code || ' ' || seminar.title,
  -- What is billed: the fee of those who still come, fees kept, and what was given back of what came in.
  seminar_order.total_yen + coalesce((select sum(case cause when 'fee-kept' then net_yen + tax_yen when 'refund' then -deferred_yen end)
    from seminar_movement where seminar_movement.organization_id = seminar_order.organization_id
      and seminar_movement.order_id = seminar_order.id), 0)::bigint, 0, (coalesce(seminar_order.confirmed_at, seminar_order.started_at) at time zone 'Asia/Tokyo')::date,
  seminar_order.confirmed_at is not null
from seminar_order
join seminar on seminar.organization_id = seminar_order.organization_id and seminar.id = seminar_order.seminar_id
where seminar_order.payer_id is not null;
grant select on ledger_subject to teiki_app;

create view ledger_allocation with (security_invoker = true) as
select organization_id, payment_id, contract_id as subject_id, amount_yen from payment_allocation
union all
select organization_id, payment_id, order_id, amount_yen from seminar_payment_allocation;
grant select on ledger_allocation to teiki_app;
