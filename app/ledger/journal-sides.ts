import type { TaxClass } from "#app/ledger/account.ts"
import type { PlaceInMonth } from "#app/ledger/balances-for-month.server.ts"
import type { VoucherForPaper, VoucherLineForPaper } from "#app/ledger/vouchers-for-month.server.ts"

/**
 * A month's books as a text for another program: what comes first, each voucher, what comes last. Vouchers are written one by one, so
 * that a month of any size has a journal.
 */
export type JournalForm = Readonly<{ head: string; entry: (voucher: VoucherForPaper) => string; end: string }>

/** 前月繰越 as lines: what stood on each account before the month. */
export const openingLines = (places: readonly PlaceInMonth[]) =>
  places.filter(({ openingYen }) => openingYen !== 0).map((place) => ({ ...place, amountYen: place.openingYen }))

/** One side of a voucher as accounting software wants it: tax inside the amount. */
export type Side = Readonly<{
  account: string
  code: string
  sub: string
  taxClass: TaxClass
  /** 返品・値引: a return of taxable sales has a tax class of its own. */
  isReturn: boolean
  amountYen: number
  taxYen: number
  debit: boolean
}>

/** The sides of a voucher, 借方 first. Sales and their output tax are two lines in our books and one in accounting software. */
export function sidesOf(voucher: VoucherForPaper): readonly Side[] {
  const { lines } = voucher
  const isTax = (line: VoucherLineForPaper) => line.purpose === "output-tax" && line.taxClass !== "none"
  const taxes = lines.filter(isTax)
  const taken = new Set<VoucherLineForPaper>()
  const sides = lines
    .filter((line) => !isTax(line))
    .map((line) => {
      const tax = taxes.find(
        (candidate) =>
          line.taxClass !== "none" &&
          !taken.has(candidate) &&
          candidate.taxClass === line.taxClass &&
          candidate.subAccount === line.subAccount,
      )
      if (tax) taken.add(tax)
      return sideOf(line, tax?.amountYen ?? 0)
    })
  const rest = taxes.filter((tax) => !taken.has(tax)).map((tax) => sideOf({ ...tax, taxClass: "none" }, 0))
  const all = [...sides, ...rest]
  return [...all.filter(({ debit }) => debit), ...all.filter(({ debit }) => !debit)]
}

const sideOf = (line: VoucherLineForPaper, taxYen: number): Side => ({
  ...{ account: line.accountName, code: line.accountCode, sub: line.subAccount, taxClass: line.taxClass },
  isReturn: line.purpose === "sales-discount",
  amountYen: Math.abs(line.amountYen + taxYen),
  taxYen: Math.abs(taxYen),
  debit: line.amountYen > 0,
})

/** Rows of a compound journal: 借方 and 貸方 side by side, the shorter side ends in blanks. */
export function pairedSides(voucher: VoucherForPaper): readonly (readonly [Side | undefined, Side | undefined])[] {
  const sides = sidesOf(voucher)
  const debit = sides.filter((side) => side.debit)
  const credit = sides.filter((side) => !side.debit)
  return Array.from({ length: Math.max(debit.length, credit.length) }, (_, at) => [debit[at], credit[at]])
}

/** A field no wider than so many half-width characters; a full-width one counts two. */
export function withinWidth(text: string, most: number): string {
  let width = 0
  let kept = ""
  for (const sign of text) {
    width += /[\u0020-\u007E\uFF61-\uFF9F]/.test(sign) ? 1 : 2
    if (width > most) break
    kept += sign
  }
  return kept
}

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** Rows of cells as CSV with CRLF (RFC 4180). */
export const csvRows = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => `${cells.map(quoted).join(",")}\r\n`).join("")

/** 2026/11/16 */
export const slashed = (date: string): string => date.replaceAll("-", "/")
