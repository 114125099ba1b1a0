import type { LoaderFunctionArgs } from "@remix-run/node"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { fileDownload } from "#app/platform/download.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { storedFileForDownload } from "#app/reports/stored-file-for-download.server.ts"

/** A kept file (宛名データ, 帳票, データ一式) as a download, written to the audit log; files of a closing are the books'. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "issues.read")
  const file = await inScope(actor, async (scope) => {
    const found = await storedFileForDownload(scope, params.id ?? "")
    if (!found) throw new Response("not found", { status: 404 })
    if (found.ofBooks && !may(actor, "books.read")) throw new Response("forbidden", { status: 403 })
    await audit(scope, "download-file", found.name, { sha256: found.sha256 })
    return found
  })
  return fileDownload(actor, file.id)
}
