import type { LoaderFunctionArgs } from "@remix-run/node"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { fileToLookAt } from "#app/platform/download.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { proofFileForOperator } from "#app/subscriptions/conditions/studies-of-reader.server.ts"

/** What a reader sent as proof of his studies, to be looked at; written to the audit log. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  const file = await inScope(actor, async (scope) => {
    const found = await proofFileForOperator(scope, params.id ?? "")
    if (!found) throw new Response("not found", { status: 404 })
    await audit(scope, "look-at-proof", found.memberNumber, { file: found.name, sha256: found.sha256 })
    return found
  })
  return fileToLookAt(actor, file.id)
}
