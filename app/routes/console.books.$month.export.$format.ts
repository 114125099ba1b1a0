import type { LoaderFunctionArgs } from "@remix-run/node"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { wholeDownload } from "#app/platform/download.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { exportFormats } from "#app/ledger/accounting-software.ts"
import { booksForMonth } from "#app/reports/books-for-month.server.ts"
import { isMonth } from "#app/values/calendar.ts"

/** The month's vouchers for accounting software, as they stand; an open month's file says 未締. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "books.read")
  const { month = "" } = params
  const format = exportFormats.find((known) => known === params.format)
  if (!isMonth(month) || format === undefined) throw new Response("not found", { status: 404 })
  await inScope(actor, (scope) => audit(scope, "export-books", `${month} ${format}`))
  return readScope(actor, async (scope) => {
    const { name, mediaType, content } = await booksForMonth(scope, month, format)
    return wholeDownload(name, mediaType, content)
  })
}
