import { booksPolicy } from "#app/billing/papers/book-billed.server.ts"
import { voucherNumbers } from "#app/ledger/vouchers-for-month.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type Statement, statement } from "#app/platform/statement.server.ts"
import type { Ledger, LedgerTally } from "#app/reports/ledger.ts"
import { type AccountMonth, accountInMonth } from "#app/reports/parts/general-ledger.server.ts"
import { paperHead } from "#app/reports/parts/paper-head.server.ts"
import { firstDayOf, lastDayOf, type Month } from "#app/values/calendar.ts"
import type { PaperRow } from "#templates/paper.ts"

/** Each payer with 売掛金 before, in or after the month, or with 請求残 (price − paid over contracts not cancelled and seminar orders). */
const payersOf = (month: Month): Statement => statement`
  with owed as (
    select subject.payer_id,
      coalesce(sum(receivable_yen) filter (where effective_on < ${firstDayOf(month)}::date), 0)::bigint as opening,
      sum(receivable_yen)::bigint as closing,
      bool_or(effective_on >= ${firstDayOf(month)}::date and receivable_yen <> 0) as moved
    from ledger_movement as movement join ledger_subject as subject on subject.id = movement.subject_id
    where effective_on <= ${lastDayOf(month)}::date group by subject.payer_id
  ), paid as (
    select allocation.subject_id, sum(allocation.amount_yen) as yen
    from ledger_allocation as allocation join payment on payment.id = allocation.payment_id
    where payment.received_on <= ${lastDayOf(month)}::date group by allocation.subject_id
  ), billed as (
    select subject.payer_id, sum(subject.price_yen - subject.opening_paid_yen - coalesce(paid.yen, 0) + coalesce(later.yen, 0))::bigint as yen
    from ledger_subject as subject left join paid on paid.subject_id = subject.id
    -- What was taken off a service's bill after the month was still asked for in it.
    left join (select bill_id, -sum(receivable_yen) as yen from service_movement
      where cause in ('allowance', 'written-off') and effective_on > ${lastDayOf(month)}::date group by bill_id) as later on later.bill_id = subject.id
    where subject.is_billed and subject.opened_on <= ${lastDayOf(month)}::date group by subject.payer_id
  )
  select member.id, member.number,
    concat_ws(' ', nullif(member.company_name, ''), member.family_name, nullif(member.given_name, '')) as name,
    coalesce(owed.opening, 0)::bigint as opening, coalesce(owed.closing, 0)::bigint as closing,
    coalesce(billed.yen, 0)::bigint as billed, coalesce(owed.moved, false) as moved
  from member left join owed on owed.payer_id = member.id left join billed on billed.payer_id = member.id
  where owed.opening <> 0 or owed.closing <> 0 or owed.moved or billed.yen <> 0`

/**
 * Of each payer the head, 前月繰越, the month's dated lines, and 次月繰越. The balance runs in the order in which they stand, so that one
 * sort serves both.
 */
const rowsOf = (month: Month): Statement => statement`
  with payer as materialized (${payersOf(month)}), entry as (
    select 'g' as kind, number as payer, 0 as place, null::date as on_day, null::text as source_key, null::text as contract,
      null::uuid as voucher_id, number as day, name as voucher, null::text as description, 0::bigint as yen, null::bigint as billed
    from payer
    union all
    select 'r', number, 1, null, null, null, null, null, null, '前月繰越', opening, null from payer where opening <> 0 or moved
    union all
    select 'r', payer.number, 2, movement.effective_on, voucher.source_key, subject.number, voucher.id,
      movement.effective_on::text, numbered.number::text, voucher.description, movement.receivable_yen, null
    from (select subject_id, voucher_id, effective_on, sum(receivable_yen) as receivable_yen from ledger_movement
      where effective_on between ${firstDayOf(month)}::date and ${lastDayOf(month)}::date
      group by subject_id, voucher_id, effective_on having sum(receivable_yen) <> 0) as movement
    join ledger_subject as subject on subject.id = movement.subject_id
    join payer on payer.id = subject.payer_id
    join voucher on voucher.id = movement.voucher_id
    left join (${voucherNumbers(month)}) as numbered on numbered.id = voucher.id
    union all
    select 's', number, 3, null, null, null, null, null, null, '次月繰越', 0, billed from payer
  )
  select kind, payer, place, on_day, source_key, contract, voucher_id, day, voucher, description,
    nullif(case when place = 3 then sum(case when place = 2 then greatest(yen, 0) end) over running
      when place = 2 then greatest(yen, 0) end, 0)::bigint as debit,
    nullif(case when place = 3 then sum(case when place = 2 then greatest(-yen, 0) end) over running
      when place = 2 then greatest(-yen, 0) end, 0)::bigint as credit,
    case when place > 0 then (sum(yen) over running)::bigint end as balance, billed
  from entry window running as (partition by payer order by place, on_day, source_key, contract)`

const row = (kind: PaperRow["kind"], text: string, figures: readonly (number | null)[]): PaperRow => ({
  kind,
  cells: [text, null, null, null, ...figures],
})

function totals(tally: LedgerTally, general: AccountMonth): PaperRow[] {
  const [debit, credit] = [tally.sum("s", "debit"), tally.sum("s", "credit")]
  const closing = tally.sum("s", "balance")
  return [
    row("subtotal", "前月繰越 計", [null, null, closing - debit + credit, null]),
    row("total", "総合計", [debit, credit, closing, tally.sum("s", "billed")]),
    row("subtotal", "総勘定元帳 売掛金", [null, null, general.closing, null]),
    row("subtotal", "差額", [null, null, general.closing - closing, null]),
  ]
}

/** 売掛金元帳: by payer, dated lines with running balance, tied to the general ledger; 請求残 beside it. */
export async function receivableLedger(scope: Scope, month: Month): Promise<Ledger> {
  const general = await accountInMonth(scope, month, "receivable")
  const policy = await booksPolicy(scope)
  return {
    ...(await paperHead(scope, month)),
    number: `売-${month}`,
    title: "売掛金元帳",
    conditions: (tally) => [
      `支払者 ${tally.count("g").toLocaleString("ja-JP")}名`,
      policy === "gross" ? "売掛金=請求済みまたは発送済み・開催済みで未入金" : "売掛金=発送済み・開催済みで未入金",
      "請求残=有効な契約・受講申込の価格−入金(未発送・未開催分を含む)",
    ],
    orientation: "landscape",
    columns: [
      { from: "day", holds: "words", heading: "日付", width: 9, align: "left" },
      { from: "voucher", holds: "words", heading: "伝票", width: 6, align: "right" },
      { from: "contract", holds: "words", heading: "契約・受付番号", width: 12, align: "left" },
      { from: "description", holds: "words", heading: "摘要", width: 38, align: "left" },
      { from: "debit", ...yen, heading: "発生(借方)", width: 10.5, summed: true },
      { from: "credit", ...yen, heading: "回収(貸方)", width: 10.5, summed: true },
      { from: "balance", ...yen, heading: "売掛金残高", width: 11 },
      { from: "billed", ...yen, heading: "請求残", width: 11 },
    ],
    rows: rowsOf(month),
    order: ["payer", "place", "on_day", "source_key", "contract"],
    to: statement`'/console/vouchers/' || voucher_id`,
    last: (tally) => totals(tally, general),
  }
}

const yen = { holds: "figure", unit: "円", align: "right" } as const
