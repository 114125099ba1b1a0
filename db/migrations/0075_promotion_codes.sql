-- プロモーションコード: what an organization takes off the price of a term, for which plans and whom, from when until when, and how often.
create table promotion_code (
  organization_id uuid not null,
  id uuid not null default new_id(),
  code text not null constraint promotion_code_is_plain check (code ~ '^[A-Z0-9][A-Z0-9-]{2,29}$'),
  name text not null default '',
  percent_off integer constraint a_promotion_leaves_a_price check (percent_off between 1 and 99),
  yen_off bigint constraint a_promotion_takes_something_off check (yen_off > 0),
  -- JST dates, both included; null where there is no limit.
  valid_from date,
  valid_until date,
  most_uses integer constraint a_promotion_may_be_used check (most_uses > 0),
  is_once_per_member boolean not null,
  is_for_new_members boolean not null,
  -- The source (募集コード) that an order by this code comes from.
  source_code text,
  made_at timestamptz not null,
  ended_at timestamptz,
  constraint promotion_code_key primary key (organization_id, id),
  constraint promotion_of_an_organization foreign key (organization_id) references organization (id),
  constraint promotion_implies_a_known_source foreign key (organization_id, source_code) references source_code (organization_id, code),
  constraint promotion_code_is_unique unique (organization_id, code),
  constraint a_promotion_takes_percent_or_yen check (num_nonnulls(percent_off, yen_off) = 1),
  constraint a_promotion_ends_after_it_begins check (valid_from is null or valid_until is null or valid_from <= valid_until)
);
call wall_in('promotion_code', 'select, insert, update');

-- The plans, and the titles with all their plans, that a code is for; one that names none is for all.
create table promotion_offer (
  organization_id uuid not null,
  promotion_id uuid not null,
  offer_id uuid not null,
  constraint promotion_offer_key primary key (organization_id, promotion_id, offer_id),
  constraint promotion_offer_of_a_promotion foreign key (organization_id, promotion_id) references promotion_code (organization_id, id),
  constraint promotion_for_an_offer foreign key (organization_id, offer_id) references offer (organization_id, id)
);
call wall_in('promotion_offer', 'select, insert');

create table promotion_title (
  organization_id uuid not null,
  promotion_id uuid not null,
  publication_id uuid not null,
  constraint promotion_title_key primary key (organization_id, promotion_id, publication_id),
  constraint promotion_title_of_a_promotion foreign key (organization_id, promotion_id) references promotion_code (organization_id, id),
  constraint promotion_for_a_title foreign key (organization_id, publication_id) references publication (organization_id, id)
);
call wall_in('promotion_title', 'select, insert');

-- 利用: taken when an application is confirmed, or staff enter an order; an application that comes to nothing uses nothing up.
create table promotion_use (
  organization_id uuid not null,
  id uuid not null default new_id(),
  promotion_id uuid not null,
  application_id uuid,
  order_id uuid,
  member_id uuid,
  -- For all copies, before the reduction.
  price_yen bigint not null,
  reduction_yen bigint not null,
  taken_at timestamptz not null,
  constraint promotion_use_key primary key (organization_id, id),
  constraint use_of_a_promotion foreign key (organization_id, promotion_id) references promotion_code (organization_id, id),
  constraint promotion_use_in_an_application foreign key (organization_id, application_id) references application (organization_id, id),
  constraint promotion_use_in_an_order foreign key (organization_id, order_id) references customer_order (organization_id, id),
  constraint promotion_use_by_a_member foreign key (organization_id, member_id) references member (organization_id, id),
  constraint an_application_uses_one_promotion unique (organization_id, application_id),
  constraint an_order_uses_one_promotion unique (organization_id, order_id),
  constraint a_promotion_is_used_for_something check (num_nonnulls(application_id, order_id) > 0),
  constraint an_order_by_promotion_has_its_member check (order_id is null or member_id is not null),
  constraint a_use_leaves_a_price check (reduction_yen > 0 and reduction_yen < price_yen)
);
create index promotion_use_of_a_code on promotion_use (organization_id, promotion_id);
call wall_in('promotion_use', 'select, insert, update');

-- Whether a use counts at an instant: ordered, waiting for its payment, on the card page, or just about to be.
create function promotion_use_counts(used promotion_use, at timestamptz) returns boolean language sql stable as $$
  select used.order_id is not null or exists (
    select from application where application.id = used.application_id and (application.state = 'awaiting-payment'
      or (application.state = 'confirmed' and (used.taken_at > at - interval '10 minutes' or exists (
        select from stripe_request as request where request.application_id = application.id
          and (request.state = 'created' or (request.state = 'open' and request.expires_at > at)))))))
$$;
grant execute on function promotion_use_counts to teiki_app;
