import { type TaxClass, taxClassWords } from "#app/ledger/account.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { paperHead } from "#app/reports/parts/paper-head.server.ts"
import { firstDayOf, lastDayOf, type Month } from "#app/values/calendar.ts"
import type { Paper, PaperRow } from "#templates/paper.ts"

type Line = {
  code: string
  name: string
  creditSide: boolean
  subAccount: string
  taxClass: TaxClass
  opening: number
  debit: number
  credit: number
  closing: number
}

/** Totals by account × sub-account × tax class; balances stand on the side where the account grows. */
const linesOf = (scope: Scope, month: Month) => scope.sql<Line>`
  select code, name, "creditSide", "subAccount", "taxClass",
    coalesce(sum(side * amount_yen) filter (where effective_on < ${firstDayOf(month)}::date), 0)::bigint as opening,
    coalesce(sum(amount_yen) filter (where effective_on >= ${firstDayOf(month)}::date and amount_yen > 0), 0)::bigint as debit,
    coalesce(-sum(amount_yen) filter (where effective_on >= ${firstDayOf(month)}::date and amount_yen < 0), 0)::bigint as credit,
    coalesce(sum(side * amount_yen), 0)::bigint as closing
  from (
    select account.code, account.name, account.kind not in ('asset', 'expense') as "creditSide",
      case when account.kind in ('asset', 'expense') then 1 else -1 end as side, line.sub_account as "subAccount",
      line.tax_class as "taxClass", line.effective_on, line.amount_yen
    from voucher_line as line join account on account.code = line.account_code
    where line.organization_id = ${scope.organizationId}::uuid and line.effective_on <= ${lastDayOf(month)}::date
  ) as posted
  group by code, name, "creditSide", "subAccount", "taxClass"
  having bool_or(effective_on >= ${firstDayOf(month)}::date) or sum(amount_yen) <> 0
  order by code, "subAccount", "taxClass"`

const sums = (lines: readonly Line[]) => ({
  opening: lines.reduce((sum, line) => sum + line.opening, 0),
  debit: lines.reduce((sum, line) => sum + line.debit, 0),
  credit: lines.reduce((sum, line) => sum + line.credit, 0),
  closing: lines.reduce((sum, line) => sum + line.closing, 0),
})

function rowsOfAccount(lines: readonly Line[]): PaperRow[] {
  const [first] = lines
  if (!first) return []
  const side = first.creditSide ? "貸" : "借"
  const rows = lines.map((line, at): PaperRow => {
    const name = at === 0 ? [line.code, line.name] : [null, null]
    const figures = [line.opening, line.debit || null, line.credit || null, line.closing, side]
    return { kind: "row", cells: [...name, line.subAccount, taxClassWords(line.taxClass).ja, ...figures] }
  })
  if (lines.length === 1) return rows
  const sum = sums(lines)
  const figures = [sum.opening, sum.debit || null, sum.credit || null, sum.closing, side]
  return [...rows, { kind: "subtotal", cells: [null, `${first.name} 計`, null, null, ...figures] }]
}

/** 科目別合計: the month by account, sub-account and tax class, with balances before and after. */
export async function accountSummaryPaper(scope: Scope, month: Month): Promise<Paper> {
  const lines = await linesOf(scope, month)
  const codes = [...new Set(lines.map(({ code }) => code))]
  const rows = codes.flatMap((code) => rowsOfAccount(lines.filter((line) => line.code === code)))
  const { debit, credit } = sums(lines)
  return {
    ...(await paperHead(scope, month)),
    number: `科-${month}`,
    title: "科目別合計",
    conditions: ["勘定科目×補助科目×税区分", "残高は科目の貸借の側で表し、反対側は▲"],
    orientation: "portrait",
    columns: [
      { heading: "コード", width: 7.5, align: "left" },
      { heading: "勘定科目", width: 16, align: "left" },
      { heading: "補助科目", width: 10, align: "left" },
      { heading: "税区分", width: 14.5, align: "left" },
      { heading: "前月末残高", unit: "円", width: 12, align: "right" },
      { heading: "借方", unit: "円", width: 11.5, align: "right", summed: true },
      { heading: "貸方", unit: "円", width: 11.5, align: "right", summed: true },
      { heading: "当月末残高", unit: "円", width: 12, align: "right" },
      { heading: "貸借", width: 6, align: "center" },
    ],
    rows:
      rows.length === 0
        ? []
        : [...rows, { kind: "total", cells: ["合計", null, null, null, null, debit, credit, null, null] }],
  }
}
