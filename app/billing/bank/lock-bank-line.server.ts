import { refuse } from "#app/billing/refusals.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import { isId } from "#app/values/ids.ts"

export type LockedBankLine = {
  id: string
  line_key: string
  received_on: CalendarDate
  amount_yen: number
  remitter_name: string
  remitter_key: string
  state: string
}

/** A deposit, held until the transaction ends. Refuses: no-such-bank-line. */
export async function lockBankLine(scope: Scope, lineId: string): Promise<LockedBankLine> {
  if (!isId(lineId)) throw refuse("no-such-bank-line")
  const [line] = await scope.sql<LockedBankLine>`
    select id, line_key, received_on, amount_yen, remitter_name, remitter_key, state from bank_line where id = ${lineId}::uuid for update`
  if (!line) throw refuse("no-such-bank-line")
  return line
}
