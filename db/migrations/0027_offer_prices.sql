-- 価格改定: a price that an offer takes on a day, or once an issue is the next to ship; contracts keep what they were sold for.
create table offer_price (
  organization_id uuid not null,
  offer_id uuid not null,
  from_on date,
  from_issue integer,
  price_yen bigint not null constraint coming_price_is_not_negative check (price_yen >= 0),
  applied_at timestamptz,
  id uuid not null default new_id(),
  constraint offer_price_key primary key (organization_id, id),
  constraint offer_price_of_an_offer foreign key (organization_id, offer_id) references offer (organization_id, id),
  constraint a_coming_price_says_when check (num_nonnulls(from_on, from_issue) = 1)
);
create index offer_price_waiting on offer_price (organization_id, offer_id) where applied_at is null;
call wall_in('offer_price', 'select, insert, update, delete');
