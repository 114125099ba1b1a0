-- 媒体・号・購読プラン

create table publication (
  organization_id uuid not null constraint publication_of_an_organization references organization (id),
  id uuid not null default new_id(),
  code text not null,
  name text not null,
  name_english text not null default '',
  frequency text not null constraint frequency_is_known
    check (frequency in ('weekly', 'biweekly', 'monthly', 'bimonthly', 'quarterly', 'halfyearly', 'yearly', 'irregular')),
  tax_rate_percent integer not null default 10 constraint publication_tax_rate_is_a_percentage check (tax_rate_percent between 0 and 99),
  consume_units_per_issue integer not null default 1 constraint an_issue_consumes_one_or_two_units check (consume_units_per_issue in (1, 2)),
  constraint publication_key primary key (organization_id, id),
  constraint publication_code_is_unique unique (organization_id, code)
);
call wall_in('publication', 'select, insert, update');

create table issue (
  organization_id uuid not null,
  publication_id uuid not null,
  number integer not null constraint issue_number_is_positive check (number > 0),
  label text not null,
  ships_on date not null,
  shipped_on date,
  constraint issue_key primary key (organization_id, publication_id, number),
  constraint issue_of_a_publication foreign key (organization_id, publication_id) references publication (organization_id, id)
);
call wall_in('issue', 'select, insert, update');

create table offer (
  organization_id uuid not null,
  id uuid not null default new_id(),
  code text not null,
  publication_id uuid not null,
  name text not null,
  name_english text not null default '',
  units integer not null constraint offer_has_units check (units > 0),
  price_yen bigint not null constraint offer_price_is_not_negative check (price_yen >= 0),
  auto_renewal boolean not null default false,
  on_sale boolean not null default true,
  constraint offer_key primary key (organization_id, id),
  constraint offer_code_is_unique unique (organization_id, code),
  constraint offer_of_a_publication foreign key (organization_id, publication_id) references publication (organization_id, id)
);
call wall_in('offer', 'select, insert, update');
