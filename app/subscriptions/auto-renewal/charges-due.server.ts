import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

/** Renewals whose charge a JST date has come to, in yen, with the number of the attempt. Reads only. */
export const chargesDue = (scope: Scope, asOf: CalendarDate) => scope.sql<{
  contract: string
  amountYen: number
  attempt: number
}>`
  select contract.number as contract, renewal.amount_yen as "amountYen", renewal.attempts + 1 as attempt
  from auto_renewal as renewal join contract on contract.id = renewal.contract_id
  where renewal.next_try_on <= ${asOf}::date and contract.auto_renewal
    and may_be_renewed(contract.id, renewal.offer_id)
  order by contract.number`
