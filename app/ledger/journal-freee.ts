import type { TaxClass } from "#app/ledger/account.ts"
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

const sales: Readonly<Record<TaxClass, string>> = {
  none: "対象外",
  "sales-10": "課税売上10%",
  "sales-8": "課税売上8%（軽）",
  "purchase-10": "課対仕入10%",
}
const returned: Readonly<Record<TaxClass, string>> = {
  ...sales,
  "sales-10": "課税売返10%",
  "sales-8": "課税売返8%（軽）",
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
  const taxClass = (side.isReturn ? returned : sales)[side.taxClass]
  const empty = ["", "", "", "", "", "", "", ""]
  return [side.account, "", side.sub, ...empty, String(side.amountYen), taxClass, String(side.taxYen)]
}
