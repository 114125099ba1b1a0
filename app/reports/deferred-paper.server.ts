import type { Scope } from "#app/platform/scope.server.ts"
import { type AccountMonth, accountInMonth } from "#app/reports/parts/general-ledger.server.ts"
import { paperHead } from "#app/reports/parts/paper-head.server.ts"
import { firstDayOf, lastDayOf, type Month } from "#app/values/calendar.ts"
import { formatYen } from "#app/values/yen.ts"
import type { Paper, PaperRow } from "#templates/paper.ts"

type Figures = { opening: number; received: number; recognised: number; other: number; closing: number }
type Line = Figures & {
  code: string
  title: string
  number: string
  memberNumber: string
  memberName: string
  plan: string
  takenOver: number
}

/** 前受金 of each contract and seminar order in a month: opening + 入金 − 売上計上 + 返金・その他 = closing, from its movements alone. */
const linesOf = (scope: Scope, month: Month) => scope.sql<Line>`
  with moved as (
    select subject_id,
      coalesce(sum(deferred_yen) filter (where effective_on < ${firstDayOf(month)}::date), 0)::bigint as opening,
      coalesce(sum(deferred_yen) filter (where effective_on >= ${firstDayOf(month)}::date and cause = 'payment'), 0)::bigint
        as received,
      coalesce(-sum(deferred_yen) filter (where effective_on >= ${firstDayOf(month)}::date and cause = 'issue'), 0)::bigint
        as recognised,
      coalesce(sum(deferred_yen) filter (where effective_on >= ${firstDayOf(month)}::date
        and cause not in ('payment', 'issue')), 0)::bigint as other,
      coalesce(sum(deferred_yen) filter (where effective_on >= ${firstDayOf(month)}::date and cause = 'opening'), 0)::bigint
        as "takenOver",
      sum(deferred_yen)::bigint as closing
    from ledger_movement where effective_on <= ${lastDayOf(month)}::date group by subject_id
  )
  select subject.group_code as code, subject.group_title as title, subject.number, payer.number as "memberNumber",
    concat_ws(' ', nullif(payer.company_name, ''), payer.family_name, nullif(payer.given_name, '')) as "memberName",
    subject.plan, moved.opening, moved.received, moved.recognised, moved.other, moved.closing, moved."takenOver"
  from moved join ledger_subject as subject on subject.id = moved.subject_id
  join member as payer on payer.id = subject.payer_id
  where (moved.opening, moved.received, moved.recognised, moved.other, moved.closing) <> (0, 0, 0, 0, 0)
  order by subject.group_code, subject.number`

const figuresOf = (figures: Figures) => [
  figures.opening,
  figures.received || null,
  figures.recognised || null,
  figures.other || null,
  figures.closing,
]

const sumOf = (lines: readonly Line[]): Figures => {
  const sum = (field: keyof Figures) => lines.reduce((total, line) => total + line[field], 0)
  return {
    opening: sum("opening"),
    received: sum("received"),
    recognised: sum("recognised"),
    other: sum("other"),
    closing: sum("closing"),
  }
}

function rowsOfTitle(lines: readonly Line[]): PaperRow[] {
  const [first] = lines
  if (!first) return []
  return [
    { kind: "group", cells: [`${first.code} ${first.title}`, `${lines.length.toLocaleString("ja-JP")}件`] },
    ...lines.map((line): PaperRow => ({
      kind: "row",
      cells: [line.number, line.memberNumber, line.memberName, line.plan, ...figuresOf(line)],
    })),
    { kind: "subtotal", cells: [`${first.code} 計`, null, null, null, ...figuresOf(sumOf(lines))] },
  ]
}

function tie(general: AccountMonth, total: Figures): PaperRow[] {
  return [
    {
      kind: "subtotal",
      cells: ["総勘定元帳 前受金", null, null, null, general.opening, null, null, null, general.closing],
    },
    {
      kind: "subtotal",
      cells: ["差額", ...[null, null, null], general.opening - total.opening, ...[null, null, null]].concat(
        general.closing - total.closing,
      ),
    },
  ]
}

/** 前受金元帳: by title and contract, tied to the general ledger. */
export async function deferredPaper(scope: Scope, month: Month): Promise<Paper> {
  const lines = await linesOf(scope, month)
  const titles = [...new Set(lines.map(({ code }) => code))]
  const total = sumOf(lines)
  const takenOver = lines.reduce((sum, line) => sum + line.takenOver, 0)
  return {
    ...(await paperHead(scope, month)),
    number: `前-${month}`,
    title: "前受金元帳",
    conditions: [
      "動きまたは残高のある契約・受講申込",
      "前月末残高+入金−売上計上+返金・その他=当月末残高",
      ...(takenOver === 0 ? [] : [`その他のうち移行残高 ${formatYen(takenOver)}円`]),
    ],
    orientation: "landscape",
    columns: [
      { heading: "契約・受付番号", width: 12, align: "left" },
      { heading: "会員番号", width: 9, align: "left" },
      { heading: "氏名(支払者)", width: 22, align: "left" },
      { heading: "プラン", width: 18, align: "left" },
      { heading: "前月末残高", unit: "円", width: 10, align: "right", summed: true },
      { heading: "入金", unit: "円", width: 9.5, align: "right", summed: true },
      { heading: "売上計上", unit: "円", width: 9.5, align: "right", summed: true },
      { heading: "返金・その他", unit: "円", width: 10, align: "right", summed: true },
      { heading: "当月末残高", unit: "円", width: 10, align: "right", summed: true },
    ],
    rows:
      lines.length === 0
        ? []
        : [
            ...titles.flatMap((code) => rowsOfTitle(lines.filter((line) => line.code === code))),
            { kind: "total", cells: ["総合計", null, null, null, ...figuresOf(total)] },
            ...tie(await accountInMonth(scope, month, "deferred"), total),
          ],
  }
}
