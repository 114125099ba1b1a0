import { type AccountingSoftware, type ExportFormat } from "#app/ledger/accounting-software.ts"
import { placesInMonth } from "#app/ledger/balances-for-month.server.ts"
import { exportNames } from "#app/ledger/export-names.server.ts"
import { beancountJournal } from "#app/ledger/journal-beancount.ts"
import { bugyoJournal } from "#app/ledger/journal-bugyo.ts"
import { freeeJournal } from "#app/ledger/journal-freee.ts"
import { hledgerJournal } from "#app/ledger/journal-hledger.ts"
import { moneyforwardJournal } from "#app/ledger/journal-moneyforward.ts"
import type { JournalForm } from "#app/ledger/journal-sides.ts"
import { yayoiJournal, yayoiOnlineJournal } from "#app/ledger/journal-yayoi.ts"
import { monthState } from "#app/ledger/month-state.server.ts"
import { voucherCount, type VoucherForPaper, vouchersForMonth } from "#app/ledger/vouchers-for-month.server.ts"
import { Cp932Stream, type MissingCharacters, noneMissing } from "#app/platform/cp932-stream.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { firstDayOf, type Month } from "#app/values/calendar.ts"

type ExportedBooks = Readonly<{
  name: string
  mediaType: string
  /** 未締 while the month is open. */
  state: "provisional" | "final"
  vouchers: number
  content: AsyncIterable<Uint8Array>
  /** Characters that the format's encoding lacks, written as 〓; complete when the content is read to its end. */
  missing: () => MissingCharacters
}>

/** Files for accounting software: how each is written, its encoding, and whether it names accounts by code. */
const softwareFiles = {
  yayoi: { form: yayoiJournal, encoding: "CP932", byCode: false },
  "yayoi-online": { form: yayoiOnlineJournal, encoding: "CP932", byCode: false },
  moneyforward: { form: moneyforwardJournal, encoding: "UTF-8 with BOM", byCode: false },
  freee: { form: freeeJournal, encoding: "UTF-8 with BOM", byCode: false },
  bugyo: { form: bugyoJournal, encoding: "CP932", byCode: true },
} as const satisfies Readonly<Record<AccountingSoftware, object>>

/**
 * The month's books for another program, written voucher by voucher while they are read. An open month is exported as it stands and
 * says so in its name (未締).
 */
export async function booksForMonth(scope: Scope, month: Month, format: ExportFormat): Promise<ExportedBooks> {
  const { closed } = await monthState(scope, month)
  const state = closed ? "final" : "provisional"
  const suffix = closed ? "" : "-未締"
  const facts = { state, vouchers: await voucherCount(scope, month), missing: () => noneMissing } as const
  if (format === "hledger" || format === "beancount") {
    const form = await plainTextForm(scope, { month, state }, format)
    const content = written(form, vouchersForMonth(scope, month))
    return { ...facts, name: `journal-${month}${suffix}.${format}`, content, mediaType: "text/plain; charset=utf-8" }
  }
  const { form, encoding, byCode } = softwareFiles[format]
  const names = new Map((await exportNames(scope, format)).map(({ code, exportName }) => [code, exportName]))
  const vouchers = renamed(vouchersForMonth(scope, month), names, byCode)
  const name = `${format}-${month}${suffix}.csv`
  if (encoding === "CP932") {
    const cp932 = new Cp932Stream()
    const content = cp932.of(written(form, vouchers))
    return { ...facts, name, content, mediaType: "text/csv; charset=Shift_JIS", missing: () => cp932.missing }
  }
  const content = written({ ...form, head: `\uFEFF${form.head}` }, vouchers)
  return { ...facts, name, content, mediaType: "text/csv; charset=utf-8" }
}

async function* written(
  { head, entry, end }: JournalForm,
  vouchers: AsyncIterable<readonly VoucherForPaper[]>,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(head)
  for await (const batch of vouchers) yield Buffer.from(batch.map(entry).join(""))
  yield Buffer.from(end)
}

/** Accounts under the names (or codes) that the other program knows them by. */
async function* renamed(
  vouchers: AsyncIterable<readonly VoucherForPaper[]>,
  names: ReadonlyMap<string, string>,
  byCode: boolean,
): AsyncGenerator<readonly VoucherForPaper[]> {
  const line = (posted: VoucherForPaper["lines"][number]) => {
    const name = names.get(posted.accountCode) ?? ""
    if (name === "") return posted
    return byCode ? { ...posted, accountCode: name } : { ...posted, accountName: name }
  }
  for await (const batch of vouchers) yield batch.map((voucher) => ({ ...voucher, lines: voucher.lines.map(line) }))
}

async function plainTextForm(
  scope: Scope,
  books: { month: Month; state: "provisional" | "final" },
  format: "hledger" | "beancount",
): Promise<JournalForm> {
  const [organization] = await scope.sql<{ name: string }>`
    select name from organization where id = ${scope.organizationId}`
  const whole = {
    ...{ ...books, openedOn: firstDayOf(books.month), organization: organization?.name ?? "" },
    places: await placesInMonth(scope, books.month),
  }
  return format === "hledger" ? hledgerJournal(whole) : beancountJournal(whole)
}
