import type { Scope } from "#app/platform/scope.server.ts"

/**
 * Makes one row of the posting totals (転記合計) of a day, account and sub-account, of however many postings there were; their sums stay as
 * they are. The number of rows that it saved; a second run saves none. Refuses nothing.
 */
export async function gatherPostingTotals(scope: Scope): Promise<number> {
  const [row] = await scope.sql<{ saved: number }>`select gather_posting_totals() as saved`
  return row?.saved ?? 0
}
