-- 請求書・領収書・適格返還請求書: numbered without gaps, frozen with their PDF, and what of an invoice is still open (請求残).

-- What stands on the papers of an organization.
create table billing_setting (
  organization_id uuid not null constraint billing_setting_of_an_organization references organization (id),
  -- 振込先, as it is printed
  bank_account text not null default '',
  due_days integer not null default 30 constraint due_days_are_within_a_year check (due_days between 0 and 365),
  invoice_note text not null default '',
  constraint billing_setting_key primary key (organization_id)
);
call wall_in('billing_setting', 'select, insert, update');

-- 取引条件: how one payer is billed. Without a closing day each contract has an invoice of its own.
create table payer_terms (
  organization_id uuid not null,
  member_id uuid not null,
  -- 締日; 31 is the month's last day
  closing_day integer constraint closing_day_is_a_day_of_the_month check (closing_day between 1 and 31),
  due_months integer not null default 1 constraint due_months_are_few check (due_months between 0 and 6),
  due_day integer not null default 31 constraint due_day_is_a_day_of_the_month check (due_day between 1 and 31),
  addressee text not null default '',
  department text not null default '',
  honorific text not null default '',
  constraint payer_terms_key primary key (organization_id, member_id),
  constraint terms_of_a_payer foreign key (organization_id, member_id) references member (organization_id, id)
);
call wall_in('payer_terms', 'select, insert, update');

-- 発行済みの書類: never changed, never rendered again. A copy (再発行) carries its first one's number and leads to it.
create table issued_paper (
  organization_id uuid not null constraint paper_of_an_organization references organization (id),
  id uuid not null default new_id(),
  kind text not null constraint paper_kind_is_known check (kind in ('invoice', 'receipt', 'credit-note')),
  year integer not null,
  serial integer not null constraint paper_serial_is_positive check (serial > 0),
  copy_no integer not null default 0 constraint paper_copies_are_counted check (copy_no >= 0),
  number text not null,
  -- The act behind the paper; the key that makes a second call give the same paper.
  source_key text not null,
  payer_id uuid not null,
  -- 宛名
  addressee text not null,
  search_addressee text not null generated always as (search_form(addressee)) stored,
  issued_on date not null,
  due_on date,
  total_yen bigint not null constraint paper_total_is_not_negative check (total_yen >= 0),
  snapshot jsonb not null,
  file_id uuid not null,
  first_id uuid,
  -- 適格返還請求書: the invoice that it lowers
  corrects_id uuid,
  payment_id uuid,
  issued_at timestamptz not null,
  issued_by text not null,
  constraint issued_paper_key primary key (organization_id, id),
  constraint paper_is_numbered_once unique (organization_id, kind, year, serial, copy_no),
  constraint paper_source_is_unique unique (organization_id, kind, source_key),
  constraint a_copy_leads_to_the_first check ((copy_no = 0) = (first_id is null)),
  constraint paper_to_a_payer foreign key (organization_id, payer_id) references member (organization_id, id),
  constraint paper_is_stored foreign key (organization_id, file_id) references stored_file (organization_id, id),
  constraint copy_of_a_paper foreign key (organization_id, first_id) references issued_paper (organization_id, id),
  constraint paper_corrects_a_paper foreign key (organization_id, corrects_id) references issued_paper (organization_id, id),
  constraint receipt_for_a_payment foreign key (organization_id, payment_id) references payment (organization_id, id)
);
create index issued_paper_by_date on issued_paper (organization_id, issued_on, number);
create index issued_paper_by_amount on issued_paper (organization_id, total_yen);
create index issued_paper_by_payer on issued_paper (organization_id, payer_id);
create index issued_paper_by_first on issued_paper (organization_id, first_id) where first_id is not null;
create index issued_paper_by_payment on issued_paper (organization_id, payment_id) where payment_id is not null;
call wall_in('issued_paper', 'select, insert');

create table issued_paper_line (
  organization_id uuid not null,
  paper_id uuid not null,
  line_no integer not null,
  description text not null,
  quantity integer not null,
  -- Tax included; a discount is negative.
  unit_yen bigint not null,
  amount_yen bigint not null,
  tax_rate_percent integer not null constraint paper_line_rate_is_a_percentage check (tax_rate_percent between 0 and 99),
  contract_id uuid,
  seminar_order_id uuid,
  constraint issued_paper_line_key primary key (organization_id, paper_id, line_no),
  constraint paper_line_of_a_paper foreign key (organization_id, paper_id) references issued_paper (organization_id, id),
  constraint paper_line_of_a_contract foreign key (organization_id, contract_id) references contract (organization_id, id),
  constraint paper_line_adds_up check (amount_yen = quantity * unit_yen),
  constraint paper_line_has_one_subject check (contract_id is null or seminar_order_id is null)
);
create index issued_paper_line_by_contract on issued_paper_line (organization_id, contract_id) where contract_id is not null;
create index issued_paper_line_by_seminar_order on issued_paper_line (organization_id, seminar_order_id) where seminar_order_id is not null;
call wall_in('issued_paper_line', 'select, insert');

-- 税率ごとの合計と消費税額: one rounding per rate and paper.
create table issued_paper_rate (
  organization_id uuid not null,
  paper_id uuid not null,
  rate_percent integer not null,
  gross_yen bigint not null,
  tax_yen bigint not null,
  constraint issued_paper_rate_key primary key (organization_id, paper_id, rate_percent),
  constraint paper_rate_of_a_paper foreign key (organization_id, paper_id) references issued_paper (organization_id, id)
);
call wall_in('issued_paper_rate', 'select, insert');

-- 消込: what lowered an invoice's open amount.
create table invoice_settlement (
  organization_id uuid not null,
  invoice_id uuid not null,
  source_key text not null,
  cause text not null constraint settlement_cause_is_known check (cause in ('payment', 'credit-note', 'write-off')),
  contract_id uuid,
  payment_id uuid,
  credit_note_id uuid,
  amount_yen bigint not null constraint settlement_is_positive check (amount_yen > 0),
  settled_on date not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  constraint invoice_settlement_key primary key (organization_id, invoice_id, source_key),
  constraint settlement_of_an_invoice foreign key (organization_id, invoice_id) references issued_paper (organization_id, id),
  constraint settlement_by_a_payment foreign key (organization_id, payment_id) references payment (organization_id, id),
  constraint settlement_by_a_credit_note foreign key (organization_id, credit_note_id) references issued_paper (organization_id, id),
  constraint settlement_for_a_contract foreign key (organization_id, contract_id) references contract (organization_id, id)
);
create index invoice_settlement_by_payment on invoice_settlement (organization_id, payment_id) where payment_id is not null;
create index invoice_settlement_by_contract on invoice_settlement (organization_id, contract_id) where contract_id is not null;
call wall_in('invoice_settlement', 'select, insert');

-- 請求残: billed, paid and left of each invoice.
create view invoice_open_item with (security_invoker = true) as
select paper.organization_id, paper.id as invoice_id, paper.payer_id, paper.number, paper.issued_on, paper.due_on,
  paper.total_yen as billed_yen, coalesce(settled.paid_yen, 0)::bigint as paid_yen,
  coalesce(settled.lowered_yen, 0)::bigint as lowered_yen,
  (paper.total_yen - coalesce(settled.paid_yen, 0) - coalesce(settled.lowered_yen, 0))::bigint as left_yen
from issued_paper as paper
left join lateral (
  select sum(amount_yen) filter (where cause = 'payment') as paid_yen,
    sum(amount_yen) filter (where cause <> 'payment') as lowered_yen
  from invoice_settlement as settlement
  where settlement.organization_id = paper.organization_id and settlement.invoice_id = paper.id
) as settled on true
where paper.kind = 'invoice' and paper.copy_no = 0;
grant select on invoice_open_item to teiki_app;
