import type { LoaderFunctionArgs } from "@remix-run/node"
import { firstIssuesForDate } from "#app/desk/first-issues-for-date.server.ts"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { memberForPage } from "#app/members/member-for-page.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { calendarDate, isCalendarDate } from "#app/values/calendar.ts"
import { idOf } from "#app/values/ids.ts"

/** The first issues that a change from `?on=` would concern. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  const on = new URL(request.url).searchParams.get("on") ?? ""
  if (!isCalendarDate(on)) throw new Response("not a date", { status: 400 })
  return readScope(actor, async (scope) => {
    const member = await memberForPage(scope, params.id ?? "")
    if (!member) throw new Response("not found", { status: 404 })
    return { issues: await firstIssuesForDate(scope, idOf(member.id), calendarDate(on)) }
  })
}
