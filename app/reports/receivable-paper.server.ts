import { vouchersForMonth } from "#app/ledger/vouchers-for-month.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { accountInMonth } from "#app/reports/parts/general-ledger.server.ts"
import { paperHead } from "#app/reports/parts/paper-head.server.ts"
import { firstDayOf, lastDayOf, type Month } from "#app/values/calendar.ts"
import type { Paper, PaperRow } from "#templates/paper.ts"

type Payer = { id: string; number: string; name: string; opening: number; closing: number; billed: number }
type Line = {
  payerId: string
  effectiveOn: string
  voucherId: string
  contract: string
  description: string
  yen: number
  balance: number
}

/** Each payer with 売掛金 before, in or after the month, or with 請求残 (price − paid over contracts not cancelled and seminar orders). */
const payersOf = (scope: Scope, month: Month) => scope.sql<Payer>`
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
    select subject.payer_id, sum(subject.price_yen - subject.opening_paid_yen - coalesce(paid.yen, 0))::bigint as yen
    from ledger_subject as subject left join paid on paid.subject_id = subject.id
    where subject.is_billed and subject.opened_on <= ${lastDayOf(month)}::date group by subject.payer_id
  )
  select member.id, member.number,
    concat_ws(' ', nullif(member.company_name, ''), member.family_name, nullif(member.given_name, '')) as name,
    coalesce(owed.opening, 0)::bigint as opening, coalesce(owed.closing, 0)::bigint as closing,
    coalesce(billed.yen, 0)::bigint as billed
  from member left join owed on owed.payer_id = member.id left join billed on billed.payer_id = member.id
  where owed.opening <> 0 or owed.closing <> 0 or owed.moved or billed.yen <> 0
  order by member.number`

/** The month's dated lines with the payer's running balance. */
const linesOf = (scope: Scope, month: Month) => scope.sql<Line>`
  with opening as (
    select subject.payer_id, sum(receivable_yen) as yen
    from ledger_movement as movement join ledger_subject as subject on subject.id = movement.subject_id
    where effective_on < ${firstDayOf(month)}::date group by subject.payer_id
  )
  select subject.payer_id as "payerId", movement.effective_on as "effectiveOn", voucher.id as "voucherId",
    subject.number as contract, voucher.description, movement.receivable_yen as yen,
    (coalesce(opening.yen, 0) + sum(movement.receivable_yen) over (partition by subject.payer_id
      order by movement.effective_on, voucher.source_key, subject.number))::bigint as balance
  from ledger_movement as movement join ledger_subject as subject on subject.id = movement.subject_id
  join voucher on voucher.id = movement.voucher_id
  left join opening on opening.payer_id = subject.payer_id
  where movement.effective_on between ${firstDayOf(month)}::date and ${lastDayOf(month)}::date
    and movement.receivable_yen <> 0
  order by subject.payer_id, movement.effective_on, voucher.source_key, subject.number`

const sum = <Row>(rows: readonly Row[], of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0)

function rowsOfPayer(payer: Payer, lines: readonly Line[], numbers: ReadonlyMap<string, number>): PaperRow[] {
  const debit = sum(lines, ({ yen }) => Math.max(yen, 0))
  const credit = sum(lines, ({ yen }) => Math.max(-yen, 0))
  const closing = [debit || null, credit || null, payer.closing, payer.billed]
  const brought: PaperRow = {
    kind: "row",
    cells: [null, null, null, "前月繰越", null, null, payer.opening, null],
  }
  return [
    { kind: "group", cells: [payer.number, payer.name] },
    ...(payer.opening === 0 && lines.length === 0 ? [] : [brought]),
    ...lines.map((line): PaperRow => ({
      kind: "row",
      to: `/console/vouchers/${line.voucherId}`,
      cells: [
        ...[line.effectiveOn, String(numbers.get(line.voucherId) ?? ""), line.contract, line.description],
        ...[line.yen > 0 ? line.yen : null, line.yen < 0 ? -line.yen : null, line.balance, null],
      ],
    })),
    { kind: "subtotal", cells: [null, null, null, "次月繰越", ...closing] },
  ]
}

async function totalsOf(scope: Scope, month: Month, payers: readonly Payer[], lines: readonly Line[]) {
  const opening = sum(payers, (payer) => payer.opening)
  const closing = sum(payers, (payer) => payer.closing)
  const general = await accountInMonth(scope, month, "receivable")
  const [debit, credit] = [sum(lines, ({ yen }) => Math.max(yen, 0)), sum(lines, ({ yen }) => Math.max(-yen, 0))]
  const billed = sum(payers, (payer) => payer.billed)
  const row = (kind: PaperRow["kind"], text: string, figures: readonly (number | null)[]): PaperRow => ({
    kind,
    cells: [text, null, null, null, ...figures],
  })
  return [
    row("subtotal", "前月繰越 計", [null, null, opening, null]),
    row("total", "総合計", [debit, credit, closing, billed]),
    row("subtotal", "総勘定元帳 売掛金", [null, null, general.closing, null]),
    row("subtotal", "差額", [null, null, general.closing - closing, null]),
  ]
}

/** 売掛金元帳: by payer, dated lines with running balance, tied to the general ledger; 請求残 beside it. */
export async function receivablePaper(scope: Scope, month: Month): Promise<Paper> {
  const payers = await payersOf(scope, month)
  const lines = await linesOf(scope, month)
  const numbers = new Map((await vouchersForMonth(scope, month)).map(({ id, number }) => [id, number]))
  const ofPayer = new Map<string, Line[]>()
  for (const line of lines) ofPayer.set(line.payerId, [...(ofPayer.get(line.payerId) ?? []), line])
  return {
    ...(await paperHead(scope, month)),
    number: `売-${month}`,
    title: "売掛金元帳",
    conditions: [
      `支払者 ${payers.length.toLocaleString("ja-JP")}名`,
      "売掛金=発送済み・開催済みで未入金",
      "請求残=有効な契約・受講申込の価格−入金(未発送・未開催分を含む)",
    ],
    orientation: "landscape",
    columns: [
      { heading: "日付", width: 9, align: "left" },
      { heading: "伝票", width: 6, align: "right" },
      { heading: "契約・受付番号", width: 12, align: "left" },
      { heading: "摘要", width: 38, align: "left" },
      { heading: "発生(借方)", unit: "円", width: 10.5, align: "right", summed: true },
      { heading: "回収(貸方)", unit: "円", width: 10.5, align: "right", summed: true },
      { heading: "売掛金残高", unit: "円", width: 11, align: "right" },
      { heading: "請求残", unit: "円", width: 11, align: "right" },
    ],
    rows:
      payers.length === 0
        ? []
        : [
            ...payers.flatMap((payer) => rowsOfPayer(payer, ofPayer.get(payer.id) ?? [], numbers)),
            ...(await totalsOf(scope, month, payers, lines)),
          ],
  }
}
