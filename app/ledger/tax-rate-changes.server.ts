import type { KeptRate } from "#app/ledger/tax-rate-form.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

export type KnownTaxRate = Readonly<{
  kind: "standard" | "reduced"
  fromOn: CalendarDate
  percent: number
  keepsOldRate: KeptRate
  contractedBefore: CalendarDate | null
  /** Entered by the organization, and nothing is taxed by it yet. */
  mayChange: boolean
}>

/** Every rate of consumption tax (税率) that is known, by the day from which it holds; the latest first. */
export const taxRateChanges = (scope: Scope): Promise<KnownTaxRate[]> => scope.sql<KnownTaxRate>`
  select kind, from_on as "fromOn", percent, keeps_old_rate as "keepsOldRate", contracted_before as "contractedBefore",
    exists (select from tax_rate_change where tax_rate_change.from_on = tax_rate.from_on)
      and not exists (select from voucher where effective_on >= from_on and kind in ('issue-run', 'seminar', 'cancellation')) as "mayChange"
  from tax_rate order by from_on desc, kind desc`
