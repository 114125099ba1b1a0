import { journalForHledger } from "#app/ledger/journal-hledger.ts"
import { journalForYayoi } from "#app/ledger/journal-yayoi.ts"
import { monthState } from "#app/ledger/month-state.server.ts"
import { balancesBefore, vouchersForMonth } from "#app/ledger/vouchers-for-month.server.ts"
import { encodeCp932 } from "#app/platform/cp932.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { firstDayOf, type Month } from "#app/values/calendar.ts"

export const exportFormats = ["hledger", "yayoi"] as const
export type ExportFormat = (typeof exportFormats)[number]

export type ExportedBooks = Readonly<{
  name: string
  bytes: Buffer
  mediaType: string
  /** 未締 while the month is open. */
  state: "provisional" | "final"
  vouchers: number
  /** Characters that the format's encoding lacks, written as 〓. */
  missing: readonly string[]
}>

/** The month's books for another program. An open month is exported as it stands and says so in its name (未締). */
export async function booksForMonth(scope: Scope, month: Month, format: ExportFormat): Promise<ExportedBooks> {
  const { closed } = await monthState(scope, month)
  const state = closed ? "final" : "provisional"
  const vouchers = await vouchersForMonth(scope, month)
  const suffix = closed ? "" : "-未締"
  const facts = { state, vouchers: vouchers.length } as const
  switch (format) {
    case "hledger": {
      const [organization] = await scope.sql<{ name: string }>`
        select name from organization where id = ${scope.organizationId}`
      const journal = journalForHledger({
        ...{ month, vouchers, state, organization: organization?.name ?? "" },
        openedOn: firstDayOf(month),
        balances: await balancesBefore(scope, firstDayOf(month)),
      })
      const bytes = Buffer.from(journal)
      return {
        ...facts,
        name: `journal-${month}${suffix}.hledger`,
        bytes,
        mediaType: "text/plain; charset=utf-8",
        missing: [],
      }
    }
    case "yayoi": {
      const { bytes, missing } = encodeCp932(journalForYayoi(vouchers))
      return { ...facts, name: `yayoi-${month}${suffix}.csv`, bytes, mediaType: "text/csv; charset=Shift_JIS", missing }
    }
  }
}
