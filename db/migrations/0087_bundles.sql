-- セット販売: an offer of several titles at one price. It stands under the title of its first component and is never a contract's own offer:
-- buying it opens one contract for each component, at that component's offer.
alter table offer drop constraint offer_kind_is_known,
  add constraint offer_kind_is_known check (kind in ('term', 'single', 'sample', 'complimentary', 'bundle'));

create table offer_component (
  organization_id uuid not null,
  offer_id uuid not null,
  position integer not null constraint component_positions_begin_with_one check (position >= 1),
  component_id uuid not null,
  publication_id uuid not null,
  constraint offer_component_key primary key (organization_id, offer_id, position),
  constraint component_of_an_offer foreign key (organization_id, offer_id) references offer (organization_id, id),
  constraint component_is_an_offer foreign key (organization_id, component_id) references offer (organization_id, id),
  constraint component_of_a_title foreign key (organization_id, publication_id) references publication (organization_id, id),
  constraint a_bundle_has_a_title_once unique (organization_id, offer_id, publication_id),
  constraint a_bundle_is_no_part_of_itself check (component_id <> offer_id)
);
create index offer_component_by_component on offer_component (organization_id, component_id);
call wall_in('offer_component', 'select, insert, delete');

-- The bundle that an order bought; its contracts are billed on one invoice.
alter table customer_order add column bundle_id uuid,
  add constraint order_of_a_bundle foreign key (organization_id, bundle_id) references offer (organization_id, id);

-- What an offer is called: with its title, but for a bundle, whose own name says what is in it.
create function offer_title(of_offer offer, language text) returns text language sql stable as $$
  select concat_ws(' ', case when of_offer.kind <> 'bundle' then (
      select coalesce(case when language = 'en' then nullif(publication.name_english, '') end, publication.name)
      from publication where publication.id = of_offer.publication_id) end,
    coalesce(case when language = 'en' then nullif(of_offer.name_english, '') end, of_offer.name))
$$;
grant execute on function offer_title to teiki_app;
