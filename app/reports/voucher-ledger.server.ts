import { type TaxClass, taxClassWords } from "#app/ledger/account.ts"
import { voucherCount, voucherNumbers } from "#app/ledger/vouchers-for-month.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type Statement, statement } from "#app/platform/statement.server.ts"
import type { Ledger } from "#app/reports/ledger.ts"
import { paperHead } from "#app/reports/parts/paper-head.server.ts"
import type { Month } from "#app/values/calendar.ts"

const everyClass = Array.from({ length: 99 }, (_, at): TaxClass[] => [`sales-${at + 1}`, `purchase-${at + 1}`]).flat()
const taxNames = JSON.stringify(
  Object.fromEntries((["none", ...everyClass] as const).map((taxClass) => [taxClass, taxClassWords(taxClass).ja])),
)

/** The month's lines; number, date and description stand on the first of each voucher. */
const rowsOf = (month: Month): Statement => statement`
  select 'r' as kind, posted.number as place, posted.line_no, posted.account, posted.name, posted.sub, posted.tax,
    case when posted.is_first then posted.id end as voucher_id,
    case when posted.is_first then posted.number::text end as number,
    case when posted.is_first then posted.effective_on::text end as day,
    case when posted.amount_yen > 0 then posted.amount_yen end as debit,
    case when posted.amount_yen < 0 then -posted.amount_yen end as credit,
    case when posted.is_first then posted.description end as description
  from (
    select numbered.number, voucher.id, voucher.effective_on, voucher.description, line.line_no, account.code as account,
      account.name, line.sub_account as sub, ${taxNames}::jsonb ->> line.tax_class as tax, line.amount_yen,
      row_number() over (partition by numbered.number order by line.line_no) = 1 as is_first
    from (${voucherNumbers(month)}) as numbered join voucher on voucher.id = numbered.id
    join voucher_line as line on line.voucher_id = voucher.id
    join account on account.code = line.account_code
  ) as posted`

/** 月次会計伝票: the month's vouchers line by line, 借方 = 貸方. */
export async function voucherLedger(scope: Scope, month: Month): Promise<Ledger> {
  const head = await paperHead(scope, month)
  const vouchers = await voucherCount(scope, month)
  return {
    ...head,
    number: `伝-${month}`,
    title: "月次会計伝票",
    conditions: () => [
      `伝票 ${vouchers.toLocaleString("ja-JP")}枚`,
      head.state === "final" ? "番号は締めで確定" : "番号は仮(締めで確定)",
    ],
    orientation: "landscape",
    columns: [
      { from: "number", holds: "words", heading: "番号", width: 5, align: "right" },
      { from: "day", holds: "words", heading: "日付", width: 8.5, align: "left" },
      { from: "account", holds: "words", heading: "コード", width: 5.5, align: "left" },
      { from: "name", holds: "words", heading: "勘定科目", width: 14, align: "left" },
      { from: "sub", holds: "words", heading: "補助科目", width: 9, align: "left" },
      { from: "tax", holds: "words", heading: "税区分", width: 12, align: "left" },
      { from: "debit", ...yen, heading: "借方", width: 11 },
      { from: "credit", ...yen, heading: "貸方", width: 11 },
      { from: "description", holds: "words", heading: "摘要", width: 34, align: "left" },
    ],
    rows: rowsOf(month),
    order: ["place", "line_no"],
    to: statement`'/console/vouchers/' || voucher_id`,
    last: (tally) => [
      {
        kind: "total",
        cells: ["合計", null, null, null, null, null, tally.sum("r", "debit"), tally.sum("r", "credit"), null],
      },
    ],
  }
}

const yen = { holds: "figure", unit: "円", align: "right", summed: true } as const
