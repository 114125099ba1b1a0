import type { LoaderFunctionArgs } from "@remix-run/node"
import { statementForPayer } from "#app/billing/papers/statement-for-payer.server.ts"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { bytesDownload } from "#app/platform/download.server.ts"
import { found } from "#app/platform/form.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { periodOfUrl } from "#app/ui/period-of-url.ts"
import { statementPdf } from "#templates/pdf/statement-pdf.ts"

/** 取引明細書 as a letter; the download is noted. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "orders.read")
  const payerId = params.member ?? ""
  const made = await found(
    inScope(actor, async (scope) => {
      const period = periodOfUrl(request, scope.today)
      const statement = await statementForPayer(scope, { payerId, ...period })
      await audit(scope, "print-statement", payerId, period)
      return { bytes: await statementPdf(statement, scope.now), ...period }
    }),
  )
  return bytesDownload(`statement-${made.from}-${made.to}.pdf`, "application/pdf", made.bytes)
}
