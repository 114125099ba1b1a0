import type { LoaderFunctionArgs } from "@remix-run/node"
import { statementForPayer } from "#app/billing/papers/statement-for-payer.server.ts"
import { requireReader } from "#app/members/reader/reader-session.server.ts"
import { bytesDownload } from "#app/platform/download.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { periodOfUrl } from "#app/ui/period-of-url.ts"
import { statementPdf } from "#templates/pdf/statement-pdf.ts"

/** A reader's own 取引明細書 as PDF. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const reader = await requireReader(request, params.organization)
  const bytes = await readScope(reader, async (scope) =>
    statementPdf(
      await statementForPayer(scope, { payerId: reader.memberId, ...periodOfUrl(request, scope.today) }),
      scope.now,
    ),
  )
  return bytesDownload("statement.pdf", "application/pdf", bytes)
}
