-- サービス料金表: plans (基本料金) and fees beside them, that an organization offers to its own clients.
create table service_item (
  organization_id uuid not null constraint service_item_of_an_organization references organization (id),
  code text not null constraint service_code_is_plain check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,29}$'),
  kind text not null constraint service_kind_is_known check (kind in ('plan', 'option')),
  name text not null,
  name_english text not null default '',
  -- A month's price before tax.
  monthly_yen bigint not null constraint a_service_costs_something check (monthly_yen between 1 and 999999999),
  -- 日割: whether days count in the month in which it begins.
  is_prorated boolean not null,
  -- 人員を伴う: changing to this plan takes a date agreed one by one.
  needs_staff boolean not null default false,
  -- What it is added to; it is not had alone.
  requires_code text,
  is_in_use boolean not null default true,
  constraint service_item_key primary key (organization_id, code),
  constraint service_requires_another foreign key (organization_id, requires_code) references service_item (organization_id, code),
  constraint a_service_does_not_require_itself check (requires_code <> code),
  constraint a_plan_goes_by_days_and_alone check (kind = 'option' or (is_prorated and requires_code is null)),
  constraint only_plans_need_staff check (kind = 'plan' or not needs_staff)
);
call wall_in('service_item', 'select, insert, update');

-- 業務委託契約: what an organization does for a client, month by month, until it is cancelled.
create table service_contract (
  organization_id uuid not null constraint service_contract_of_an_organization references organization (id),
  id uuid not null default new_id(),
  number text not null,
  -- 請求先
  payer_id uuid not null,
  starts_on date not null,
  -- The last day; null while nobody has cancelled.
  ends_on date,
  cancelled_notice_on date,
  cancelled_by text,
  made_at timestamptz not null,
  made_by text not null,
  constraint service_contract_key primary key (organization_id, id),
  constraint service_contract_number_is_unique unique (organization_id, number),
  constraint service_contract_of_a_payer foreign key (organization_id, payer_id) references member (organization_id, id),
  -- 最低契約期間: until the end of the month three months after the start.
  constraint a_minimum_term_is_kept check (ends_on >= (date_trunc('month', starts_on::timestamp) + interval '4 months - 1 day')::date),
  constraint a_cancelled_service_says_who check (num_nonnulls(ends_on, cancelled_notice_on, cancelled_by) in (0, 3))
);
create index service_contract_by_payer on service_contract (organization_id, payer_id);
call wall_in('service_contract', 'select, insert, update');

-- プランの履歴と予定: which plan holds from a day on, at the price agreed then.
create table service_contract_plan (
  organization_id uuid not null,
  contract_id uuid not null,
  from_on date not null,
  plan_code text not null,
  monthly_yen bigint not null,
  -- 書面の通知日; null for the plan that a contract starts with, and where both agreed on the day.
  notice_on date,
  made_at timestamptz not null,
  made_by text not null,
  constraint service_contract_plan_key primary key (organization_id, contract_id, from_on),
  constraint service_plan_of_a_contract foreign key (organization_id, contract_id) references service_contract (organization_id, id),
  constraint service_plan_of_the_list foreign key (organization_id, plan_code) references service_item (organization_id, code)
);
create index service_contract_plan_by_plan on service_contract_plan (organization_id, plan_code);
call wall_in('service_contract_plan', 'select, insert');

-- オプション: fees beside the plan, from a day until another, at the price agreed then.
create table service_contract_option (
  organization_id uuid not null,
  contract_id uuid not null,
  option_code text not null,
  from_on date not null,
  until_on date,
  monthly_yen bigint not null,
  is_prorated boolean not null,
  made_at timestamptz not null,
  made_by text not null,
  constraint service_contract_option_key primary key (organization_id, contract_id, option_code, from_on),
  constraint service_option_of_a_contract foreign key (organization_id, contract_id) references service_contract (organization_id, id),
  constraint service_option_of_the_list foreign key (organization_id, option_code) references service_item (organization_id, code),
  constraint an_option_ends_after_it_begins check (until_on >= from_on)
);
create index service_contract_option_by_option on service_contract_option (organization_id, option_code);
call wall_in('service_contract_option', 'select, insert, update');
