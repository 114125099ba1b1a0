-- The issue with which the term after a contract is foretold to begin (継続の最初の号): the first that was sent in grace and is not earned yet,
-- or else the first to ship, in the contract's own rhythm (隔号 takes every second issue), after the one that ends it.
create function first_issue_of_next_term(of_contract uuid) returns integer language sql stable as $$
  select coalesce(grace.first, last_issue_of_term(contract.publication_id,
    first_beyond(contract.start_issue, expected_last_issue(contract.id) + 1, contract.ship_every), contract.ship_every, 1, '{}'))
  from contract
  cross join lateral (
    select min(run.issue_number) as first from shipment join issue_run as run on run.id = shipment.issue_run_id
    where shipment.contract_id = contract.id and shipment.kind = 'grace'
      and not exists (select from served_unit join contract as other on other.id = served_unit.contract_id
        where served_unit.issue_run_id = run.id and other.previous_id = contract.id)
  ) as grace
  where contract.id = of_contract
$$;
