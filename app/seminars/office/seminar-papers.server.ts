import type { Scope } from "#app/platform/scope.server.ts"
import { dailyTally, type Tally, tallyWays } from "#app/seminars/office/daily-tally.server.ts"
import { refuse } from "#app/seminars/refusals.ts"
import { type CalendarDate, dateInJapanese } from "#app/values/calendar.ts"
import { formatYen } from "#app/values/yen.ts"
import { instantInTokyo, momentInJapanese, type Paper, type PaperRow } from "#templates/paper.ts"

const rowsOfKana = ["あ", "か", "さ", "た", "な", "は", "ま", "や", "ら", "わ"] as const
const firstOfRow = ["ア", "カ", "サ", "タ", "ナ", "ハ", "マ", "ヤ", "ラ", "ワ"]

/** The row of the kana table that a reading begins with; others for what is no kana. */
export function kanaRowOf(kana: string): string {
  const first = kana.normalize("NFKD").charAt(0)
  const at = firstOfRow.findLastIndex((sign) => first >= sign)
  return /^[ァ-ヺ]/.test(first) && at >= 0 ? (rowsOfKana[at] ?? "他") : "他"
}

type Head = {
  code: string
  title: string
  organization: string
  starts_at: Date | null
  room: string | null
  /** Nobody can apply any more. */
  is_closed: boolean
  is_over: boolean
}

/** What a seminar's papers say above: code, title, whose, when and where. Refuses: unknown-seminar. */
export async function seminarHead(scope: Scope, seminarId: string): Promise<Head> {
  const [head] = await scope.sql<Head>`
    select seminar.code, seminar.title, organization.name as organization, held.starts_at, held.room,
      coalesce(seminar.state <> 'published' or coalesce(closes_at, held.starts_at) <= ${scope.now}, false) as is_closed,
      coalesce((select max(ends_at) from seminar_session where seminar_id = seminar.id) <= ${scope.now}, false) as is_over
    from seminar join organization on organization.id = seminar.organization_id
    left join lateral (select starts_at, room.name as room from seminar_session as session left join room on room.id = room_id
      where session.seminar_id = seminar.id order by starts_at limit 1) as held on true
    where seminar.id = ${seminarId}::uuid`
  if (!head) throw refuse("unknown-seminar", { code: seminarId })
  return head
}

type Frame = Pick<Paper, "organization" | "state" | "printedAt" | "printedBy" | "stamps" | "footer">

/** What every paper of the office has: whose it is, when it was printed, the boxes for stamps, the care to take. */
export const officeFrame = (scope: Scope, organization: string, isFinal = true): Frame => ({
  ...{ organization, state: isFinal ? "final" : "provisional", printedAt: scope.now, printedBy: scope.actor },
  ...{ stamps: ["責任者", "担当"], footer: "取扱注意・個人情報を含む 使用後は裁断して廃棄" },
})

const whenAndWhere = (head: Head) =>
  [head.starts_at === null ? "" : momentInJapanese(head.starts_at), head.room ?? ""].filter(Boolean)

/** The number of the list with these rows; a list that stands as the last one did keeps its number. */
async function listNoFor(scope: Scope, seminarId: string, ids: readonly string[]): Promise<number> {
  // A statement of its own: one that waits for the lock itself would not see the list that it waited for.
  await scope.sql`select from seminar where id = ${seminarId}::uuid for update`
  const [last] = await scope.sql<{ no: number; isSame: boolean }>`
    select list_no as no, registration_ids = ${ids}::uuid[] as "isSame" from reception_list
    where seminar_id = ${seminarId}::uuid order by list_no desc limit 1`
  if (last?.isSame) return last.no
  const no = (last?.no ?? 0) + 1
  await scope.sql`
    insert into reception_list (organization_id, seminar_id, list_no, registration_ids, printed_at, printed_by)
    values (${scope.organizationId}, ${seminarId}::uuid, ${no}::integer, ${ids}::uuid[], ${scope.now}, ${scope.actor})`
  return no
}

/**
 * 受付リスト: kana-ordered with a box to tick, company, name, fee and payment; each row with its number and a QR code of its 受講番号, by which
 * the paper is entered back. Which row is whose is kept with the list's number. Refuses: unknown-seminar.
 */
export async function receptionList(scope: Scope, seminarId: string): Promise<Paper> {
  const head = await seminarHead(scope, seminarId)
  const people = await scope.sql<{
    id: string
    number: string
    name: string
    kana: string
    company: string
    fee: string
    owed: number
    way: string
    party: number
  }>`
    select registration.id, registration.number, concat_ws(' ', family_name, nullif(given_name, '')) as name,
      concat_ws(' ', nullif(family_name_kana, ''), nullif(given_name_kana, '')) as kana,
      concat_ws(' ', nullif(company_name, ''), nullif(department, '')) as company, fee.name as fee, way, party,
      greatest(total_yen - coalesce(position.deferred_yen + position.recognised_yen, 0), 0) + coalesce(position.receivable_yen, 0)::bigint as owed
    from registration join seminar_order on seminar_order.id = order_id join fee_type as fee on fee.id = registration.fee_type_id
    left join seminar_position as position on position.order_id = seminar_order.id
    where registration.seminar_id = ${seminarId}::uuid and registration.state = 'confirmed' order by search_kana, seminar_order.number, registration.seq`
  const listNo = await listNoFor(
    scope,
    seminarId,
    people.map(({ id }) => id),
  )
  const rows: PaperRow[] = []
  let group = ""
  for (const [at, one] of people.entries()) {
    const row = kanaRowOf(one.kana)
    if (row !== group) rows.push({ kind: "group", cells: [null, null, `${row}行`] })
    group = row
    // What is owed is owed by the order, once for all of its people.
    const party = one.party > 1 ? `(${one.party}名分)` : ""
    const paid = one.way === "free" ? "無料" : one.owed > 0 ? `未${party} ${formatYen(one.owed)}円` : "済"
    rows.push({
      kind: "row",
      cells: [at + 1, "□", one.kana, one.name, one.company, one.fee, paid, one.number, one.number],
    })
  }
  return {
    ...officeFrame(scope, head.organization, head.is_closed),
    ...{
      number: `受-${head.code}-${listNo}`,
      title: "受付リスト",
      period: head.title,
      subject: "セミナー",
      orientation: "portrait",
    },
    conditions: [`第${listNo}版`, ...whenAndWhere(head), `${people.length}名`],
    columns: [
      { heading: "No.", width: 4, align: "right" },
      { heading: "出席", width: 5, align: "center" },
      { heading: "フリガナ", width: 15, align: "left" },
      { heading: "氏名", width: 14, align: "left" },
      { heading: "会社・部署", width: 20, align: "left" },
      { heading: "区分", width: 11, align: "left" },
      { heading: "入金", width: 11, align: "left" },
      { heading: "受講番号", width: 14, align: "left" },
      { heading: "QR", width: 6, align: "center", isQr: true },
    ],
    rows,
  }
}

const statusWords = { present: "出席", late: "遅刻", absent: "欠席" } as const

/** 出欠報告: applied, attended, absent and the rate of each session, then everybody with the time he came. Refuses: unknown-seminar. */
export async function attendanceReport(scope: Scope, seminarId: string): Promise<Paper> {
  const head = await seminarHead(scope, seminarId)
  const people = await scope.sql<{
    seq: number
    session: string
    name: string
    number: string
    status: keyof typeof statusWords
    first_in: Date | null
    minutes: number
  }>`
    select session.seq, coalesce(nullif(session.title, ''), '第' || session.seq || '回') as session,
      concat_ws(' ', family_name, nullif(given_name, '')) as name, registration.number, attendance.status, first_in, minutes
    from attendance join registration on registration.id = registration_id join seminar_session as session on session.id = session_id
    where attendance.seminar_id = ${seminarId}::uuid order by session.seq, search_kana, registration.number`
  const rows = [...new Set(people.map(({ seq }) => seq))].flatMap((seq): PaperRow[] => {
    const here = people.filter((one) => one.seq === seq)
    const came = here.filter(({ status }) => status !== "absent").length
    const rate = `${((came / here.length) * 100).toFixed(1)}%`
    return [
      { kind: "group", cells: [here[0]?.session ?? ""] },
      ...here.map((one): PaperRow => ({
        kind: "row",
        cells: [
          ...[one.number, one.name, statusWords[one.status]],
          ...[one.first_in === null ? null : instantInTokyo(one.first_in).slice(11), one.minutes || null],
        ],
      })),
      {
        kind: "subtotal",
        cells: [`申込 ${here.length}`, `出席 ${came}`, `欠席 ${here.length - came}`, `出席率 ${rate}`, null],
      },
    ]
  })
  const everybody = new Set(people.map(({ number }) => number))
  const cameOnce = new Set(people.flatMap(({ number, status }) => (status === "absent" ? [] : [number])))
  if (new Set(people.map(({ seq }) => seq)).size > 1) {
    const rate = `${((cameOnce.size / everybody.size) * 100).toFixed(1)}%`
    const total = [
      `全体 申込 ${everybody.size}`,
      `1回以上出席 ${cameOnce.size}`,
      `欠席 ${everybody.size - cameOnce.size}`,
    ]
    rows.push({ kind: "total", cells: [...total, `出席率 ${rate}`, null] })
  }
  return {
    ...officeFrame(scope, head.organization, head.is_over),
    ...{
      number: `出-${head.code}`,
      title: "出欠報告",
      ...{ period: head.title, subject: "セミナー" },
      orientation: "portrait",
      conditions: whenAndWhere(head),
    },
    columns: [
      { heading: "受講番号", width: 16, align: "left" },
      { heading: "氏名", width: 24, align: "left" },
      { heading: "出欠", width: 10, align: "left" },
      { heading: "入場", width: 12, align: "left" },
      { heading: "受講", unit: "分", width: 8, align: "right" },
    ],
    rows,
  }
}

const tallyFields = {
  ...({ applied: "当日申込", cancelled: "取消", total: "累計", paidPeople: "入金済", unpaidPeople: "未入金" } as const),
  ...({ cardYen: tallyWays.card, bankYen: "振込", cashYen: tallyWays.cash, refundYen: "返金" } as const),
} as const

/** 訂正 ROSE カード: 0円 → 5,500円 */
function correctionWords({ code, field, closed, now }: Tally["corrections"][number]): string {
  const unit = field.endsWith("Yen") ? "円" : "名"
  return `訂正 ${code} ${tallyFields[field]}: ${formatYen(closed)}${unit} → ${formatYen(now)}${unit}`
}

/** 日計表 as a paper: a closed day with its corrections, an open one as it stands. */
export async function tallyPaper(scope: Scope, day: CalendarDate): Promise<Paper> {
  const tally = await dailyTally(scope, day)
  const [organization] = await scope.sql<{
    name: string
  }>`select name from organization where id = ${scope.organizationId}`
  const figures = (line: (typeof tally.lines)[number]) => [
    ...[line.applied, line.cancelled, line.total, line.capacity, line.left, line.paidPeople, line.unpaidPeople],
    ...[line.cardYen, line.bankYen, line.cashYen, line.refundYen],
  ]
  const totals = tally.lines.map(figures).reduce((sum, line) => sum.map((value, at) => value + (line[at] ?? 0)), Array.from({ length: 11 }, () => 0)) // prettier-ignore
  return {
    ...officeFrame(scope, organization?.name ?? "", tally.closed),
    ...{ number: `日-${day}`, title: "セミナー日計表", period: dateInJapanese(day), orientation: "landscape" },
    conditions: ["累計・入金は取消を除く人数", "入金・返金は当日の受払"],
    columns: [
      { heading: "コード", width: 12, align: "left" },
      { heading: "セミナー", width: 22, align: "left", isLong: true },
      { heading: "開催日", width: 8.5, align: "left" },
      ...(["当日申込", "取消", "累計", "定員", "残", "入金済", "未入金"] as const).map((heading) => ({
        ...({ heading, unit: "名", width: heading === "当日申込" ? 7.5 : 5.5, align: "right", summed: true } as const),
      })),
      ...([tallyWays.card, "振込", tallyWays.cash, "返金"] as const).map((heading) => ({
        ...({ heading, unit: "円", width: 8, align: "right", summed: true } as const),
      })),
    ],
    rows: [
      ...tally.lines.map((line): PaperRow => ({
        kind: "row",
        cells: [line.code, line.title, line.startsOn, ...figures(line)],
      })),
      ...(tally.lines.length === 0 ? [] : [{ kind: "total", cells: ["合計", null, null, ...totals] } as const]),
      ...tally.corrections.map((one): PaperRow => ({
        kind: "note",
        cells: [correctionWords(one)],
      })),
    ],
  }
}
