import type { LoaderFunctionArgs } from "@remix-run/node"
import { fileDownload } from "#app/platform/download.server.ts"
import { found } from "#app/platform/form.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { attendeeOfToken } from "#app/seminars/surveys/attendee-of-token.server.ts"
import { attendeePage } from "#app/seminars/surveys/attendee-page.server.ts"

/** An attendee's own 修了証, as it was issued. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, id } = await attendeeOfToken(request, params)
  const { certificate } = await found(readScope(actor, (scope) => attendeePage(scope, id)))
  if (certificate === null) throw new Response("not found", { status: 404 })
  return fileDownload(actor, certificate.fileId)
}
