import type { LoaderFunctionArgs } from "@remix-run/node"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { found } from "#app/platform/form.server.ts"
import { downloadSeminarPaper } from "#app/seminars/office/render-seminar-paper.server.ts"
import { surveyPaper } from "#app/seminars/surveys/survey-paper.server.ts"
import { isId } from "#app/values/ids.ts"

/** アンケート集計 of a seminar as a file. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "seminars.read")
  const { id = "", format } = params
  if (!isId(id)) throw new Response("not found", { status: 404 })
  return found(downloadSeminarPaper(actor, format, (scope) => surveyPaper(scope, id)))
}
