import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

/**
 * The rate (%) of consumption tax that the law has on a day, for what was agreed at a rate: what is supplied from the day of a change on is
 * taxed at the new one (改正法附則). 経過措置 for what was paid before is `keepsOldRate`'s, by contract.
 */
export async function taxRateOn(scope: Scope, agreedPercent: number, on: CalendarDate): Promise<number> {
  const [row] = await scope.sql<{ percent: number }>`
    select tax_rate_on(${agreedPercent}::integer, ${on}::date) as percent`
  if (!row) throw new Error("the rate gave no row")
  return row.percent
}
