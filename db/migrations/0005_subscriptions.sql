-- 契約・発送処理

-- 受注
create table customer_order (
  organization_id uuid not null constraint order_of_an_organization references organization (id),
  id uuid not null default new_id(),
  number text not null,
  member_id uuid not null,
  channel text not null constraint order_channel_is_known check (channel in ('web', 'phone', 'fax', 'post', 'shop')),
  ordered_on date not null,
  total_yen bigint not null constraint order_total_is_not_negative check (total_yen >= 0),
  source_code text not null default '',
  source_page text not null default '',
  recorded_at timestamptz not null default clock_timestamp(),
  constraint customer_order_key primary key (organization_id, id),
  constraint order_number_is_unique unique (organization_id, number),
  constraint order_of_a_member foreign key (organization_id, member_id) references member (organization_id, id)
);
create index customer_order_by_member on customer_order (organization_id, member_id);
call wall_in('customer_order', 'select, insert');

create table contract (
  organization_id uuid not null,
  id uuid not null default new_id(),
  number text not null,
  publication_id uuid not null,
  offer_id uuid not null,
  payer_id uuid not null,
  order_id uuid,
  units integer not null constraint contract_has_units check (units > 0),
  price_yen bigint not null constraint contract_price_is_not_negative check (price_yen >= 0),
  tax_rate_percent integer not null constraint tax_rate_is_a_percentage check (tax_rate_percent between 0 and 99),
  tax_yen bigint not null constraint tax_is_inside_the_price check (tax_yen between 0 and price_yen),
  start_issue integer not null,
  state text not null default 'active' constraint contract_state_is_known check (state in ('active', 'cancelled', 'stopped')),
  auto_renewal boolean not null default false,
  payment_way text not null constraint payment_way_is_known
    check (payment_way in ('card', 'convenience-store', 'bank-transfer', 'direct-debit', 'invoice', 'free')),
  source_code text not null default '',
  opened_on date not null,
  -- What the older system had already served and received (移行残高).
  opening_units integer not null default 0 constraint opening_units_are_within_the_term check (opening_units between 0 and units),
  opening_paid_yen bigint not null default 0 constraint opening_payment_is_not_negative check (opening_paid_yen >= 0),
  opening_paid_on date,
  note text not null default '',
  constraint contract_key primary key (organization_id, id),
  constraint contract_number_is_unique unique (organization_id, number),
  constraint contract_of_a_publication foreign key (organization_id, publication_id) references publication (organization_id, id),
  constraint contract_of_an_offer foreign key (organization_id, offer_id) references offer (organization_id, id),
  constraint contract_of_a_payer foreign key (organization_id, payer_id) references member (organization_id, id),
  constraint contract_of_an_order foreign key (organization_id, order_id) references customer_order (organization_id, id)
);
create index contract_by_payer on contract (organization_id, payer_id);
create index contract_by_publication on contract (organization_id, publication_id, start_issue);
create index contract_by_order on contract (organization_id, order_id) where order_id is not null;
call wall_in('contract', 'select, insert, update');

create table contract_line (
  organization_id uuid not null,
  contract_id uuid not null,
  line_no integer not null,
  recipient_id uuid not null,
  copies integer not null constraint a_line_has_copies check (copies > 0),
  constraint contract_line_key primary key (organization_id, contract_id, line_no),
  constraint contract_line_of_a_contract foreign key (organization_id, contract_id) references contract (organization_id, id),
  constraint contract_line_to_a_recipient foreign key (organization_id, recipient_id) references member (organization_id, id)
);
create index contract_line_by_recipient on contract_line (organization_id, recipient_id);
call wall_in('contract_line', 'select, insert, update');

-- Where a contract stands: kept by the trigger on movement alone, so it cannot drift from the books.
create table contract_position (
  organization_id uuid not null,
  contract_id uuid not null,
  served_units integer not null default 0,
  deferred_yen bigint not null default 0 constraint deferred_revenue_is_not_negative check (deferred_yen >= 0),
  receivable_yen bigint not null default 0 constraint receivable_is_not_negative check (receivable_yen >= 0),
  constraint contract_position_key primary key (organization_id, contract_id),
  constraint contract_position_of_a_contract foreign key (organization_id, contract_id) references contract (organization_id, id),
  constraint contract_owes_or_is_owed check (deferred_yen = 0 or receivable_yen = 0)
) with (fillfactor = 50);
call wall_in('contract_position', 'select, insert, update');

-- 補助簿: one row per contract and cause; ties to the voucher's lines on 前受金 and 売掛金.
create table movement (
  organization_id uuid not null,
  contract_id uuid not null,
  voucher_id uuid not null,
  effective_on date not null,
  cause text not null constraint movement_cause_is_known
    check (cause in ('opening', 'payment', 'issue', 'refund', 'fee-kept', 'written-off', 'transfer', 'reversal')),
  deferred_yen bigint not null,
  receivable_yen bigint not null,
  net_yen bigint not null default 0,
  tax_yen bigint not null default 0,
  units integer not null default 0,
  constraint movement_key primary key (organization_id, contract_id, voucher_id),
  constraint movement_of_a_contract foreign key (organization_id, contract_id) references contract_position (organization_id, contract_id),
  constraint movement_of_a_voucher foreign key (organization_id, voucher_id, effective_on)
    references voucher (organization_id, id, effective_on)
);
create index movement_by_voucher on movement (organization_id, voucher_id);
call wall_in('movement', 'select, insert');

create function move_contract_positions() returns trigger language plpgsql as $$
begin
  -- contract_id is in the primary key with the voucher: a contract moves at most once a voucher, but one statement may
  -- carry several vouchers, hence the sum.
  update contract_position as position
  set served_units = position.served_units + moved.units,
      deferred_yen = position.deferred_yen + moved.deferred_yen,
      receivable_yen = position.receivable_yen + moved.receivable_yen
  from (
    select organization_id, contract_id, sum(units)::integer as units,
      sum(deferred_yen)::bigint as deferred_yen, sum(receivable_yen)::bigint as receivable_yen
    from added group by organization_id, contract_id
  ) as moved
  where position.organization_id = moved.organization_id and position.contract_id = moved.contract_id;
  return null;
end
$$;
create trigger movement_moves_the_position after insert on movement
  referencing new table as added for each statement execute function move_contract_positions();

-- 発送処理(号締め)
create table issue_run (
  organization_id uuid not null,
  id uuid not null default new_id(),
  publication_id uuid not null,
  issue_number integer not null,
  kind text not null constraint issue_run_kind_is_known check (kind in ('main', 'late', 'reshipment', 'takeover')),
  ships_on date not null,
  confirmed_at timestamptz not null,
  confirmed_by text not null,
  constraint issue_run_key primary key (organization_id, id),
  constraint issue_run_of_an_issue foreign key (organization_id, publication_id, issue_number)
    references issue (organization_id, publication_id, number)
);
create unique index an_issue_has_one_main_run on issue_run (organization_id, publication_id, issue_number)
  where kind in ('main', 'takeover');
call wall_in('issue_run', 'select, insert');

create table served_unit (
  organization_id uuid not null,
  contract_id uuid not null,
  unit_no integer not null,
  issue_run_id uuid not null,
  constraint unit_is_served_once primary key (organization_id, contract_id, unit_no),
  constraint served_unit_of_a_contract foreign key (organization_id, contract_id) references contract (organization_id, id),
  constraint served_unit_by_an_issue_run foreign key (organization_id, issue_run_id) references issue_run (organization_id, id)
);
call wall_in('served_unit', 'select, insert');

create table shipment (
  organization_id uuid not null,
  issue_run_id uuid not null,
  contract_id uuid not null,
  line_no integer not null,
  recipient_id uuid not null,
  copies integer not null,
  kind text not null constraint shipment_kind_is_known check (kind in ('paid', 'gift', 'complimentary', 'grace')),
  constraint shipment_key primary key (organization_id, issue_run_id, contract_id, line_no),
  constraint shipment_by_an_issue_run foreign key (organization_id, issue_run_id) references issue_run (organization_id, id),
  constraint shipment_of_a_line foreign key (organization_id, contract_id, line_no)
    references contract_line (organization_id, contract_id, line_no),
  constraint shipment_to_a_recipient foreign key (organization_id, recipient_id) references member (organization_id, id)
);
create index shipment_by_recipient on shipment (organization_id, recipient_id);
call wall_in('shipment', 'select, insert');

create table issue_exclusion (
  organization_id uuid not null,
  issue_run_id uuid not null,
  contract_id uuid not null,
  reason text not null constraint exclusion_reason_is_known check (reason in ('starts-later', 'cancelled', 'stopped', 'no-address')),
  constraint issue_exclusion_key primary key (organization_id, issue_run_id, contract_id),
  constraint exclusion_from_an_issue_run foreign key (organization_id, issue_run_id) references issue_run (organization_id, id),
  constraint exclusion_of_a_contract foreign key (organization_id, contract_id) references contract (organization_id, id)
);
call wall_in('issue_exclusion', 'select, insert');

-- What a run made and froze: label files and proof sheet as files, reports as rows of numbers.
create table issue_run_result (
  organization_id uuid not null,
  issue_run_id uuid not null,
  kind text not null constraint issue_run_result_kind_is_known check (kind in ('labels-cp932', 'labels-utf8', 'proof', 'R1')),
  file_id uuid,
  content jsonb,
  constraint issue_run_result_key primary key (organization_id, issue_run_id, kind),
  constraint result_of_an_issue_run foreign key (organization_id, issue_run_id) references issue_run (organization_id, id),
  constraint result_is_stored foreign key (organization_id, file_id) references stored_file (organization_id, id)
);
call wall_in('issue_run_result', 'select, insert');

-- 移行: one row per file taken over from an older system
create table subscriber_import (
  organization_id uuid not null constraint import_of_an_organization references organization (id),
  id uuid not null default new_id(),
  file_name text not null,
  sha256 text not null,
  encoding text not null constraint import_encoding_is_known check (encoding in ('utf-8', 'cp932')),
  as_of date not null,
  row_count integer not null,
  rejected_count integer not null,
  applied_at timestamptz not null,
  constraint subscriber_import_key primary key (organization_id, id),
  constraint a_file_is_taken_over_once unique (organization_id, sha256, as_of)
);
call wall_in('subscriber_import', 'select, insert');

-- What serving the next issue of its title would do to each unfinished contract: the cumulative method, once.
create view next_serving with (security_invoker = true) as
select contract.organization_id, contract.id as contract_id, contract.publication_id, contract.payer_id,
  contract.start_issue, contract.state, contract.price_yen, contract.tax_rate_percent,
  position.served_units as units_before, serving.units_after, earned.net_yen, earned.tax_yen,
  least(position.deferred_yen, earned.net_yen + earned.tax_yen) as from_deferred_yen,
  earned.net_yen + earned.tax_yen - least(position.deferred_yen, earned.net_yen + earned.tax_yen) as to_receivable_yen
from contract
join publication on publication.organization_id = contract.organization_id and publication.id = contract.publication_id
join contract_position as position
  on position.organization_id = contract.organization_id and position.contract_id = contract.id
cross join lateral (
  select least(position.served_units + publication.consume_units_per_issue, contract.units) as units_after
) as serving
cross join lateral (
  select (contract.price_yen - contract.tax_yen) * serving.units_after / contract.units
      - (contract.price_yen - contract.tax_yen) * position.served_units / contract.units as net_yen,
    contract.tax_yen * serving.units_after / contract.units
      - contract.tax_yen * position.served_units / contract.units as tax_yen
) as earned
where position.served_units < contract.units;
grant select on next_serving to teiki_app;
