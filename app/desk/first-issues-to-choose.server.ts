import { type FirstIssue, firstIssuesForDate } from "#app/desk/first-issues-for-date.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { calendarDate, type CalendarDate } from "#app/values/calendar.ts"
import type { MemberId } from "#app/values/ids.ts"

export type StartOfChange = Readonly<{ on: CalendarDate; issues: readonly FirstIssue[] }>

/** The days from which a reader's change may hold: today, and each day on which one of his next issues ships, with the issues concerned. */
export async function firstIssuesToChoose(scope: Scope, memberId: MemberId): Promise<readonly StartOfChange[]> {
  const days = await scope.sql<{ day: string }>`
    select distinct issue.ships_on as day from contract_line as line join contract on contract.id = line.contract_id
    join issue on issue.publication_id = contract.publication_id and issue.number >= contract.start_issue
    where line.recipient_id = ${memberId}::uuid and contract.state = 'active' and issue.shipped_on is null
      and issue.skipped_on is null and issue.ships_on > ${scope.today}::date
    order by day limit 5`
  const starts: StartOfChange[] = []
  for (const on of [scope.today, ...days.map(({ day }) => calendarDate(day))]) {
    const issues = await firstIssuesForDate(scope, memberId, on)
    // Today and the day of the next issue concern the same copies: the later day says nothing new.
    const last = starts.at(-1)
    if (last === undefined || JSON.stringify(last.issues) !== JSON.stringify(issues)) starts.push({ on, issues })
  }
  return starts
}
