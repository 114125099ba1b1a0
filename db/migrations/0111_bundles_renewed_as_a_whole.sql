-- セットの継続: the contracts that a bundle's order opened are renewed together, by one order and one payment, while they still are what was
-- sold: every title of the bundle as it stands now, running and wanted, for one payer, in equal copies, and of about one length, so that
-- none is renewed long before it ends. Where that fails each contract is renewed by itself.
create index customer_order_of_a_bundle on customer_order (organization_id, bundle_id) where bundle_id is not null;

create view bundle_to_renew with (security_invoker = true) as
select sold.organization_id, sold.id as order_id, sold.bundle_id
from customer_order as sold
join contract on contract.organization_id = sold.organization_id and contract.order_id = sold.id
cross join lateral (
  select sum(line.copies) as copies from contract_line as line
  where line.organization_id = contract.organization_id and line.contract_id = contract.id and line.until_issue is null
) as delivery
left join lateral (
  select component.units::numeric * contract.ship_every / publication.consume_units_per_issue
    / case publication.frequency when 'weekly' then 52 when 'biweekly' then 26 when 'monthly' then 12 when 'bimonthly' then 6
      when 'quarterly' then 4 when 'halfyearly' then 2 when 'yearly' then 1 end as years
  from offer_component as component_of
  join offer as component on component.organization_id = component_of.organization_id and component.id = component_of.component_id
  join publication on publication.organization_id = component.organization_id and publication.id = component.publication_id
  where component_of.organization_id = sold.organization_id and component_of.offer_id = sold.bundle_id
    and component_of.publication_id = contract.publication_id
) as part on true
where sold.bundle_id is not null
group by sold.organization_id, sold.id, sold.bundle_id
-- A title of no fixed rhythm (不定期) has no length, and the set is not taken for one.
having count(part.years) = count(*)
  and count(*) = (select count(*) from offer_component where offer_component.organization_id = sold.organization_id and offer_id = sold.bundle_id)
  and min(part.years) >= max(part.years) * 0.75
  and bool_and(contract.state = 'active' and contract.renewal_declined_on is null
    and not exists (select from contract as next where next.organization_id = contract.organization_id and next.previous_id = contract.id
      and next.state = 'active'))
  and count(distinct contract.payer_id) = 1 and count(distinct delivery.copies) = 1
  and count(distinct (contract.payment_way, contract.auto_renewal)) = 1;
grant select on bundle_to_renew to teiki_app;

-- The contract of a bundle's order that expires first, by the day its last issue ships: the series and the charge go by it.
create function bundle_lead(of_order uuid) returns uuid language sql stable cost 10000 as $$
  select contract.id from contract left join issue on issue.publication_id = contract.publication_id
    and issue.number = expected_last_issue(contract.id)
  where contract.order_id = of_order
  order by coalesce(issue.shipped_on, issue.ships_on) nulls last, contract.number limit 1
$$;

-- The terms that a renewal of a contract at an offer goes on with, each at the offer of its next term: itself alone, or of a bundle all
-- titles of its order. None where the bundle cannot be renewed as a whole (any more).
create function terms_to_renew(of_contract uuid, at_offer uuid) returns table (place integer, contract_id uuid, offer_id uuid)
language sql stable rows 1 as $$
  select 1, of_contract, offer.id from offer where offer.id = at_offer and offer.kind <> 'bundle'
  union all
  select part.position, term.id, part.component_id
  from contract join bundle_to_renew as whole on whole.order_id = contract.order_id and whole.bundle_id = at_offer
  join contract as term on term.order_id = contract.order_id
  join offer_component as part on part.offer_id = at_offer and part.publication_id = term.publication_id
  where contract.id = of_contract
$$;

-- Whether a term may go on at an offer: it runs, nobody declined it, nothing follows it, and a bundle is whole.
create function may_be_renewed(of_contract uuid, at_offer uuid) returns boolean language sql stable as $$
  select contract.state = 'active' and contract.renewal_declined_on is null
    and not exists (select from contract as next where next.previous_id = contract.id and next.state = 'active')
    and exists (select from terms_to_renew(of_contract, at_offer))
  from contract where contract.id = of_contract
$$;

-- What a notice says of the terms that are renewed together, in their order: number, title, units of the next term, last issue of this one.
create function renewal_titles(of_contract uuid, at_offer uuid) returns jsonb language sql stable as $$
  select jsonb_agg(jsonb_build_object('contractNumber', contract.number, 'publication', publication.name, 'units', offer.units,
    'lastIssue', expected_last_issue(contract.id)) order by term.place)
  from terms_to_renew(of_contract, at_offer) as term join contract on contract.id = term.contract_id
  join publication on publication.id = contract.publication_id join offer on offer.id = term.offer_id
$$;

-- The title of an offer, or the titles of a bundle, as a notice names what it is about.
create function offer_publications(of_offer uuid) returns text language sql stable as $$
  select coalesce((
      select string_agg(publication.name, '・' order by part.position)
      from offer_component as part join publication on publication.id = part.publication_id where part.offer_id = offer.id),
    publication.name)
  from offer join publication on publication.id = offer.publication_id where offer.id = of_offer
$$;

-- The offer that a contract is renewed at: the bundle that it was sold in while that is whole and on sale; else its own while its condition
-- holds on the day on which the next term begins, else the successor.
create or replace function renewal_offer(of_contract uuid, not_before date) returns uuid language sql stable as $$
  select coalesce((
      select bundle.id from bundle_to_renew as whole join offer as bundle on bundle.id = whole.bundle_id
      where whole.order_id = contract.order_id and bundle.on_sale),
    case when condition.offer_id is null
      or offer_condition_holds(contract.offer_id, contract.payer_id, renewal_day(contract.id, not_before)) then contract.offer_id
      else condition.successor_id end)
  from contract left join offer_condition as condition on condition.offer_id = contract.offer_id
  where contract.id = of_contract
$$;
grant execute on function bundle_lead, terms_to_renew, may_be_renewed, renewal_titles, offer_publications to teiki_app;
