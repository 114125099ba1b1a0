import type { LoaderFunctionArgs } from "@remix-run/node"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { downloadSeminarPaper } from "#app/seminars/office/render-seminar-paper.server.ts"
import { tallyPaper } from "#app/seminars/office/seminar-papers.server.ts"
import { isCalendarDate } from "#app/values/calendar.ts"

/** 日計表 of a day. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "seminars.read")
  const { day = "", format } = params
  if (!isCalendarDate(day)) throw new Response("not found", { status: 404 })
  return downloadSeminarPaper(actor, format, (scope) => tallyPaper(scope, day))
}
