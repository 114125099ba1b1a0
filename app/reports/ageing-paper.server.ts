import { booksPolicy } from "#app/billing/papers/book-billed.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { accountInMonth } from "#app/reports/parts/general-ledger.server.ts"
import { paperHead } from "#app/reports/parts/paper-head.server.ts"
import { dateInJapanese, lastDayOf, type Month } from "#app/values/calendar.ts"
import type { Paper, PaperRow } from "#templates/paper.ts"

type Figures = { total: number; days30: number; days60: number; days90: number; older: number }
type Payer = Figures & { number: string; name: string; contracts: number; oldestOn: string }

/**
 * What each payer owes at the month's end by days since it was served. A contract's or seminar order's payments consume its oldest charges
 * first: of charges with running total C_i, min(c_i, max(C_i − paid, 0)) stays open.
 */
const payersOf = (scope: Scope, month: Month) => scope.sql<Payer>`
  with moved as (
    select subject_id, voucher_id, effective_on, sum(receivable_yen) as yen from ledger_movement
    where receivable_yen <> 0 and effective_on <= ${lastDayOf(month)}::date group by subject_id, voucher_id, effective_on
  ), charge as (
    select subject_id, effective_on, yen, sum(yen) over (partition by subject_id order by effective_on, voucher_id) as running
    from moved where yen > 0
  ), credit as (
    select subject_id, -sum(yen) as yen from moved where yen < 0 group by subject_id
  ), unpaid as (
    select charge.subject_id, charge.effective_on, ${lastDayOf(month)}::date - charge.effective_on as days,
      least(charge.yen, greatest(charge.running - coalesce(credit.yen, 0), 0)) as yen
    from charge left join credit on credit.subject_id = charge.subject_id
  )
  select payer.number,
    concat_ws(' ', nullif(payer.company_name, ''), payer.family_name, nullif(payer.given_name, '')) as name,
    count(distinct subject.id)::integer as contracts, min(unpaid.effective_on)::text as "oldestOn",
    sum(unpaid.yen)::bigint as total,
    coalesce(sum(unpaid.yen) filter (where days <= 30), 0)::bigint as days30,
    coalesce(sum(unpaid.yen) filter (where days between 31 and 60), 0)::bigint as days60,
    coalesce(sum(unpaid.yen) filter (where days between 61 and 90), 0)::bigint as days90,
    coalesce(sum(unpaid.yen) filter (where days > 90), 0)::bigint as older
  from unpaid join ledger_subject as subject on subject.id = unpaid.subject_id
  join member as payer on payer.id = subject.payer_id
  where unpaid.yen > 0
  group by payer.id, payer.number, payer.company_name, payer.family_name, payer.given_name
  order by payer.number`

const sum = (payers: readonly Payer[], field: keyof Figures) => payers.reduce((total, payer) => total + payer[field], 0)

const share = (part: number, whole: number) => `${((part / whole) * 100).toFixed(1)}%`

function sumsOf(payers: readonly Payer[], general: number): PaperRow[] {
  const total = sum(payers, "total")
  const buckets = (["days30", "days60", "days90", "older"] as const).map((field) => sum(payers, field))
  const contracts = payers.reduce((count, payer) => count + payer.contracts, 0)
  return [
    {
      kind: "total",
      cells: ["総合計", `${payers.length.toLocaleString("ja-JP")}名`, contracts, total, ...buckets, null],
    },
    {
      kind: "subtotal",
      cells: ["構成比", null, null, "100.0%", ...buckets.map((bucket) => share(bucket, total)), null],
    },
    { kind: "subtotal", cells: ["総勘定元帳 売掛金", null, null, general, null, null, null, null, null] },
    { kind: "subtotal", cells: ["差額", null, null, general - total, null, null, null, null, null] },
  ]
}

/** 売掛金年齢表: by payer and days since serving at the month's end; its total is the general ledger's 売掛金. */
export async function ageingPaper(scope: Scope, month: Month): Promise<Paper> {
  const payers = await payersOf(scope, month)
  const general = await accountInMonth(scope, month, "receivable")
  const policy = await booksPolicy(scope)
  return {
    ...(await paperHead(scope, month)),
    number: `齢-${month}`,
    title: "売掛金年齢表",
    conditions: [
      `基準日 ${dateInJapanese(lastDayOf(month))}`,
      policy === "gross"
        ? "請求日(請求前は発送日・開催日)から数え、入金は古いものから充当"
        : "発送日・開催日から数え、入金は古いものから充当",
      "移行残高は移行日から数える",
    ],
    orientation: "portrait",
    columns: [
      { heading: "会員番号", width: 8.5, align: "left" },
      { heading: "氏名(支払者)", width: 27, align: "left" },
      { heading: "契約", unit: "件", width: 5, align: "right", summed: true },
      { heading: "売掛金", unit: "円", width: 10.5, align: "right", summed: true },
      { heading: "0〜30日", unit: "円", width: 9, align: "right", summed: true },
      { heading: "31〜60日", unit: "円", width: 9, align: "right", summed: true },
      { heading: "61〜90日", unit: "円", width: 9, align: "right", summed: true },
      { heading: "91日〜", unit: "円", width: 9, align: "right", summed: true },
      { heading: "最古の発生", width: 10, align: "left" },
    ],
    rows:
      payers.length === 0
        ? []
        : [
            ...payers.map((payer): PaperRow => ({
              kind: "row",
              cells: [
                ...[payer.number, payer.name, payer.contracts, payer.total],
                ...[payer.days30 || null, payer.days60 || null, payer.days90 || null, payer.older || null],
                payer.oldestOn,
              ],
            })),
            ...sumsOf(payers, general.closing),
          ],
  }
}
