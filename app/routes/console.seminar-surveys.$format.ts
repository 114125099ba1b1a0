import type { LoaderFunctionArgs } from "@remix-run/node"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { downloadSeminarPaper } from "#app/seminars/office/render-seminar-paper.server.ts"
import { surveyListPaper } from "#app/seminars/surveys/survey-paper.server.ts"

/** Results of all seminars, or by lecturer (`?by=lecturer`), as a file. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "seminars.read")
  const by = new URL(request.url).searchParams.get("by") === "lecturer" ? "lecturer" : "seminar"
  return downloadSeminarPaper(actor, params.format, (scope) => surveyListPaper(scope, by))
}
