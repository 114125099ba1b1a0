import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/subscriptions/remittances/refusals.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import { isId } from "#app/values/ids.ts"

export type LockedRemittance = Readonly<{
  id: string
  number: string
  state: "made" | "paid" | "cancelled"
  paysOn: CalendarDate
  paidOn: CalendarDate | null
}>

/** A 振込データ, held until the transaction ends. Refuses: no-such-remittance. */
export async function lockRemittance(scope: Scope, id: string): Promise<LockedRemittance> {
  const [row] = isId(id)
    ? await scope.sql<LockedRemittance>`
        select id, number, state, pays_on as "paysOn", paid_on as "paidOn" from remittance where id = ${id}::uuid for update`
    : []
  if (!row) throw refuse("no-such-remittance")
  return row
}
