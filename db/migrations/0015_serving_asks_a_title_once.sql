-- The same view: without the fence (offset 0) the planner asks for a title's next issue anew for each column of each contract,
-- ten million index searches at a million contracts.

create or replace view next_serving with (security_invoker = true) as
select contract.organization_id, contract.id as contract_id, contract.publication_id, contract.payer_id, contract.previous_id,
  contract.start_issue, contract.state, contract.category, contract.ship_every, contract.ended_from_issue,
  contract.price_yen, contract.tax_rate_percent,
  position.served_units as units_before, serving.units_after, serving.units_after = contract.units as is_last,
  earned.net_yen, earned.tax_yen,
  least(position.deferred_yen, earned.net_yen + earned.tax_yen) as from_deferred_yen,
  earned.net_yen + earned.tax_yen - least(position.deferred_yen, earned.net_yen + earned.tax_yen) as to_receivable_yen
from (
  select title.organization_id, title.id, coalesce((select issue.consume_units from issue
    where issue.organization_id = title.organization_id and issue.publication_id = title.id
      and issue.shipped_on is null and issue.skipped_on is null order by issue.number limit 1),
    title.consume_units_per_issue) as consume_units
  from publication as title
  offset 0
) as publication
join contract on contract.organization_id = publication.organization_id and contract.publication_id = publication.id
join contract_position as position
  on position.organization_id = contract.organization_id and position.contract_id = contract.id
cross join lateral (
  select least(position.served_units + publication.consume_units, contract.units) as units_after
) as serving
cross join lateral (
  select (contract.price_yen - contract.tax_yen) * serving.units_after / contract.units
      - (contract.price_yen - contract.tax_yen) * position.served_units / contract.units as net_yen,
    contract.tax_yen * serving.units_after / contract.units
      - contract.tax_yen * position.served_units / contract.units as tax_yen
) as earned
where position.served_units < contract.units;
