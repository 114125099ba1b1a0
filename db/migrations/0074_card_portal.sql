-- お支払いカードの変更: a visit of a member to Stripe's portal, and the account's one configuration for it, are requests like the others.
alter table stripe_request drop constraint stripe_request_has_one_subject;
alter table stripe_request
  add column member_id uuid,
  add constraint stripe_request_of_a_member foreign key (organization_id, member_id) references member (organization_id, id),
  add constraint stripe_request_has_one_subject check (
    num_nonnulls(application_id, seminar_order_id, contract_id, member_id) = case operation when 'portal-configuration' then 0 else 1 end),
  add constraint a_portal_visit_is_of_a_member check ((operation = 'portal') = (member_id is not null)),
  add constraint a_portal_visit_names_its_customer check (member_id is null or customer_id is not null),
  add constraint portal_attempt_is_unique unique (organization_id, member_id, attempt);
create index portal_visit_to_ask_for on stripe_request (organization_id, recorded_at) where operation = 'portal' and state = 'created';
-- An event names Stripe's customer alone.
create index card_of_a_customer on card_on_file (organization_id, customer_id);
