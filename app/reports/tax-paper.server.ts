import { type TaxClass, taxClassWords } from "#app/ledger/account.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { accountInMonth } from "#app/reports/parts/general-ledger.server.ts"
import { paperHead } from "#app/reports/parts/paper-head.server.ts"
import { firstDayOf, lastDayOf, type Month } from "#app/values/calendar.ts"
import type { Paper, PaperRow } from "#templates/paper.ts"

type Part = "sales" | "returns" | "bad-debt" | "recovered" | "purchases"
type Line = { part: Part; taxClass: TaxClass; net: number; tax: number }

const parts: Readonly<Record<Part, string>> = {
  sales: "課税資産の譲渡等(売上)",
  returns: "売上対価の返還等",
  "bad-debt": "貸倒れ",
  recovered: "貸倒れの回収",
  purchases: "課税仕入れ",
}

/**
 * The month by what the tax return asks for: a voucher's tax belongs to what the voucher is about (値引, 貸倒, 回収), else to sales.
 * A reversal belongs where the voucher that it takes back does. Yen; sales and what comes in positive.
 */
const linesOf = (scope: Scope, month: Month) => scope.sql<Line>`
  with line as (
    select account.purpose, account.kind, voucher_line.tax_class, voucher_line.amount_yen,
      case coalesce(reversed.kind, voucher.kind) when 'allowance' then 'returns' when 'write-off' then 'bad-debt'
        else case when exists (select from voucher_line as other join account as named on named.code = other.account_code
          where other.voucher_id = voucher.id and named.purpose = 'bad-debt-recovered') then 'recovered' else 'sales' end end as part
    from voucher join voucher_line on voucher_line.voucher_id = voucher.id join account on account.code = voucher_line.account_code
    left join voucher as reversed on reversed.id = voucher.reverses_id
    where voucher.effective_on between ${firstDayOf(month)}::date and ${lastDayOf(month)}::date
  ),
  sorted as (
    select case when kind = 'expense' and purpose <> 'bad-debt' and tax_class like 'purchase-%' then 'purchases' else part end as part,
      tax_class, purpose, kind, amount_yen
    from line
    where purpose = 'output-tax' or kind = 'revenue' or purpose = 'bad-debt' or tax_class like 'purchase-%'
  )
  select part, tax_class as "taxClass", coalesce(case part when 'purchases' then 1 else -1 end * sum(amount_yen) filter (where purpose <> 'output-tax'), 0)::bigint as net,
    coalesce(-sum(amount_yen) filter (where purpose = 'output-tax'), 0)::bigint as tax
  from sorted group by part, tax_class
  order by array_position(array['sales', 'returns', 'bad-debt', 'recovered', 'purchases'], part), tax_class`

/** What the whole amount would give in one division (割戻し計算), toward zero; the books add up what each act was taxed (積上げ計算). */
function inOneDivision({ net, tax, taxClass }: Line): number {
  const { ratePercent } = taxClassWords(taxClass)
  return Math.trunc(((net + tax) * ratePercent) / (100 + ratePercent))
}

const cellsOf = (line: Line) => {
  const whole = inOneDivision(line)
  return [line.net, line.tax, line.net + line.tax, whole, line.tax - whole]
}

/** 消費税集計表: sales, returns, bad debts and purchases of the month by tax class, tied to 仮受消費税. */
export async function taxPaper(scope: Scope, month: Month): Promise<Paper> {
  const lines = await linesOf(scope, month)
  const taxYen = lines.reduce((total, line) => total + line.tax, 0)
  const { opening, closing } = await accountInMonth(scope, month, "output-tax")
  return {
    ...(await paperHead(scope, month)),
    number: `税-${month}`,
    title: "消費税集計表",
    conditions: [
      "区分×税区分",
      "税額は伝票ごとの積上げ。割戻しは税込金額の合計に税率を乗じた参考額",
      "返還・貸倒れは▲",
    ],
    orientation: "landscape",
    columns: [
      { heading: "区分", width: 24, align: "left" },
      { heading: "税区分", width: 18, align: "left" },
      { heading: "税抜金額", unit: "円", width: 13, align: "right" },
      { heading: "消費税額", unit: "円", width: 12, align: "right", summed: true },
      { heading: "税込金額", unit: "円", width: 13, align: "right" },
      { heading: "割戻しによる税額", unit: "円", width: 12, align: "right" },
      { heading: "積上げ−割戻し", unit: "円", width: 10, align: "right" },
    ],
    rows:
      lines.length === 0
        ? []
        : [
            ...lines.map((line): PaperRow => ({
              kind: "row",
              cells: [parts[line.part], taxClassWords(line.taxClass).ja, ...cellsOf(line)],
            })),
            { kind: "total", cells: ["消費税額 計", null, null, taxYen, null, null, null] },
            { kind: "subtotal", cells: ["総勘定元帳 仮受消費税", null, null, closing - opening, null, null, null] },
            { kind: "subtotal", cells: ["差額", null, null, closing - opening - taxYen, null, null, null] },
          ],
  }
}
