-- The first issue from a number on that is in the rhythm of a contract.
create function first_beyond(start_issue integer, from_issue integer, every integer) returns integer language sql immutable as $$
  select start_issue + ((from_issue - start_issue + every - 1) / every) * every
$$;
-- 満了号: the issue with which a term ends as the calendar stands. Of the issues ahead it counts those that serve the contract: not skipped,
-- in its own rhythm (隔月発送), not held (a hold without an end is counted as if it ended with the next issue); each takes its own units (合併号)
-- or the title's. Where the calendar ends first, the rhythm goes on. Null where nothing is left to serve and nothing was the last.
create function expected_last_issue(of_contract uuid) returns integer language sql stable as $$
  with term as (
    select contract.id, contract.publication_id, contract.start_issue, contract.ship_every, contract.last_issue,
      contract.units - position.served_units as left_units, publication.consume_units_per_issue as consumes,
      coalesce((select min(number) from issue where issue.publication_id = contract.publication_id and shipped_on is null and skipped_on is null),
        (select max(number) + 1 from issue where issue.publication_id = contract.publication_id)) as next_issue,
      (select max(number) from issue where issue.publication_id = contract.publication_id) as end_of_calendar
    from contract join contract_position as position on position.contract_id = contract.id
    join publication on publication.id = contract.publication_id
    where contract.id = of_contract
  ), ahead as (
    select term.*, plan.number, plan.eaten
    from term left join lateral (
      select number, sum(coalesce(issue.consume_units, term.consumes)) over (order by number) as eaten
      from issue
      where issue.publication_id = term.publication_id and shipped_on is null and skipped_on is null and number >= term.start_issue
        and (number - term.start_issue) % term.ship_every = 0
        and not exists (select from contract_hold as hold
          where hold.contract_id = term.id and hold.from_issue <= number and hold.until_issue > number)
    ) as plan on true
  )
  select case
    when max(last_issue) is not null then max(last_issue)
    when max(left_units) <= 0 then null
    when bool_or(eaten >= left_units) then min(number) filter (where eaten >= left_units)
    else first_beyond(max(start_issue), max(greatest(end_of_calendar + 1, next_issue, start_issue)), max(ship_every))
      + ((max(left_units) - coalesce(max(eaten), 0) + max(consumes) - 1) / max(consumes) - 1)::integer * max(ship_every)
  end
  from ahead
$$;

grant execute on function expected_last_issue, first_beyond to teiki_app;
