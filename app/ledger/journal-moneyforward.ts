import type { TaxClass } from "#app/ledger/account.ts"
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

const sales: Readonly<Record<TaxClass, string>> = {
  none: "対象外",
  "sales-10": "課税売上 10%",
  "sales-8": "課税売上 (軽)8%",
  "purchase-10": "課税仕入 10%",
}
const returned: Readonly<Record<TaxClass, string>> = {
  ...sales,
  "sales-10": "課税売上-返還等 10%",
  "sales-8": "課税売上-返還等 (軽)8%",
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
  const taxClass = (side.isReturn ? returned : sales)[side.taxClass]
  return [side.account, side.sub, "", "", taxClass, "", String(side.amountYen), String(side.taxYen)]
}
