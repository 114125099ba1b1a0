import { monthState } from "#app/ledger/month-state.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { calendarDate, dateInJapanese, firstDayOf, lastDayOf, type Month } from "#app/values/calendar.ts"
import type { Paper } from "#templates/paper.ts"

export type PaperHead = Pick<
  Paper,
  "organization" | "period" | "state" | "printedAt" | "printedBy" | "stamps" | "footer"
>

/**
 * What stands on every paper of a month. A closed month's papers carry the instant and the name of its closing, so that
 * they come out the same whenever they are made again.
 */
export async function paperHead(scope: Scope, month: Month): Promise<PaperHead> {
  const state = await monthState(scope, month)
  const closed = state.closed && state.recordedAt !== null && state.recordedBy !== null
  const [organization] = await scope.sql<{ name: string }>`
    select name from organization where id = ${scope.organizationId}`
  return {
    organization: organization?.name ?? "",
    period: `${dateInJapanese(firstDayOf(month))}〜${dateInJapanese(lastDayOf(month))}`,
    state: closed ? "final" : "provisional",
    printedAt: closed ? state.recordedAt : scope.now,
    printedBy: await nameOfActor(scope, closed ? state.recordedBy : scope.actor),
    stamps: ["所属長", "照合", "担当"],
    footer: `社外秘・個人情報を含む 施錠して保管し、廃棄は裁断または溶解  保存期限 ${keepUntil(month)}(会社法432条)`,
  }
}

/** Ten years from the end of the fiscal year (会社法432条2項), which ends eleven months after this month at the latest. */
const keepUntil = (month: Month) => {
  const year = Number(month.slice(0, 4)) + 11
  return dateInJapanese(calendarDate(`${year}-${month.slice(5)}-01`)).replace(/1日$/, "末日")
}

/** People by their name, the house's own jobs as 自動処理. */
export async function nameOfActor(scope: Scope, actor: string): Promise<string> {
  const email = actor.startsWith("staff:") ? actor.slice("staff:".length) : null
  if (email === null) return actor.startsWith("job:") ? `自動処理(${actor.slice("job:".length)})` : actor
  const [staff] = await scope.sql<{ name: string }>`select name from staff where email = ${email}`
  return staff?.name ?? email
}
