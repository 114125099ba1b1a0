-- 計上方針: net books a sale when it is served (売掛金) or paid for (前受金); gross books what is invoiced at once, 売掛金 against 前受金.
alter table billing_setting
  add column books_policy text not null default 'net',
  add constraint books_policy_is_known check (books_policy in ('net', 'gross'));

alter table voucher drop constraint voucher_kind_is_known;
alter table voucher add constraint voucher_kind_is_known check (kind in ('opening', 'payment', 'issue-run', 'refund', 'cancellation',
  'allowance', 'write-off', 'payout', 'transfer', 'manual', 'reversal', 'seminar', 'chargeback', 'invoice'));

-- 請求による計上: what invoices ask for beyond what is served and unpaid, as it stands in 売掛金 and 前受金 alike under the gross policy. Positions,
-- quotes and prices never read it: what a contract has earned and is owed is the same under either policy.
create table billed_movement (
  organization_id uuid not null,
  contract_id uuid,
  seminar_order_id uuid,
  subject_id uuid not null generated always as (coalesce(contract_id, seminar_order_id)) stored,
  voucher_id uuid not null,
  -- JST date
  effective_on date not null,
  -- An invoice or what lowers it, money that paid it, or an issue that was served from it.
  cause text not null constraint billed_movement_cause_is_known check (cause in ('invoice', 'payment', 'issue')),
  -- More (+) or less (-) in both accounts.
  amount_yen bigint not null constraint a_billed_movement_moves check (amount_yen <> 0),
  constraint billed_movement_key primary key (organization_id, subject_id, voucher_id),
  constraint billed_movement_has_one_subject check (num_nonnulls(contract_id, seminar_order_id) = 1),
  constraint billed_movement_of_a_contract foreign key (organization_id, contract_id) references contract (organization_id, id),
  constraint billed_movement_of_a_seminar_order foreign key (organization_id, seminar_order_id) references seminar_order (organization_id, id),
  constraint billed_movement_of_a_voucher foreign key (organization_id, voucher_id) references voucher (organization_id, id)
);
call wall_in('billed_movement', 'select, insert');
create index billed_movement_by_voucher on billed_movement (organization_id, voucher_id);

create or replace view ledger_movement with (security_invoker = true) as
select organization_id, contract_id as subject_id, voucher_id, effective_on, cause, deferred_yen, receivable_yen, net_yen, tax_yen
from movement
union all
select organization_id, order_id, voucher_id, effective_on, case cause when 'held' then 'issue' else cause end, deferred_yen,
  receivable_yen, net_yen, tax_yen
from seminar_movement
union all
select organization_id, subject_id, voucher_id, effective_on, cause, amount_yen, amount_yen, 0, 0
from billed_movement;

-- What is open for one contract or seminar order of each invoice that bills it, in yen (請求残).
create function invoice_shares_of(subject uuid) returns table (invoice_id uuid, tax_rate_percent integer, open_yen bigint)
language sql stable as $$
  select item.invoice_id, billed.rate, greatest(least(billed.yen - settled.yen, item.left_yen), 0)::bigint
  from (select paper_id, sum(amount_yen) as yen, max(line.tax_rate_percent) as rate from issued_paper_line as line
    where contract_id = subject or seminar_order_id = subject group by paper_id) as billed
  join invoice_open_item as item on item.invoice_id = billed.paper_id
  cross join lateral (select coalesce(sum(amount_yen), 0) as yen from invoice_settlement
    where invoice_settlement.invoice_id = billed.paper_id and (contract_id = subject or seminar_order_id = subject)) as settled
$$;

-- Beside each contract or seminar order: what invoices ask for beyond what is served and unpaid, and how much of it the books hold.
create function billed_ahead(subjects uuid[])
returns table (contract_id uuid, seminar_order_id uuid, sub_account text, should_yen bigint, booked_yen bigint)
language sql stable as $$
  select contract.id, seminar_order.id, coalesce(publication.code, seminar.code), greatest(share.yen
    - coalesce(contract_position.receivable_yen, seminar_position.receivable_yen, 0), 0)::bigint, booked.yen::bigint
  from unnest(subjects) as subject (id)
  left join contract on contract.id = subject.id
  left join publication on publication.id = contract.publication_id
  left join contract_position on contract_position.contract_id = contract.id
  left join seminar_order on seminar_order.id = subject.id
  left join seminar on seminar.id = seminar_order.seminar_id
  left join seminar_position on seminar_position.order_id = seminar_order.id
  cross join lateral (select coalesce(sum(open_yen), 0) as yen from invoice_shares_of(subject.id)) as share
  cross join lateral (select coalesce(sum(amount_yen), 0) as yen from billed_movement where subject_id = subject.id) as booked
$$;
grant execute on function invoice_shares_of, billed_ahead to teiki_app;
