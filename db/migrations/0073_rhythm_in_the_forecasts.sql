-- 停止期間: the issues of a contract's holds that end, as ranges; empty where it has none. A hold without an end is not among them.
create function issues_held(of_contract uuid) returns int4multirange language sql stable as $$
  select coalesce(range_agg(int4range(from_issue, until_issue)), '{}') from contract_hold
  where contract_id = of_contract and until_issue > from_issue
$$;

-- 満了号 of terms that are alike: the issue that takes the last of so many units, as the calendar stands. Of the issues ahead it counts those
-- that serve the term: not skipped, in its own rhythm (隔月発送), not held; each takes its own units (合併号) or the title's. Where the calendar
-- ends first, the rhythm goes on. Null where nothing is left.
create function last_issue_of_term(of_publication uuid, start_issue integer, every integer, left_units integer, held int4multirange)
returns integer language sql stable as $$
  with calendar as (
    select consume_units_per_issue as consumes,
      coalesce((select min(number) from issue where publication_id = of_publication and shipped_on is null and skipped_on is null),
        (select max(number) + 1 from issue where publication_id = of_publication)) as next_issue,
      (select max(number) from issue where publication_id = of_publication) as end_of_calendar
    from publication where id = of_publication
  ), ahead as (
    select calendar.*, plan.number, plan.eaten
    from calendar left join lateral (
      select number, sum(coalesce(issue.consume_units, calendar.consumes)) over (order by number) as eaten
      from issue
      where issue.publication_id = of_publication and shipped_on is null and skipped_on is null
        and number >= last_issue_of_term.start_issue and (number - last_issue_of_term.start_issue) % every = 0 and not held @> number
    ) as plan on true
  )
  select case
    when left_units <= 0 then null
    when bool_or(eaten >= left_units) then min(number) filter (where eaten >= left_units)
    else first_beyond(last_issue_of_term.start_issue,
        max(greatest(end_of_calendar + 1, next_issue, last_issue_of_term.start_issue)), every)
      + ((left_units - coalesce(max(eaten), 0) + max(consumes) - 1) / max(consumes) - 1)::integer * every
  end
  from ahead
$$;

-- 満了号 of one contract: the issue that was its last, or the one that will be.
create or replace function expected_last_issue(of_contract uuid) returns integer language sql stable as $$
  select coalesce(contract.last_issue, last_issue_of_term(contract.publication_id, contract.start_issue, contract.ship_every,
    contract.units - position.served_units, issues_held(contract.id)))
  from contract join contract_position as position on position.contract_id = contract.id where contract.id = of_contract
$$;

grant execute on function issues_held, last_issue_of_term to teiki_app;
