import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

/**
 * Splits what the temporary table `candidate` would earn by the rate of the day of shipment, where the law has another than the contract was
 * made at: the price and what each unit earns of it stay, its tax is that of the new rate, cumulative over the price. Where 経過措置 holds
 * (改正令附則5条1項: 定期継続供給契約, paid before), the contract's own rate stays. Nothing to do without a change of rate.
 */
export async function taxAtShipment(scope: Scope, shipsOn: CalendarDate): Promise<void> {
  const [change] = await scope.sql`select from tax_rate_change limit 1`
  if (!change) return
  await scope.sql`
    with law as (
      select distinct on (kind) kind, percent, from_on, keeps_old_rate, contracted_before from tax_rate
      where from_on <= ${shipsOn}::date order by kind, from_on desc
    ), other as (
      select candidate.contract_id, law.percent, law.from_on, law.keeps_old_rate,
        contract.opened_on < law.contracted_before as is_contracted_before, contract.price_yen, contract.opening_paid_yen,
        earned_until(contract.price_yen, contract.tax_yen, contract.units, candidate.units_before) as earned_before,
        earned_until(contract.price_yen, contract.tax_yen, contract.units, candidate.units_after) as earned_after,
        organization.tax_rounding as rounding
      from candidate join law on law.kind = tax_kind(candidate.tax_rate_percent) and law.percent <> candidate.tax_rate_percent
      join contract on contract.id = candidate.contract_id
      join organization on organization.id = contract.organization_id
    ), paid as (
      -- What came in before the change, by whatever way; what was given back does not count.
      select movement.contract_id, sum(deferred_yen - receivable_yen) as yen from movement join other using (contract_id)
      where keeps_old_rate <> 'none' and effective_on < from_on and cause not in ('issue', 'opening') group by 1
    ), taxed as (
      select other.contract_id, percent, earned_after - earned_before as gross,
        tax_inside(earned_after, percent, rounding) - tax_inside(earned_before, percent, rounding) as tax
      from other left join paid on paid.contract_id = other.contract_id
      where keeps_old_rate = 'none' or opening_paid_yen + coalesce(paid.yen, 0) < price_yen
        or (keeps_old_rate = 'contracted-before' and not is_contracted_before)
    )
    update candidate set tax_rate_percent = taxed.percent, tax_yen = taxed.tax, net_yen = taxed.gross - taxed.tax
    from taxed where taxed.contract_id = candidate.contract_id`
}
