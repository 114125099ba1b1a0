import type { Scope } from "#app/platform/scope.server.ts"
import type { StatisticRun } from "#app/reports/statistics/statistic-run.ts"

/**
 * Gives every copy that came or went since the previous issue its one reason (R1), in `run_movement`. A term that goes on from
 * another (継続, 移管 within the title, or an ended term of the same recipient) is one reader and moves only the difference.
 */
export async function traceMovements(scope: Scope, run: StatisticRun): Promise<void> {
  await gatherChanged(scope)
  await joinTerms(scope, run)
  await splitChanges(scope)
  await nameReasons(scope, run)
}

async function gatherChanged(scope: Scope) {
  await scope.sql`
    create temporary table changed_contract on commit drop as
    select contract_id, sum(before)::integer as before, sum(after)::integer as after
    from run_copies where contract_id in (select contract_id from run_copies where before <> after) group by contract_id`
  await scope.sql`analyze changed_contract`
  // The changed are few, or all of a first issue; the tables are analyzed, so the planner may choose again.
  await scope.sql`select set_config('enable_nestloop', 'on', true)`
}

/** A contract that appears beside one that vanished: its term before (1), what was moved to it (2), the same recipient's (3). */
async function joinTerms(scope: Scope, run: StatisticRun) {
  await scope.sql`
    create temporary table joined_term on commit drop as
    with appeared as (
      select changed.contract_id, contract.previous_id from changed_contract as changed
      join contract on contract.id = changed.contract_id where changed.before = 0
    ),
    vanished as (
      select changed.contract_id, contract.last_issue from changed_contract as changed
      join contract on contract.id = changed.contract_id where changed.after = 0
    ),
    follower as (
      select appeared.contract_id, vanished.contract_id as follows, 1 as rank
      from appeared join vanished on vanished.contract_id = appeared.previous_id
      union all
      select appeared.contract_id, vanished.contract_id, 2
      from appeared join contract_transfer as transfer on transfer.to_id = appeared.contract_id
      join vanished on vanished.contract_id = transfer.from_id
      union all
      select appeared.contract_id, vanished.contract_id, 3
      from appeared join shipment as sent on sent.contract_id = appeared.contract_id and sent.issue_run_id = ${run.runId}::uuid
      join shipment as earlier on earlier.recipient_id = sent.recipient_id
        and earlier.issue_run_id in (select id from issue_run where publication_id = ${run.issue.publicationId}::uuid
          and issue_number = ${run.previous?.issueNumber ?? null}::integer and kind <> 'reshipment')
      join vanished on vanished.contract_id = earlier.contract_id and vanished.last_issue < ${run.issue.issueNumber}::integer
      where appeared.previous_id is null
    )
    select distinct on (contract_id) contract_id, follows from follower order by contract_id, rank, follows`
  await scope.sql`analyze joined_term`
}

/** Per reader and product: what moved between products, and what truly came or went. */
async function splitChanges(scope: Scope) {
  await scope.sql`
    create temporary table movement_split on commit drop as
    with moves as (
      select coalesce(joined_term.follows, changed_contract.contract_id) as reader, run_copies.kind,
        greatest(sum(run_copies.after - run_copies.before), 0)::integer as gain,
        greatest(sum(run_copies.before - run_copies.after), 0)::integer as loss,
        (array_agg(run_copies.contract_id order by run_copies.after - run_copies.before desc, run_copies.contract_id))[1] as gainer,
        (array_agg(run_copies.contract_id order by run_copies.after - run_copies.before, run_copies.contract_id))[1] as loser
      from changed_contract join run_copies using (contract_id) left join joined_term using (contract_id)
      group by 1, 2
    ),
    reader as (
      select coalesce(joined_term.follows, changed_contract.contract_id) as reader, sum(before) as before, sum(after) as after
      from changed_contract left join joined_term using (contract_id) group by 1
    ),
    placed as (
      select moves.*, reader.before as reader_before, reader.after as reader_after,
        least(sum(gain) over whole, sum(loss) over whole) as moved,
        sum(gain) over ahead - gain as gain_ahead, sum(loss) over ahead - loss as loss_ahead
      from moves join reader using (reader)
      window whole as (partition by moves.reader), ahead as (partition by moves.reader order by moves.kind)
    ),
    cut as (
      select *, least(gain, greatest(moved - gain_ahead, 0)) as gain_moved, least(loss, greatest(moved - loss_ahead, 0)) as loss_moved
      from placed
    )
    select gainer as contract_id, kind, 'transferredIn' as reason, gain_moved as copies from cut where gain_moved > 0
    union all
    select loser, kind, 'transferredOut', loss_moved from cut where loss_moved > 0
    union all
    select gainer, kind, case when reader_before > 0 then 'copiesUp' else 'came' end, gain - gain_moved from cut where gain > gain_moved
    union all
    select loser, kind, case when reader_after > 0 then 'copiesDown' else 'went' end, loss - loss_moved from cut
    where loss > loss_moved`
  await scope.sql`analyze movement_split`
}

/** Why a reader came (new, back, from a hold, from another title) or went. */
async function nameReasons(scope: Scope, run: StatisticRun) {
  const { issueNumber, publicationId } = run.issue
  await scope.sql`
    create temporary table run_movement on commit drop as
    with recursive earlier_run as (
      select id from issue_run where publication_id = ${publicationId}::uuid and issue_number < ${issueNumber}::integer
        and kind <> 'reshipment'
    ),
    came as (select distinct contract_id from movement_split where reason = 'came'),
    served_before as (
      select distinct came.contract_id from came join served_unit on served_unit.contract_id = came.contract_id
      where served_unit.issue_run_id in (select id from earlier_run)
      union select came.contract_id from came join contract on contract.id = came.contract_id where contract.opening_units > 0
      -- What another contract of the title became (other copies) has been read before, too.
      union select came.contract_id from came join contract_transfer as transfer on transfer.to_id = came.contract_id
      join contract as before on before.id = transfer.from_id and before.publication_id = ${publicationId}::uuid
    ),
    from_title as (
      select came.contract_id from came join contract_transfer as transfer on transfer.to_id = came.contract_id
      join contract as before on before.id = transfer.from_id and before.publication_id <> ${publicationId}::uuid
    ),
    recipient as (
      select came.contract_id, sent.recipient_id from came
      join shipment as sent on sent.contract_id = came.contract_id and sent.issue_run_id = ${run.runId}::uuid
    ),
    read_before as (
      select recipient.contract_id from recipient join shipment on shipment.recipient_id = recipient.recipient_id
      where shipment.issue_run_id in (select id from earlier_run)
      union
      select recipient.contract_id from recipient join contract_line as line on line.recipient_id = recipient.recipient_id
      join contract on contract.id = line.contract_id and contract.opening_units > 0
      where contract.publication_id = ${publicationId}::uuid
      union
      select came.contract_id from came join contract on contract.id = came.contract_id where contract.previous_id is not null
    ),
    -- Who went is judged by what his contract has become within the title: changed in copies and then cancelled is cancelled.
    became as (
      select distinct contract_id, contract_id as heir_id, 0 as step from movement_split where reason = 'went'
      union all
      select became.contract_id, transfer.to_id, became.step + 1
      from became join contract_transfer as transfer on transfer.from_id = became.heir_id
      join contract as after on after.id = transfer.to_id and after.publication_id = ${publicationId}::uuid
    ),
    heir as (select distinct on (contract_id) contract_id, heir_id from became order by contract_id, step desc),
    reactivated as (
      select came.contract_id from came join contract_event as event on event.contract_id = came.contract_id
      where event.kind = 'reactivated' group by came.contract_id
    )
    select split.contract_id, split.kind as product,
      case split.reason
        when 'came' then case
          when from_title.contract_id is not null and served_before.contract_id is null then 'fromTitles'
          when reactivated.contract_id is not null then 'revived'
          when served_before.contract_id is not null then 'resumed'
          when read_before.contract_id is not null then 'revived' else 'started' end
        when 'went' then case
          when contract.state = 'transferred' and coalesce(contract.ended_from_issue, 0) <= ${issueNumber}::integer then 'toTitles'
          when contract.last_issue < ${issueNumber}::integer then 'expired'
          when contract.state in ('cancelled', 'stopped') and coalesce(contract.ended_from_issue, 0) <= ${issueNumber}::integer
            then contract.state
          when exclusion.reason in ('undeliverable', 'no-address') then 'undeliverable'
          when exclusion.reason = 'no-line' then 'copiesDown'
          when exclusion.reason is not null then 'held'
          else 'expired' end
        else split.reason end as reason, sum(split.copies)::integer as copies
    from movement_split as split
    left join heir on heir.contract_id = split.contract_id
    join contract on contract.id = coalesce(heir.heir_id, split.contract_id)
    left join from_title on from_title.contract_id = split.contract_id
    left join served_before on served_before.contract_id = split.contract_id
    left join read_before on read_before.contract_id = split.contract_id
    left join reactivated on reactivated.contract_id = split.contract_id
    left join issue_exclusion as exclusion on exclusion.contract_id = contract.id
      and exclusion.issue_run_id = ${run.runId}::uuid
    group by 1, 2, 3`
  await scope.sql`analyze run_movement`
}
