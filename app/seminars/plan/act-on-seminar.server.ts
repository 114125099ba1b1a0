import { z } from "zod"
import type { Scope } from "#app/platform/scope.server.ts"
import { askToCallOff, decideCallingOff } from "#app/seminars/money/ask-to-call-off.server.ts"
import { copySeminar } from "#app/seminars/plan/copy-seminar.server.ts"
import { closeSeminar, publishSeminar } from "#app/seminars/plan/publish-seminar.server.ts"
import { refuse } from "#app/seminars/refusals.ts"
import { readDate } from "#app/values/calendar.ts"

export const SeminarAct = z.discriminatedUnion("act", [
  z.object({ act: z.literal("publish") }),
  z.object({ act: z.literal("close") }),
  z.object({ act: z.literal("call-off"), reason: z.string().trim().max(500).default("") }),
  z.object({ act: z.literal("approve-call-off") }),
  z.object({ act: z.literal("decline-call-off") }),
  z.object({ act: z.literal("copy"), dates: z.string().max(4000).default("") }),
])

/**
 * What staff do on a seminar's page: 公開, 受付終了, 中止 with its second person, 複製 (a new seminar for each date, its code made of series and date). The id of the
 * page that shows what came of it. Refuses: date-unreadable, and what publishing, closing, calling off and copying refuse.
 */
export async function actOnSeminar(scope: Scope, id: string, input: z.infer<typeof SeminarAct>): Promise<string> {
  if (input.act === "publish") await publishSeminar(scope, id)
  else if (input.act === "close") await closeSeminar(scope, id)
  else if (input.act === "call-off") await askToCallOff(scope, { seminarId: id, reason: input.reason })
  else if (input.act === "approve-call-off" || input.act === "decline-call-off")
    await decideCallingOff(scope, { seminarId: id, approves: input.act === "approve-call-off" })
  else {
    const [source] = await scope.sql<{ series: string }>`
      select coalesce(nullif(series_code, ''), code) as series from seminar where id = ${id}::uuid`
    const lines = input.dates.split(/[\n,、]/).map((line) => line.trim()).filter(Boolean) // prettier-ignore
    const copies = lines.map((line) => {
      const startsOn = readDate(line)
      if (startsOn === null) throw refuse("date-unreadable", { line }, { field: "dates" })
      return { code: `${(source?.series ?? "").slice(0, 21)}-${startsOn.replaceAll("-", "")}`, startsOn }
    })
    if (copies.length === 0) throw refuse("date-unreadable", { line: "" }, { field: "dates" })
    const made = await copySeminar(scope, { sourceId: id, copies })
    return made.length === 1 ? (made[0] ?? id) : id
  }
  return id
}
