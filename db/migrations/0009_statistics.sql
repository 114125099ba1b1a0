-- 九統計: what moved each copy of an issue, kept so that a figure of R1 leads to its people.

create table issue_run_movement (
  organization_id uuid not null,
  issue_run_id uuid not null,
  contract_id uuid not null,
  product text not null constraint movement_product_is_known check (product in ('paid', 'gift', 'complimentary', 'grace')),
  reason text not null constraint movement_reason_is_known check (reason in ('started', 'revived', 'resumed', 'transferredIn',
    'fromTitles', 'copiesUp', 'expired', 'cancelled', 'stopped', 'held', 'undeliverable', 'transferredOut', 'toTitles', 'copiesDown')),
  copies integer not null constraint moved_copies_are_positive check (copies > 0),
  constraint issue_run_movement_key primary key (organization_id, issue_run_id, reason, product, contract_id),
  constraint run_movement_of_a_run foreign key (organization_id, issue_run_id) references issue_run (organization_id, id),
  constraint run_movement_of_a_contract foreign key (organization_id, contract_id) references contract (organization_id, id)
);
call wall_in('issue_run_movement', 'select, insert');

-- Refunds, allowances, transfers and the like are few beside payments and issues; the statistics read these alone.
create index movement_of_other_causes on movement (organization_id, contract_id)
  where cause not in ('opening', 'payment', 'issue');
