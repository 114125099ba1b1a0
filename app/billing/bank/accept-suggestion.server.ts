import { suggestionsFor } from "#app/billing/bank/bank-lines.server.ts"
import { settleBankLine } from "#app/billing/bank/settle-bank-line.server.ts"
import { refuse } from "#app/billing/refusals.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { isId } from "#app/values/ids.ts"

/**
 * Settles a deposit as it was suggested, if that is still what would be suggested: the payer and the yen that were on the screen. Refuses:
 * no-such-bank-line, suggestion-changed, bank-line-decided.
 */
export async function acceptSuggestion(
  scope: Scope,
  input: Readonly<{ lineId: string; payerId: string; partsYen: number; feeYen: number }>,
): Promise<void> {
  if (!isId(input.lineId)) throw refuse("no-such-bank-line")
  const suggestion = (await suggestionsFor(scope, [input.lineId])).get(input.lineId)
  const partsYen = suggestion?.parts.reduce((sum, part) => sum + part.amountYen, 0)
  const isSame =
    suggestion?.payer.id === input.payerId && partsYen === input.partsYen && suggestion.feeYen === input.feeYen
  if (!isSame) throw refuse("suggestion-changed")
  const { payer, parts, feeYen, identity, amount } = suggestion
  await settleBankLine(scope, { lineId: input.lineId, payerId: payer.id, parts, feeYen, reasons: [identity, amount] })
}
