import { isSales, type TaxClass, taxClassWords } from "#app/ledger/account.ts"
import { csvRows, type JournalForm, pairedSides, type Side, slashed } from "#app/ledger/journal-sides.ts"
import type { VoucherForPaper } from "#app/ledger/vouchers-for-month.server.ts"

// freee会計 仕訳(振替伝票)インポート: 33 columns; [表題行] names them, [明細行] begins each row; one date and 伝票番号 is one entry.

const sideNames = [
  ...["勘定科目", "科目コード", "補助科目", "取引先", "取引先コード", "部門", "品目", "メモタグ"],
  ...["セグメント1", "セグメント2", "セグメント3", "金額", "税区分", "税額"],
]
const header = [
  ...["[表題行]", "日付", "伝票番号", "決算整理仕訳"],
  ...["借方", "貸方"].flatMap((side) => sideNames.map((name) => `${side}${name}`)),
  "摘要",
]

/** A class as the program calls it; a return of sales has a name of its own. */
function nameOf(taxClass: TaxClass, isReturn: boolean): string {
  const { ratePercent, isReduced } = taxClassWords(taxClass)
  if (taxClass === "none") return "対象外"
  if (!isSales(taxClass)) return isReduced ? `課対仕入${ratePercent}%（軽）` : `課対仕入${ratePercent}%`
  if (isReturn) return isReduced ? `課税売返${ratePercent}%（軽）` : `課税売返${ratePercent}%`
  return isReduced ? `課税売上${ratePercent}%（軽）` : `課税売上${ratePercent}%`
}

/** The month's vouchers for freee; amounts include tax, and the tax stands beside them, so that freee reckons nothing anew. */
export const freeeJournal: JournalForm = {
  head: csvRows([header]),
  entry: (voucher) => csvRows(rowsOf(voucher)),
  end: "",
}

const rowsOf = (voucher: VoucherForPaper) =>
  pairedSides(voucher).map(([debit, credit]) => [
    ...["[明細行]", slashed(voucher.effectiveOn), String(voucher.number), ""],
    ...[...cellsOf(debit), ...cellsOf(credit), voucher.description],
  ])

function cellsOf(side: Side | undefined): string[] {
  if (!side) return Array.from({ length: sideNames.length }, () => "")
  const taxClass = nameOf(side.taxClass, side.isReturn)
  const empty = ["", "", "", "", "", "", "", ""]
  return [side.account, "", side.sub, ...empty, String(side.amountYen), taxClass, String(side.taxYen)]
}
