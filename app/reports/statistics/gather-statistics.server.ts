import type { Scope } from "#app/platform/scope.server.ts"
import type { StatisticRun } from "#app/reports/statistics/statistic-run.ts"

/**
 * What the nine statistics share, gathered once for the transaction: `run_copies` (copies of each contract by product, in this
 * issue and the one before) and `run_contract` (every contract of the title with its position, payments and copies).
 */
export async function gatherStatistics(scope: Scope, run: StatisticRun): Promise<void> {
  await scope.sql`
    create temporary table run_copies on commit drop as
    select contract_id, kind, sum(before)::integer as before, sum(after)::integer as after
    from (
      select contract_id, kind, copies as before, 0 as after from shipment
      where issue_run_id in (select id from issue_run where publication_id = ${run.issue.publicationId}::uuid
        and issue_number = ${run.previous?.issueNumber ?? null}::integer and kind <> 'reshipment')
      union all
      select contract_id, kind, 0, copies from shipment where issue_run_id = ${run.runId}::uuid
    ) as both_issues group by contract_id, kind`
  await scope.sql`analyze run_copies`
  await scope.sql`
    create temporary table run_contract on commit drop as
    select contract.id as contract_id, contract.state, contract.category, contract.generation, contract.start_issue,
      contract.first_start_issue, contract.previous_id, contract.renewal_effort, contract.renewal_declined_on, contract.offer_id,
      contract.source_code, contract.channel, contract.payment_way, contract.open_ended, contract.auto_renewal, contract.units,
      contract.price_yen, contract.tax_yen, contract.last_issue, contract.opened_on, contract.grace_issues, contract.ship_every,
      contract.end_reason, position.served_units, position.deferred_yen, position.receivable_yen, coalesce(billed.yen, 0)::bigint as billed_yen,
      contract.opening_paid_yen + coalesce(paid.yen, 0) as received_yen, paid.last_on as paid_on,
      (contract.price_yen - contract.tax_yen) * position.served_units / contract.units
        + contract.tax_yen * position.served_units / contract.units as recognised_yen,
      coalesce(other.refunded_yen, 0) as refunded_yen, coalesce(other.waived_yen, 0) as waived_yen,
      coalesce(other.kept_yen, 0) as kept_yen, coalesce(other.moved_yen, 0) as moved_yen,
      coalesce(ordered.copies, 0) as ordered_copies, coalesce(sent.copies, 0) as copies,
      coalesce(sent.grace_copies, 0) as grace_copies, hold.contract_id is not null as is_held,
      coalesce(pauses.held, '{}') as held
    from contract
    join contract_position as position on position.contract_id = contract.id
    left join (select contract_id, sum(copies)::integer as copies from contract_line where from_issue is null group by contract_id)
      as ordered on ordered.contract_id = contract.id
    left join (select contract_id, sum(after)::integer as copies, coalesce(sum(after) filter (where kind = 'grace'), 0)::integer
      as grace_copies from run_copies where after > 0 group by contract_id) as sent on sent.contract_id = contract.id
    left join (select allocation.contract_id, sum(allocation.amount_yen)::bigint as yen, max(payment.received_on) as last_on
      from payment_allocation as allocation join payment on payment.id = allocation.payment_id group by allocation.contract_id)
      as paid on paid.contract_id = contract.id
    left join (select contract_id,
        -sum(deferred_yen - receivable_yen) filter (where cause in ('refund', 'chargeback'))::bigint as refunded_yen,
        sum(deferred_yen - receivable_yen) filter (where cause in ('written-off', 'allowance'))::bigint as waived_yen,
        -sum(deferred_yen - receivable_yen) filter (where cause in ('fee-kept', 'repriced', 'forfeited'))::bigint as kept_yen,
        sum(deferred_yen - receivable_yen) filter (where cause in ('transfer', 'reversal'))::bigint as moved_yen
      from movement where cause not in ('opening', 'payment', 'issue') group by contract_id)
      as other on other.contract_id = contract.id
    left join (select contract_id, sum(amount_yen) as yen from billed_movement where contract_id is not null group by contract_id)
      as billed on billed.contract_id = contract.id
    left join contract_hold as hold on hold.contract_id = contract.id and hold.until_issue is null
      and hold.from_issue <= ${run.issue.issueNumber}::integer
    left join (select contract_id, range_agg(int4range(from_issue, until_issue)) as held from contract_hold
      where until_issue > from_issue group by contract_id) as pauses on pauses.contract_id = contract.id
    where contract.publication_id = ${run.issue.publicationId}::uuid`
  await scope.sql`analyze run_contract`
}
