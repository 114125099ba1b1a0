import type { LoaderFunctionArgs } from "@remix-run/node"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { fileDownload } from "#app/platform/download.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { importRunForPage } from "#app/subscriptions/import-run-for-page.server.ts"
import { idOf } from "#app/values/ids.ts"

/** Every bad cell of a checked file, by line and column. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "imports.write")
  const run = await readScope(actor, (scope) => importRunForPage(scope, params.run ?? ""))
  const id = run?.report?.errorFileId ?? null
  if (id === null) throw new Response("not found", { status: 404 })
  return fileDownload(actor, idOf(id))
}
