import { isSales, type TaxClass, taxClassWords } from "#app/ledger/account.ts"
import { csvRows, type JournalForm, pairedSides, type Side, slashed } from "#app/ledger/journal-sides.ts"
import type { VoucherForPaper } from "#app/ledger/vouchers-for-month.server.ts"

// マネーフォワード クラウド会計 仕訳帳: 27 columns, header row; rows of one 取引No and date are one compound journal.

const header = [
  ...["取引No", "取引日"],
  ...["借方", "貸方"].flatMap((side) => [
    ...["勘定科目", "補助科目", "部門", "取引先", "税区分", "インボイス", "金額(円)", "税額"].map(
      (name) => `${side}${name}`,
    ),
  ]),
  ...["摘要", "仕訳メモ", "タグ", "MF仕訳タイプ", "決算整理仕訳", "作成日時", "作成者", "最終更新日時", "最終更新者"],
]

/** A class as the program calls it; a return of sales has a name of its own. */
function nameOf(taxClass: TaxClass, isReturn: boolean): string {
  const { ratePercent, isReduced } = taxClassWords(taxClass)
  if (taxClass === "none") return "対象外"
  if (!isSales(taxClass)) return isReduced ? `課税仕入 (軽)${ratePercent}%` : `課税仕入 ${ratePercent}%`
  if (isReturn) return isReduced ? `課税売上-返還等 (軽)${ratePercent}%` : `課税売上-返還等 ${ratePercent}%`
  return isReduced ? `課税売上 (軽)${ratePercent}%` : `課税売上 ${ratePercent}%`
}

/** The month's vouchers for マネーフォワード クラウド会計; amounts include tax. */
export const moneyforwardJournal: JournalForm = {
  head: csvRows([header]),
  entry: (voucher) => csvRows(rowsOf(voucher)),
  end: "",
}

const rowsOf = (voucher: VoucherForPaper) =>
  pairedSides(voucher).map(([debit, credit]) => [
    ...[String(voucher.number), slashed(voucher.effectiveOn), ...cellsOf(debit), ...cellsOf(credit)],
    ...[voucher.description, "", "", "", "", "", "", "", ""],
  ])

function cellsOf(side: Side | undefined): string[] {
  if (!side) return ["", "", "", "", "", "", "", ""]
  const taxClass = nameOf(side.taxClass, side.isReturn)
  return [side.account, side.sub, "", "", taxClass, "", String(side.amountYen), String(side.taxYen)]
}
