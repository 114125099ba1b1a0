import type { TaxClass } from "#app/ledger/account.ts"
import type { VoucherForPaper, VoucherLineForPaper } from "#app/ledger/vouchers-for-month.server.ts"

// 弥生インポート形式 (弥生会計05以降): 25 columns, no header row, CRLF, CP932.

const salesClasses: Readonly<Record<TaxClass, string>> = {
  none: "対象外",
  "sales-10": "課税売上内10%",
  "sales-8": "課税売上内軽減8%",
  "purchase-10": "課対仕入内10%適格",
}

type Side = Readonly<{
  account: string
  sub: string
  taxClass: string
  amountYen: number
  taxYen: number
  debit: boolean
}>

/**
 * The month's vouchers as a file for 弥生会計. Amounts include tax (税込金額), so a sales line takes its consumption tax with
 * it; one side a row in vouchers of several lines (2110, 2100, 2101), one row where a voucher has one line on each side.
 */
export function journalForYayoi(vouchers: readonly VoucherForPaper[]): string {
  return vouchers
    .map((voucher) =>
      rowsOf(voucher)
        .map((cells) => `${cells.map(quoted).join(",")}\r\n`)
        .join(""),
    )
    .join("")
}

function rowsOf(voucher: VoucherForPaper): string[][] {
  const sides = withTax(voucher.lines)
  const debit = sides.filter((side) => side.debit)
  const credit = sides.filter((side) => !side.debit)
  const [onlyDebit, onlyCredit] = [debit[0], credit[0]]
  if (debit.length === 1 && credit.length === 1 && onlyDebit && onlyCredit) {
    return [row(voucher, "2111", onlyDebit, onlyCredit)]
  }
  return [...debit, ...credit].map((side, at, all) => {
    const flag = at === 0 ? "2110" : at === all.length - 1 ? "2101" : "2100"
    return side.debit ? row(voucher, flag, side, undefined) : row(voucher, flag, undefined, side)
  })
}

/** Sales and their output tax are two lines in our books and one in 弥生's. */
function withTax(lines: readonly VoucherLineForPaper[]): Side[] {
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
  return [...sides, ...taxes.filter((tax) => !taken.has(tax)).map((tax) => sideOf({ ...tax, taxClass: "none" }, 0))]
}

const sideOf = (line: VoucherLineForPaper, taxYen: number): Side => ({
  account: line.accountName,
  sub: line.subAccount,
  taxClass: salesClasses[line.taxClass],
  amountYen: Math.abs(line.amountYen + taxYen),
  taxYen: Math.abs(taxYen),
  debit: line.amountYen > 0,
})

function row(voucher: VoucherForPaper, flag: string, debit: Side | undefined, credit: Side | undefined): string[] {
  const side = (of: Side | undefined) =>
    of
      ? [of.account, of.sub, "", of.taxClass, String(of.amountYen), String(of.taxYen)]
      : ["", "", "", "対象外", "0", "0"]
  return [
    ...[flag, String(voucher.number).padStart(6, "0"), "", voucher.effectiveOn.replaceAll("-", "/")],
    ...[...side(debit), ...side(credit)],
    ...[shortened(voucher.description), "", "", "3", "", "", "0", "0", "no"],
  ]
}

/** 摘要 holds 64 half-width characters; a full-width one counts two. */
function shortened(text: string): string {
  let width = 0
  let kept = ""
  for (const sign of text) {
    width += /[\u0020-\u007E\uFF61-\uFF9F]/.test(sign) ? 1 : 2
    if (width > 64) break
    kept += sign
  }
  return kept
}

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
