import { type ExportFormat } from "#app/ledger/accounting-software.ts"
import { exportNames } from "#app/ledger/export-names.server.ts"
import { journalForBeancount } from "#app/ledger/journal-beancount.ts"
import { journalForBugyo } from "#app/ledger/journal-bugyo.ts"
import { journalForFreee } from "#app/ledger/journal-freee.ts"
import { journalForHledger } from "#app/ledger/journal-hledger.ts"
import { journalForMoneyforward } from "#app/ledger/journal-moneyforward.ts"
import { journalForYayoi, journalForYayoiOnline } from "#app/ledger/journal-yayoi.ts"
import { monthState } from "#app/ledger/month-state.server.ts"
import { balancesBefore, type VoucherForPaper, vouchersForMonth } from "#app/ledger/vouchers-for-month.server.ts"
import { encodeCp932 } from "#app/platform/cp932.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { firstDayOf, type Month } from "#app/values/calendar.ts"

type ExportedBooks = Readonly<{
  name: string
  bytes: Buffer
  mediaType: string
  /** 未締 while the month is open. */
  state: "provisional" | "final"
  vouchers: number
  /** Characters that the format's encoding lacks, written as 〓. */
  missing: readonly string[]
}>

/** Files for accounting software: how each is written, its encoding, and whether it names accounts by code. */
const softwareFiles = {
  yayoi: { write: journalForYayoi, encoding: "CP932", byCode: false },
  "yayoi-online": { write: journalForYayoiOnline, encoding: "CP932", byCode: false },
  moneyforward: { write: journalForMoneyforward, encoding: "UTF-8 with BOM", byCode: false },
  freee: { write: journalForFreee, encoding: "UTF-8 with BOM", byCode: false },
  bugyo: { write: journalForBugyo, encoding: "CP932", byCode: true },
} as const

/** The month's books for another program. An open month is exported as it stands and says so in its name (未締). */
export async function booksForMonth(scope: Scope, month: Month, format: ExportFormat): Promise<ExportedBooks> {
  const { closed } = await monthState(scope, month)
  const state = closed ? "final" : "provisional"
  const vouchers = await vouchersForMonth(scope, month)
  const suffix = closed ? "" : "-未締"
  const facts = { state, vouchers: vouchers.length } as const
  if (format === "hledger" || format === "beancount") {
    const text = await plainText(scope, { month, vouchers, state }, format)
    const name = `journal-${month}${suffix}.${format}`
    return { ...facts, name, bytes: Buffer.from(text), mediaType: "text/plain; charset=utf-8", missing: [] }
  }
  const { write, encoding, byCode } = softwareFiles[format]
  const names = new Map((await exportNames(scope, format)).map(({ code, exportName }) => [code, exportName]))
  const text = write(vouchers.map((voucher) => renamed(voucher, names, byCode)))
  const name = `${format}-${month}${suffix}.csv`
  if (encoding === "CP932") {
    return { ...facts, name, ...encodeCp932(text), mediaType: "text/csv; charset=Shift_JIS" }
  }
  return { ...facts, name, bytes: Buffer.from(`\uFEFF${text}`), mediaType: "text/csv; charset=utf-8", missing: [] }
}

/** Accounts under the names (or codes) that the other program knows them by. */
function renamed(voucher: VoucherForPaper, names: ReadonlyMap<string, string>, byCode: boolean): VoucherForPaper {
  const lines = voucher.lines.map((line) => {
    const name = names.get(line.accountCode) ?? ""
    if (name === "") return line
    return byCode ? { ...line, accountCode: name } : { ...line, accountName: name }
  })
  return { ...voucher, lines }
}

async function plainText(
  scope: Scope,
  books: { month: Month; vouchers: readonly VoucherForPaper[]; state: "provisional" | "final" },
  format: "hledger" | "beancount",
): Promise<string> {
  const [organization] = await scope.sql<{ name: string }>`
    select name from organization where id = ${scope.organizationId}`
  const openedOn = firstDayOf(books.month)
  const whole = {
    ...{ ...books, openedOn, organization: organization?.name ?? "" },
    balances: await balancesBefore(scope, openedOn),
  }
  return format === "hledger" ? journalForHledger(whole) : journalForBeancount(whole)
}
