import { refuse } from "#app/ledger/refusals.ts"
import type { TaxRateChange } from "#app/ledger/tax-rate-form.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type CalendarDate, isCalendarDate } from "#app/values/calendar.ts"

/**
 * Enters the standard rate that holds from a day on (税率の改定), or changes what was entered for that day. Refuses: tax-rate-in-use
 * (something was taxed, or a month closed, on or after that day).
 */
export async function saveTaxRate(scope: Scope, change: TaxRateChange): Promise<void> {
  await refuseUsed(scope, change.fromOn)
  await scope.sql`
    insert into tax_rate_change (organization_id, from_on, percent, keeps_old_rate, contracted_before)
    values (${scope.organizationId}, ${change.fromOn}::date, ${change.percent}, ${change.keepsOldRate}, ${change.contractedBefore}::date)
    on conflict (organization_id, from_on) do update set percent = excluded.percent, keeps_old_rate = excluded.keeps_old_rate,
      contracted_before = excluded.contracted_before`
  await audit(scope, "save-tax-rate", change.fromOn, { percent: change.percent, keepsOldRate: change.keepsOldRate })
}

/** Takes a change of the rate back that has not come into use. Refuses: tax-rate-in-use, no-such-tax-rate. */
export async function withdrawTaxRate(scope: Scope, given: string): Promise<void> {
  const fromOn = isCalendarDate(given) ? given : null
  if (fromOn !== null) await refuseUsed(scope, fromOn)
  const gone = await scope.sql`delete from tax_rate_change where from_on = ${fromOn}::date returning from_on`
  if (fromOn === null || gone.length === 0) throw refuse("no-such-tax-rate", { date: given })
  await audit(scope, "withdraw-tax-rate", fromOn)
}

/** What was taxed stays taxed: books and papers of that day would not fit the rate any more. */
async function refuseUsed(scope: Scope, fromOn: CalendarDate) {
  const [used] = await scope.sql`
    select from voucher where effective_on >= ${fromOn}::date and kind in ('issue-run', 'seminar', 'service', 'cancellation') limit 1`
  const [closed] = await scope.sql`
    select from (select distinct on (month) month, kind from period_event order by month, seq desc) as last
    where kind = 'closed' and month >= to_char(${fromOn}::date, 'YYYY-MM') limit 1`
  if (used ?? closed) throw refuse("tax-rate-in-use", { date: fromOn }, { field: "fromOn" })
}
