import { bookedDepositsFor } from "#app/billing/bank/booked-deposits.server.ts"
import { lockBankLine } from "#app/billing/bank/lock-bank-line.server.ts"
import { refuse } from "#app/billing/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/**
 * Sets a deposit aside (対象外): it is the bank's side of what is booked already, or no payer's money, for a reason in words. Nothing is
 * booked. Refuses: no-such-bank-line, bank-line-decided, deposit-not-booked, deposit-needs-reason.
 */
export async function setBankLineAside(
  scope: Scope,
  input: Readonly<{ lineId: string; bookedAs: string; because: string }>,
): Promise<void> {
  const line = await lockBankLine(scope, input.lineId)
  if (line.state !== "open") throw refuse("bank-line-decided")
  const because = input.because.trim()
  if (input.bookedAs === "" && because === "") throw refuse("deposit-needs-reason")
  const booked = input.bookedAs === "" ? [] : ((await bookedDepositsFor(scope, [line.id])).get(line.id) ?? [])
  if (input.bookedAs !== "" && !booked.some(({ key }) => key === input.bookedAs)) throw refuse("deposit-not-booked")
  await scope.sql`
    update bank_line set state = 'ignored', booked_as = nullif(${input.bookedAs}, ''), aside_because = ${because},
      decided_at = ${scope.now}, decided_by = ${scope.actor}
    where id = ${line.id}::uuid`
  await audit(scope, "set-bank-line-aside", line.line_key, {
    bookedAs: input.bookedAs,
    because,
    amountYen: line.amount_yen,
  })
}

/** Takes a deposit back from aside: it waits again. Refuses: no-such-bank-line, bank-line-decided. */
export async function takeBackBankLine(scope: Scope, lineId: string): Promise<void> {
  const line = await lockBankLine(scope, lineId)
  if (line.state !== "ignored") throw refuse("bank-line-decided")
  await scope.sql`
    update bank_line set state = 'open', booked_as = null, aside_because = '', decided_at = null, decided_by = null
    where id = ${line.id}::uuid`
  await audit(scope, "take-back-bank-line", line.line_key, { amountYen: line.amount_yen })
}
