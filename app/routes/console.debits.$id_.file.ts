import type { LoaderFunctionArgs } from "@remix-run/node"
import { payersOfDebit } from "#app/billing/debit/debit-requests.server.ts"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { auditEach } from "#app/platform/audit.server.ts"
import { fileDownload } from "#app/platform/download.server.ts"
import { found } from "#app/platform/form.server.ts"
import { inScope } from "#app/platform/scope.server.ts"

/** 請求データ as it was made; it carries account numbers, so each payer's log says who took it out. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  const { fileId, number, payers } = await found(
    inScope(actor, async (scope) => {
      const debit = await payersOfDebit(scope, params.id ?? "")
      await auditEach(scope, "export-debit-account", debit.payers, { request: debit.number })
      return debit
    }),
  )
  if (payers.length === 0) throw new Response(number, { status: 404 })
  return fileDownload(actor, fileId)
}
