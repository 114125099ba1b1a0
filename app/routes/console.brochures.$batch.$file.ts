import type { LoaderFunctionArgs } from "@remix-run/node"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { auditEach } from "#app/platform/audit.server.ts"
import { fileDownload, streamDownload } from "#app/platform/download.server.ts"
import { idOfPage } from "#app/platform/form.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { brochureLabels } from "#app/subscriptions/brochures/brochure-labels.server.ts"
import { brochureBatchFile } from "#app/subscriptions/brochures/brochure-requests.server.ts"
import { idOf } from "#app/values/ids.ts"

const sheets = { "sheet-10.pdf": "10", "sheet-12.pdf": "12", "sheet-24.pdf": "24" } as const
const isSheet = (file: string): file is keyof typeof sheets => Object.hasOwn(sheets, file)

/** A batch's picking list, or its labels; it carries addresses, so each member's log says who took it out. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.write")
  const [batchId, file] = [idOfPage(params.batch), params.file ?? ""]
  const taken = await inScope(actor, async (scope) => {
    const batch = await brochureBatchFile(scope, batchId)
    if (batch === null) return null
    await auditEach(scope, "export-brochures", batch.members, { batch: batch.number, file })
    return { batch, labels: isSheet(file) ? await brochureLabels(scope, batchId, sheets[file]) : null }
  })
  if (taken?.labels) return streamDownload(taken.labels.name, "application/pdf", taken.labels.content)
  if (taken && file === "utf8.csv") return fileDownload(actor, idOf(taken.batch.utf8))
  if (taken && file === "cp932.csv") return fileDownload(actor, idOf(taken.batch.cp932))
  throw new Response("not found", { status: 404 })
}
