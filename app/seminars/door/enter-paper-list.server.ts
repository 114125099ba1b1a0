import { createHash } from "node:crypto"
import { z } from "zod"
import { audit } from "#app/platform/audit.server.ts"
import { hashOf } from "#app/platform/random-code.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type CheckIn, codeIn } from "#app/seminars/door/check-in.ts"
import { recordCheckIns } from "#app/seminars/door/record-check-ins.server.ts"
import { readRows } from "#app/seminars/door/row-numbers.ts"
import { refuse } from "#app/seminars/refusals.ts"

export const PaperEntry = z.object({
  listNo: z.coerce.number().int().positive(),
  rows: z.string().max(20_000),
  /** When they came, as far as the paper tells: HH:MM of the session's day; without it, the session's start. */
  at: z
    .string()
    .regex(/^$|^\d{1,2}:\d{2}$/)
    .default(""),
  gate: z.string().trim().max(60).default(""),
})

/** What became of one row or code of the paper. */
export type EnteredRow = Readonly<{
  /** The row's number, or the code as it was read. */
  row: string
  name: string
  outcome: "entered" | "already" | "unpaid" | "cancelled" | "no-such-row" | "unknown" | "unreadable"
  /** Of somebody who was in already: when and where. */
  at: string
}>

/** The printed lists of a seminar, newest first. */
export const printedLists = (scope: Scope, seminarId: string) => scope.sql<{
  listNo: number
  rows: number
  printedAt: string
}>`
  select list_no as "listNo", cardinality(registration_ids) as rows,
    to_char(printed_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD HH24:MI') as "printedAt"
  from reception_list where seminar_id = ${seminarId}::uuid order by list_no desc`

/**
 * 紙から戻す: checks in who was ticked on a printed 受付リスト, by its row numbers or by scanning its rows; an unpaid one came in all the same
 * and is told of. What is right is entered, what is not is named row by row; the same rows again change nothing. Refuses:
 * unknown-reception-list.
 */
export async function enterPaperList(
  scope: Scope,
  seminarId: string,
  input: z.infer<typeof PaperEntry>,
): Promise<EnteredRow[]> {
  const [list] = await scope.sql<{ ids: string[]; sessionId: string | null; startsAt: Date | null }>`
    select registration_ids as ids, near.id as "sessionId", near.starts_at as "startsAt"
    from reception_list left join lateral (
      select id, case ${input.at} when '' then starts_at else
        ((starts_at at time zone 'Asia/Tokyo')::date + nullif(${input.at}, '')::time) at time zone 'Asia/Tokyo' end as starts_at
      from seminar_session where seminar_id = reception_list.seminar_id
      order by abs(extract(epoch from starts_at - ${scope.now}::timestamptz)) limit 1
    ) as near on true
    where seminar_id = ${seminarId}::uuid and list_no = ${input.listNo}::integer`
  if (!list) throw refuse("unknown-reception-list", { number: input.listNo }, { field: "listNo" })
  const typed = readRows(input.rows)
  const known = typed.rows.flatMap((row) => {
    const registrationId = list.ids[row - 1]
    return registrationId === undefined ? [] : [{ row: String(row), registrationId }]
  })
  const entries = [...known, ...typed.codes.map((code) => ({ row: code, code }))].map((one) => ({
    row: one.row,
    checkIn: checkInOf({ ...one, sessionId: list.sessionId, occurredAt: (list.startsAt ?? scope.now).getTime() }),
  }))
  const found = await enter(scope, seminarId, input.gate, entries)
  const missing = typed.rows.filter((row) => list.ids[row - 1] === undefined)
  await audit(scope, "enter-paper-list", String(input.listNo), { rows: entries.length })
  return [
    ...found,
    ...missing.map((row) => ({ row: String(row), name: "", outcome: "no-such-row" as const, at: "" })),
    ...typed.unreadable.map((row) => ({ row, name: "", outcome: "unreadable" as const, at: "" })),
  ]
}

type Given = Readonly<{ sessionId: string | null; occurredAt: number; registrationId?: string; code?: string }>

/** The nonce is made of who is entered: a second hand over the same paper finds the first one's entry. */
function checkInOf({ sessionId, ...given }: Given): CheckIn {
  const whom = given.registrationId ?? hashOf(codeIn(given.code ?? ""))
  const hex = createHash("sha256")
    .update(`paper:${sessionId ?? ""}:${whom}:${String(given.occurredAt)}`)
    .digest("hex")
  const nonce = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-")
  return {
    ...{ ...given, ...(sessionId === null ? {} : { sessionId }), nonce, skewMs: 0 },
    ...{ kind: "entry", source: "paper", isOffline: false, isForced: true, shown: "" },
  }
}

const tokyoTime = new Intl.DateTimeFormat("ja-JP", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Tokyo" })

async function enter(
  scope: Scope,
  seminarId: string,
  gate: string,
  entries: readonly Readonly<{ row: string; checkIn: CheckIn }>[],
): Promise<EnteredRow[]> {
  if (entries.length === 0) return []
  const checkIns = entries.map(({ checkIn }) => checkIn)
  const verdicts = await recordCheckIns(scope, seminarId, { device: gate, checkIns })
  const byNonce = new Map(verdicts.map((verdict) => [verdict.nonce, verdict]))
  return entries.map(({ row, checkIn }) => {
    const verdict = byNonce.get(checkIn.nonce)
    const name = verdict?.name ?? ""
    if (verdict?.verdict === "accepted")
      return { row, name, outcome: verdict.owedYen > 0 ? "unpaid" : "entered", at: "" }
    if (verdict?.verdict === "duplicate") {
      const at =
        verdict.firstAt === null ? "" : `${tokyoTime.format(verdict.firstAt)} ${verdict.firstDevice ?? ""}`.trim()
      return { row, name, outcome: "already", at }
    }
    return {
      row,
      name,
      outcome: verdict?.reason === "cancelled" || verdict?.reason === "held" ? "cancelled" : "unknown",
      at: "",
    }
  })
}
