import { isSales, type TaxClass, taxClassWords } from "#app/ledger/account.ts"
import { csvRows, type JournalForm, pairedSides, type Side, slashed, withinWidth } from "#app/ledger/journal-sides.ts"
import type { VoucherForPaper } from "#app/ledger/vouchers-for-month.server.ts"

// 勘定奉行クラウド, OBC受入形式: 36 columns under their 受入記号, codes instead of names; "*" begins each slip. CP932.

const header = [
  ...[
    "GL0010000",
    "GL0010001",
    "GL0010002",
    "GL0010003",
    "GL0010007",
    "GL0010008",
    "GL0010005",
    "GL0010006",
    "GL0010004",
  ],
  ...["2", "3"].flatMap((side) =>
    ["001", "002", "003", "004", "015", "005", "006", "007", "008", "009", "101", "102"].map(
      (no) => `GL001${side}${no}`,
    ),
  ),
  ...["GL0011001", "GL0011002", "GL0011003"],
]

const classOf = (taxClass: TaxClass) => (taxClass === "none" ? "0000" : isSales(taxClass) ? "0060" : "0010")

/** The month's vouchers for 勘定奉行クラウド; amounts include tax, the tax stands beside them, nothing is reckoned anew (自動計算 0). */
export const bugyoJournal: JournalForm = {
  head: csvRows([header]),
  entry: (voucher) => csvRows(rowsOf(voucher)),
  end: "",
}

const rowsOf = (voucher: VoucherForPaper) =>
  pairedSides(voucher).map(([debit, credit], at) => [
    ...[at === 0 ? "*" : "", slashed(voucher.effectiveOn), "0", String(voucher.number), "", "", "", "", ""],
    ...[...cellsOf(debit), ...cellsOf(credit), withinWidth(voucher.description, 80), "", ""],
  ])

function cellsOf(side: Side | undefined): string[] {
  if (!side) return ["", "", "", "", "", "", "", "", "", "", "", ""]
  const { ratePercent, isReduced } = taxClassWords(side.taxClass)
  return [
    ...["", side.code, side.sub, classOf(side.taxClass), isReduced ? "1" : "0"],
    ratePercent === 0 ? "" : String(ratePercent),
    ...["", "0", "", "", String(side.amountYen), String(side.taxYen)],
  ]
}
