import type { LoaderFunctionArgs } from "@remix-run/node"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { auditEach } from "#app/platform/audit.server.ts"
import { fileDownload } from "#app/platform/download.server.ts"
import { found } from "#app/platform/form.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { payersOfRemittance } from "#app/subscriptions/remittances/remittances-for-page.server.ts"

/** 振込データ as it was made; it carries account numbers, so each payer's log says who took it out. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  const { fileId } = await found(
    inScope(actor, async (scope) => {
      const remittance = await payersOfRemittance(scope, params.id ?? "")
      await auditEach(scope, "export-payout-account", remittance.payers, { remittance: remittance.number })
      return remittance
    }),
  )
  return fileDownload(actor, fileId)
}
