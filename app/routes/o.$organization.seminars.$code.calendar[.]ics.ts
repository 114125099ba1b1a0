import type { LoaderFunctionArgs } from "@remix-run/node"
import { found } from "#app/platform/form.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { publicUrl } from "#app/platform/public-url.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { calendarFile } from "#app/seminars/apply/calendar-file.ts"
import { seminarForPublic } from "#app/seminars/apply/seminar-for-public.server.ts"

/** A seminar's sessions for a calendar (ICS). */
export async function loader({ params }: LoaderFunctionArgs) {
  const organization = params.organization ?? ""
  const actor = await found(actorFor(organization, "reader"))
  const file = await found(
    readScope(actor, async (scope) => {
      const seminar = await seminarForPublic(scope, params.code ?? "")
      const page = `${publicUrl()}/o/${organization}/seminars/${seminar.code}`
      const events = seminar.sessions.map((session) => ({
        ...{ uid: `${session.id}@teiki`, startsAt: session.startsAt, endsAt: session.endsAt, description: page },
        title: [seminar.title, session.title].filter(Boolean).join(" "),
        place: [session.room, session.roomAddress].filter(Boolean).join(" "),
      }))
      return calendarFile(events, scope.now.toISOString())
    }),
  )
  return new Response(file, {
    headers: {
      "Content-Type": "text/calendar; charset=utf-8",
      "Content-Disposition": 'attachment; filename="seminar.ics"',
    },
  })
}
