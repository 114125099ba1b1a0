-- 契約の一生: renewals, holds, endings, transfers, refunds, returned mail; what a shipment freezes for the statistics.

alter table publication
  add column delivery_class text not null default 'mail' constraint delivery_class_is_known
    check (delivery_class in ('mail', 'periodical', 'courier', 'hand')),
  add column discontinued_after integer;

alter table issue
  add column kind text not null default 'regular' constraint issue_kind_is_known check (kind in ('regular', 'double', 'special')),
  -- 合併号: units that this issue takes of a term; null takes the title's own number.
  add column consume_units integer constraint this_issue_consumes_one_or_two_units check (consume_units in (1, 2)),
  -- 休刊: never ships; terms extend by themselves.
  add column skipped_on date,
  add column weight_grams integer not null default 0 constraint weight_is_not_negative check (weight_grams >= 0),
  add column postage_yen bigint not null default 0 constraint postage_is_not_negative check (postage_yen >= 0),
  add column printed_copies integer not null default 0 constraint printed_copies_are_not_negative check (printed_copies >= 0),
  add column spoiled_copies integer not null default 0 constraint spoiled_copies_are_not_negative check (spoiled_copies >= 0),
  add constraint a_skipped_issue_never_shipped check (skipped_on is null or shipped_on is null);

alter table offer
  add column kind text not null default 'term' constraint offer_kind_is_known
    check (kind in ('term', 'single', 'sample', 'complimentary')),
  add column grace_issues integer not null default 0 constraint grace_issues_are_few check (grace_issues between 0 and 12),
  -- 解約時の返金 (⚙): what is left, less a fee, served issues at the single price, or nothing.
  add column refund_policy text not null default 'pro-rata' constraint refund_policy_is_known
    check (refund_policy in ('pro-rata', 'fee', 're-priced', 'none')),
  add column cancellation_fee_yen bigint not null default 0 constraint cancellation_fee_is_not_negative check (cancellation_fee_yen >= 0),
  add column single_price_yen bigint constraint single_price_is_positive check (single_price_yen > 0);

-- 募集源: what a campaign reached and cost (R7).
create table source_code (
  organization_id uuid not null constraint source_code_of_an_organization references organization (id),
  code text not null,
  name text not null,
  name_english text not null default '',
  kind text not null constraint source_kind_is_known
    check (kind in ('direct-mail', 'web', 'phone', 'insert', 'event', 'introduction', 'shop', 'other')),
  reached_count integer not null default 0 constraint reached_count_is_not_negative check (reached_count >= 0),
  cost_yen bigint not null default 0 constraint source_cost_is_not_negative check (cost_yen >= 0),
  starts_on date,
  ends_on date,
  constraint source_code_key primary key (organization_id, code)
);
call wall_in('source_code', 'select, insert, update');

alter table contract drop constraint contract_state_is_known;
alter table contract
  add constraint contract_state_is_known check (state in ('active', 'cancelled', 'stopped', 'transferred')),
  add column category text not null default 'individual' constraint contract_category_is_known
    check (category in ('individual', 'corporate', 'gift', 'membership', 'complimentary', 'sample')),
  add column channel text not null default 'import' constraint contract_channel_is_known
    check (channel in ('import', 'web', 'phone', 'fax', 'post', 'shop', 'renewal-form', 'auto-renewal')),
  -- 継続: the term before this one; a term is served only when the one before it has ended.
  add column previous_id uuid,
  add column generation integer not null default 1 constraint generation_is_positive check (generation > 0),
  add column first_start_issue integer,
  -- The step of the renewal series that brought this term (R6); 0 is 前倒し, before any step.
  add column renewal_effort integer,
  add column renewal_declined_on date,
  add column open_ended boolean not null default false,
  add column ship_every integer not null default 1 constraint ships_every_few_issues check (ship_every between 1 and 6),
  add column grace_issues integer not null default 0 constraint contract_grace_issues_are_few check (grace_issues between 0 and 12),
  -- The issue that took the last unit; null while units are left.
  add column last_issue integer,
  -- 中途解約・停止・移管: when, the first issue not received, and why.
  add column ended_on date,
  add column ended_from_issue integer,
  add column end_reason text not null default '',
  add constraint contract_follows_a_contract foreign key (organization_id, previous_id) references contract (organization_id, id),
  add constraint an_ended_contract_says_when check (state = 'active' or ended_on is not null or channel = 'import');
-- A term is renewed once; who renews twice at once gets the first one's answer.
create unique index a_term_is_renewed_once on contract (organization_id, previous_id) where previous_id is not null and state = 'active';
create index contract_by_last_issue on contract (organization_id, publication_id, last_issue) where last_issue is not null;
-- The wall stands before the owner, too; it is lowered for the rows that are there, and put up again.
alter table contract no force row level security;
alter table contract_position no force row level security;
update contract set first_start_issue = start_issue,
  category = case when price_yen = 0 then 'complimentary' else 'individual' end,
  last_issue = case when position.served_units = contract.units then contract.start_issue + contract.units - 1 end
from contract_position as position
where position.organization_id = contract.organization_id and position.contract_id = contract.id;
alter table contract alter column first_start_issue set not null;
alter table contract force row level security;
alter table contract_position force row level security;

-- 部数変更・お届け先変更: a line is received from one issue until before another.
alter table contract_line
  add column from_issue integer,
  add column until_issue integer,
  add constraint a_line_ends_after_it_begins check (until_issue is null or from_issue is null or until_issue >= from_issue);

-- 契約の経過: what happened to a contract, in order; only added to.
create table contract_event (
  organization_id uuid not null,
  contract_id uuid not null,
  seq integer not null,
  kind text not null constraint contract_event_kind_is_known check (kind in ('opened', 'renewed', 'copies', 'recipient', 'held',
    'resumed', 'undeliverable', 'cancelled', 'retained', 'stopped', 'reactivated', 'transferred', 'written-off', 'allowance',
    'renewal-declined', 'refunded', 'reshipped')),
  from_issue integer,
  happened_on date not null,
  detail jsonb not null default '{}',
  recorded_at timestamptz not null,
  recorded_by text not null,
  constraint contract_event_key primary key (organization_id, contract_id, seq),
  constraint contract_event_of_a_contract foreign key (organization_id, contract_id) references contract (organization_id, id)
);
call wall_in('contract_event', 'select, insert');

-- 休止: issues that pass a contract by; no money moves, the expiry does.
create table contract_hold (
  organization_id uuid not null,
  contract_id uuid not null,
  seq integer not null,
  from_issue integer not null,
  -- The first issue received again; null while the hold is open.
  until_issue integer,
  reason text not null constraint hold_reason_is_known check (reason in ('reader', 'undeliverable')),
  note text not null default '',
  constraint contract_hold_key primary key (organization_id, contract_id, seq),
  constraint contract_hold_of_a_contract foreign key (organization_id, contract_id) references contract (organization_id, id),
  constraint a_hold_ends_after_it_begins check (until_issue is null or until_issue >= from_issue)
);
create unique index a_contract_has_one_open_hold on contract_hold (organization_id, contract_id) where until_issue is null;
call wall_in('contract_hold', 'select, insert, update');

-- 移管: what is left of one contract becomes another (another title, or the same on other terms).
create table contract_transfer (
  organization_id uuid not null,
  from_id uuid not null,
  to_id uuid not null,
  deferred_yen bigint not null constraint transferred_value_is_not_negative check (deferred_yen >= 0),
  transferred_on date not null,
  constraint contract_transfer_key primary key (organization_id, from_id, to_id),
  constraint transfer_from_a_contract foreign key (organization_id, from_id) references contract (organization_id, id),
  constraint transfer_to_a_contract foreign key (organization_id, to_id) references contract (organization_id, id)
);
create index contract_transfer_by_target on contract_transfer (organization_id, to_id);
call wall_in('contract_transfer', 'select, insert');

-- 返金: owed to a payer (未払金) until it is paid out.
create table refund (
  organization_id uuid not null,
  id uuid not null default new_id(),
  number text not null,
  contract_id uuid not null,
  payer_id uuid not null,
  amount_yen bigint not null constraint refund_is_positive check (amount_yen > 0),
  cause text not null constraint refund_cause_is_known check (cause in ('cancellation', 'allowance', 'copies', 'discontinued')),
  owed_on date not null,
  paid_on date,
  paid_way text constraint refund_way_is_known check (paid_way in ('bank-transfer', 'cash', 'card')),
  constraint refund_key primary key (organization_id, id),
  constraint refund_number_is_unique unique (organization_id, number),
  constraint refund_of_a_contract foreign key (organization_id, contract_id) references contract (organization_id, id),
  constraint refund_to_a_payer foreign key (organization_id, payer_id) references member (organization_id, id),
  constraint a_paid_refund_says_how check ((paid_on is null) = (paid_way is null))
);
create index refund_by_contract on refund (organization_id, contract_id);
call wall_in('refund', 'select, insert, update');

-- 返戻: a copy came back (C6).
create table returned_mail (
  organization_id uuid not null,
  id uuid not null default new_id(),
  contract_id uuid not null,
  line_no integer not null,
  issue_run_id uuid not null,
  returned_on date not null,
  cause text not null constraint return_cause_is_known check (cause in ('unknown-address', 'moved', 'refused', 'kept-too-long', 'other')),
  solved_on date,
  note text not null default '',
  constraint returned_mail_key primary key (organization_id, id),
  constraint a_copy_comes_back_once unique (organization_id, issue_run_id, contract_id, line_no),
  constraint returned_mail_of_a_shipment foreign key (organization_id, issue_run_id, contract_id, line_no)
    references shipment (organization_id, issue_run_id, contract_id, line_no)
);
call wall_in('returned_mail', 'select, insert, update');

alter table voucher drop constraint voucher_kind_is_known;
alter table voucher add constraint voucher_kind_is_known check (kind in ('opening', 'payment', 'issue-run', 'refund', 'cancellation',
  'allowance', 'write-off', 'payout', 'transfer', 'manual', 'reversal'));

-- A cancellation moves a contract for several causes in one voucher (refund and fee kept).
alter table movement drop constraint movement_key;
alter table movement add constraint movement_key primary key (organization_id, contract_id, voucher_id, cause);
alter table movement drop constraint movement_cause_is_known;
alter table movement add constraint movement_cause_is_known check (cause in ('opening', 'payment', 'issue', 'refund', 'fee-kept',
  'repriced', 'forfeited', 'allowance', 'written-off', 'transfer', 'reversal'));

-- What a shipment freezes of its reader, so that an issue's statistics stay what they were.
alter table shipment
  add column category text not null default 'individual',
  add column delivery_class text not null default 'mail',
  add column prefecture text not null default '';

alter table issue_exclusion drop constraint exclusion_reason_is_known;
alter table issue_exclusion add constraint exclusion_reason_is_known check (reason in ('starts-later', 'after-previous', 'cancelled',
  'stopped', 'transferred', 'held', 'undeliverable', 'off-month', 'no-line', 'no-address'));

alter table issue_run_result drop constraint issue_run_result_kind_is_known;
alter table issue_run_result add constraint issue_run_result_kind_is_known check (kind in ('labels-cp932', 'labels-utf8', 'labels-pdf',
  'yamato', 'carrier', 'bundles', 'inserts', 'picking', 'proof', 'R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9'));

drop view next_serving;
create view next_serving with (security_invoker = true) as
select contract.organization_id, contract.id as contract_id, contract.publication_id, contract.payer_id, contract.previous_id,
  contract.start_issue, contract.state, contract.category, contract.ship_every, contract.ended_from_issue,
  contract.price_yen, contract.tax_rate_percent,
  position.served_units as units_before, serving.units_after, serving.units_after = contract.units as is_last,
  earned.net_yen, earned.tax_yen,
  least(position.deferred_yen, earned.net_yen + earned.tax_yen) as from_deferred_yen,
  earned.net_yen + earned.tax_yen - least(position.deferred_yen, earned.net_yen + earned.tax_yen) as to_receivable_yen
from (
  select title.organization_id, title.id, coalesce((select issue.consume_units from issue
    where issue.organization_id = title.organization_id and issue.publication_id = title.id
      and issue.shipped_on is null and issue.skipped_on is null order by issue.number limit 1),
    title.consume_units_per_issue) as consume_units
  from publication as title
) as publication
join contract on contract.organization_id = publication.organization_id and contract.publication_id = publication.id
join contract_position as position
  on position.organization_id = contract.organization_id and position.contract_id = contract.id
cross join lateral (
  select least(position.served_units + publication.consume_units, contract.units) as units_after
) as serving
cross join lateral (
  select (contract.price_yen - contract.tax_yen) * serving.units_after / contract.units
      - (contract.price_yen - contract.tax_yen) * position.served_units / contract.units as net_yen,
    contract.tax_yen * serving.units_after / contract.units
      - contract.tax_yen * position.served_units / contract.units as tax_yen
) as earned
where position.served_units < contract.units;
grant select on next_serving to teiki_app;

-- Every unfinished contract of a title beside one issue: what serving it would do, and why it does not get it (null: it does).
create function candidates_of_issue(title uuid, issue_number integer)
returns table (contract_id uuid, payer_id uuid, category text, price_yen bigint, tax_rate_percent integer, units_before integer,
  units_after integer, is_last boolean, net_yen bigint, tax_yen bigint, from_deferred_yen bigint, to_receivable_yen bigint, reason text)
language sql stable as $$
  select serving.contract_id, serving.payer_id, serving.category, serving.price_yen, serving.tax_rate_percent, serving.units_before,
    serving.units_after, serving.is_last, serving.net_yen, serving.tax_yen, serving.from_deferred_yen, serving.to_receivable_yen,
    case
      when serving.state <> 'active' then serving.state
      when serving.start_issue > issue_number then 'starts-later'
      when earlier.id is not null then 'after-previous'
      when hold.contract_id is not null then case hold.reason when 'undeliverable' then 'undeliverable' else 'held' end
      when (issue_number - serving.start_issue) % serving.ship_every <> 0 then 'off-month'
      when line.contract_id is null then 'no-line'
      when line.lacks_address then 'no-address'
    end
  from next_serving as serving
  left join contract as earlier on earlier.id = serving.previous_id and earlier.state = 'active' and earlier.last_issue is null
  left join contract_hold as hold on hold.contract_id = serving.contract_id and hold.from_issue <= issue_number
    and (hold.until_issue is null or hold.until_issue > issue_number)
  left join (
    select live.contract_id, bool_or(member.postal_code = '' or member.street = '') as lacks_address
    from contract_line as live join member on member.id = live.recipient_id
    where (live.from_issue is null or live.from_issue <= issue_number) and (live.until_issue is null or live.until_issue > issue_number)
    group by live.contract_id
  ) as line on line.contract_id = serving.contract_id
  where serving.publication_id = title
    and (serving.state = 'active' or serving.ended_from_issue = issue_number)
$$;
grant execute on function candidates_of_issue to teiki_app;

-- 猶予: ended terms, neither renewed nor declined, that still get this issue for a while; no unit, no revenue.
create function grace_of_issue(title uuid, issue_number integer)
returns table (contract_id uuid) language sql stable as $$
  select contract.id
  from contract
  where contract.publication_id = title and contract.state = 'active' and contract.last_issue < issue_number
    and contract.last_issue >= issue_number - contract.grace_issues and contract.grace_issues > 0
    and contract.renewal_declined_on is null
    and not exists (select from contract as next where next.previous_id = contract.id and next.state = 'active')
$$;
grant execute on function grace_of_issue to teiki_app;
