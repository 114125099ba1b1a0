import { taxClasses } from "#app/ledger/account.ts"
import { vouchersForMonth } from "#app/ledger/vouchers-for-month.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { paperHead } from "#app/reports/parts/paper-head.server.ts"
import type { Month } from "#app/values/calendar.ts"
import type { Paper, PaperRow } from "#templates/paper.ts"

/** 月次会計伝票: the month's vouchers line by line, 借方 = 貸方. */
export async function voucherPaper(scope: Scope, month: Month): Promise<Paper> {
  const vouchers = await vouchersForMonth(scope, month)
  const head = await paperHead(scope, month)
  const rows = vouchers.flatMap((voucher) =>
    voucher.lines.map((line, at): PaperRow => {
      const start = at === 0
      return {
        kind: "row",
        ...(start ? { to: `/console/vouchers/${voucher.id}` } : {}),
        cells: [
          ...(start ? [String(voucher.number), voucher.effectiveOn] : [null, null]),
          line.accountCode,
          line.accountName,
          line.subAccount,
          taxClasses[line.taxClass].ja,
          line.amountYen > 0 ? line.amountYen : null,
          line.amountYen < 0 ? -line.amountYen : null,
          start ? voucher.description : null,
        ],
      }
    }),
  )
  const sum = (side: 1 | -1) =>
    vouchers.flatMap(({ lines }) => lines).reduce((total, { amountYen }) => total + Math.max(side * amountYen, 0), 0)
  const total: PaperRow = { kind: "total", cells: ["合計", null, null, null, null, null, sum(1), sum(-1), null] }
  return {
    ...head,
    number: `伝-${month}`,
    title: "月次会計伝票",
    conditions: [
      `伝票 ${vouchers.length.toLocaleString("ja-JP")}枚`,
      head.state === "final" ? "番号は締めで確定" : "番号は仮(締めで確定)",
    ],
    orientation: "landscape",
    columns: [
      { heading: "番号", width: 5, align: "right" },
      { heading: "日付", width: 8.5, align: "left" },
      { heading: "コード", width: 5.5, align: "left" },
      { heading: "勘定科目", width: 14, align: "left" },
      { heading: "補助科目", width: 9, align: "left" },
      { heading: "税区分", width: 12, align: "left" },
      { heading: "借方", unit: "円", width: 11, align: "right", summed: true },
      { heading: "貸方", unit: "円", width: 11, align: "right", summed: true },
      { heading: "摘要", width: 34, align: "left" },
    ],
    rows: rows.length === 0 ? [] : [...rows, total],
  }
}
