-- 猶予送付 follows the contract's own rhythm: 隔号 is sent every second issue in grace, too, and as many of them as its offer grants.
create or replace function grace_of_issue(title uuid, issue_number integer) returns table (contract_id uuid) language sql stable as $$
  select contract.id
  from contract
  where contract.publication_id = title and contract.state = 'active' and contract.last_issue < issue_number
    and contract.last_issue >= issue_number - contract.grace_issues * contract.ship_every and contract.grace_issues > 0
    and (issue_number - contract.start_issue) % contract.ship_every = 0
    and contract.renewal_declined_on is null
    and not exists (select from contract as next where next.previous_id = contract.id and next.state = 'active')
$$;
