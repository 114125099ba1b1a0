import type { Scope } from "#app/platform/scope.server.ts"
import { type Statement, statement } from "#app/platform/statement.server.ts"
import type { Ledger, LedgerTally } from "#app/reports/ledger.ts"
import { accountInMonth } from "#app/reports/parts/general-ledger.server.ts"
import { paperHead } from "#app/reports/parts/paper-head.server.ts"
import { firstDayOf, lastDayOf, type Month } from "#app/values/calendar.ts"
import { formatYen } from "#app/values/yen.ts"

/** 前受金 of each contract and seminar order in a month: opening + 入金 − 売上計上 + 返金・その他 = closing, from its movements alone. */
const rowsOf = (month: Month): Statement => statement`
  with moved as (
    select subject_id,
      coalesce(sum(deferred_yen) filter (where effective_on < ${firstDayOf(month)}::date), 0)::bigint as opening,
      coalesce(sum(deferred_yen) filter (where effective_on >= ${firstDayOf(month)}::date and cause in ('payment', 'invoice')), 0)::bigint
        as received,
      coalesce(-sum(deferred_yen) filter (where effective_on >= ${firstDayOf(month)}::date and cause = 'issue'), 0)::bigint
        as recognised,
      coalesce(sum(deferred_yen) filter (where effective_on >= ${firstDayOf(month)}::date
        and cause not in ('payment', 'invoice', 'issue')), 0)::bigint as other,
      sum(deferred_yen)::bigint as closing
    from ledger_movement where effective_on <= ${lastDayOf(month)}::date group by subject_id
  ), line as materialized (
    select subject.group_code as code, subject.group_title as title, subject.number, payer.number as member,
      concat_ws(' ', nullif(payer.company_name, ''), payer.family_name, nullif(payer.given_name, '')) as name,
      subject.plan, moved.opening, moved.received, moved.recognised, moved.other, moved.closing
    from moved join ledger_subject as subject on subject.id = moved.subject_id
    join member as payer on payer.id = subject.payer_id
    where (moved.opening, moved.received, moved.recognised, moved.other, moved.closing) <> (0, 0, 0, 0, 0)
  )
  select 'r' as kind, code, 1 as place, number, member, name, plan, opening, nullif(received, 0) as received,
    nullif(recognised, 0) as recognised, nullif(other, 0) as other, closing
  from line
  union all
  select 'g', code, 0, code || ' ' || min(title), to_char(count(*), 'FM999,999,999,999') || '件', null, null, null, null, null,
    null, null
  from line group by code
  union all
  select 's', code, 2, code || ' 計', null, null, null, sum(opening)::bigint, nullif(sum(received), 0)::bigint,
    nullif(sum(recognised), 0)::bigint, nullif(sum(other), 0)::bigint, sum(closing)::bigint
  from line group by code`

/** Of 返金・その他, what was taken over from the books before ours. */
async function takenOver(scope: Scope, month: Month): Promise<number> {
  const [row] = await scope.sql<{ yen: number }>`
    select coalesce(sum(deferred_yen), 0)::bigint as yen from ledger_movement
    where cause = 'opening' and effective_on between ${firstDayOf(month)}::date and ${lastDayOf(month)}::date`
  return row?.yen ?? 0
}

/** 前受金元帳: by title and contract, tied to the general ledger. */
export async function deferredLedger(scope: Scope, month: Month): Promise<Ledger> {
  const taken = await takenOver(scope, month)
  const general = await accountInMonth(scope, month, "deferred")
  return {
    ...(await paperHead(scope, month)),
    number: `前-${month}`,
    title: "前受金元帳",
    conditions: () => [
      "動きまたは残高のある契約・受講申込",
      "前月末残高+入金−売上計上+返金・その他=当月末残高",
      ...(taken === 0 ? [] : [`その他のうち移行残高 ${formatYen(taken)}円`]),
    ],
    orientation: "landscape",
    columns: [
      { from: "number", holds: "words", heading: "契約・受付番号", width: 12, align: "left" },
      { from: "member", holds: "words", heading: "会員番号", width: 9, align: "left" },
      { from: "name", holds: "words", heading: "氏名(支払者)", width: 22, align: "left" },
      { from: "plan", holds: "words", heading: "プラン", width: 18, align: "left" },
      { from: "opening", ...yen, heading: "前月末残高", width: 10 },
      { from: "received", ...yen, heading: "入金", width: 9.5 },
      { from: "recognised", ...yen, heading: "売上計上", width: 9.5 },
      { from: "other", ...yen, heading: "返金・その他", width: 10 },
      { from: "closing", ...yen, heading: "当月末残高", width: 10 },
    ],
    rows: rowsOf(month),
    order: ["code", "place", "number"],
    last: (tally) => [
      { kind: "total", cells: ["総合計", null, null, null, ...totals(tally)] },
      {
        kind: "subtotal",
        cells: ["総勘定元帳 前受金", null, null, null, general.opening, null, null, null, general.closing],
      },
      {
        kind: "subtotal",
        cells: [
          ...["差額", null, null, null, general.opening - tally.sum("r", "opening"), null, null, null],
          general.closing - tally.sum("r", "closing"),
        ],
      },
    ],
  }
}

const yen = { holds: "figure", unit: "円", align: "right", summed: true } as const

const totals = (tally: LedgerTally) => [
  tally.sum("r", "opening"),
  tally.sum("r", "received") || null,
  tally.sum("r", "recognised") || null,
  tally.sum("r", "other") || null,
  tally.sum("r", "closing"),
]
