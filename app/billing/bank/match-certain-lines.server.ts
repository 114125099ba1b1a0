import { bankLines } from "#app/billing/bank/bank-lines.server.ts"
import { settleBankLine } from "#app/billing/bank/settle-bank-line.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

const AT_ONCE = 500

/**
 * Settles every open deposit whose payer and amount are beyond doubt (a number or a name of one payer alone, and exactly what he owes, or that
 * less a known fee). After a payer's deposit his others are looked at anew. Refuses nothing.
 */
export async function matchCertainLines(scope: Scope): Promise<{ matched: number; matchedYen: number }> {
  let [matched, matchedYen] = [0, 0]
  for (;;) {
    const { lines } = await bankLines(scope, { state: "open", limit: AT_ONCE, offset: 0 })
    const touched = new Set<string>()
    for (const { id, amountYen, suggestion } of lines) {
      if (!suggestion?.isCertain || touched.has(suggestion.payer.id)) continue
      const { payer, parts, feeYen, identity, amount } = suggestion
      await settleBankLine(scope, { lineId: id, payerId: payer.id, parts, feeYen, reasons: [identity, amount] })
      touched.add(payer.id)
      matched += 1
      matchedYen += amountYen
    }
    if (touched.size === 0) return { matched, matchedYen }
  }
}
