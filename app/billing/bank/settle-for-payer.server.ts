import { feeRule, payersWithItems } from "#app/billing/bank/bank-lines.server.ts"
import { settleBankLine } from "#app/billing/bank/settle-bank-line.server.ts"
import { suggestFor } from "#app/billing/bank/suggestion.ts"
import { refuse } from "#app/billing/refusals.ts"
import { memberByNumber } from "#app/members/member-by-number.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { isId } from "#app/values/ids.ts"

/**
 * Settles a deposit for a payer whom somebody names by his number: what he owes exactly, less a fee, the oldest in part, and the rest as
 * 仮受金. Refuses: no-such-bank-line, no-such-payer, bank-line-decided.
 */
export async function settleForPayer(
  scope: Scope,
  input: Readonly<{ lineId: string; payerNumber: string }>,
): Promise<void> {
  const member = await memberByNumber(scope, input.payerNumber)
  const payer = member && (await payersWithItems(scope, [member.id])).get(member.id)
  if (!payer) throw refuse("no-such-payer", { number: input.payerNumber }, { field: "payerNumber" })
  if (!isId(input.lineId)) throw refuse("no-such-bank-line")
  const [line] = await scope.sql<{
    amount_yen: number
  }>`select amount_yen from bank_line where id = ${input.lineId}::uuid`
  if (!line) throw refuse("no-such-bank-line")
  const { parts, feeYen } = suggestFor(line.amount_yen, payer, "alias", await feeRule(scope))
  await settleBankLine(scope, { lineId: input.lineId, payerId: payer.id, parts, feeYen, reasons: ["chosen"] })
}
