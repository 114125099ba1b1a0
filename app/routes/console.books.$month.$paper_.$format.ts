import type { LoaderFunctionArgs } from "@remix-run/node"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { bytesDownload, fileDownload, wholeDownload } from "#app/platform/download.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { closedFiles } from "#app/reports/closed-files.server.ts"
import { ledgerAsCsv } from "#app/reports/ledger-as-csv.server.ts"
import { isLedgerKey, isPaperFormat, isPaperKey, paperFileName } from "#app/reports/paper-keys.ts"
import { ledgerForMonth, paperForMonth } from "#app/reports/paper-for-month.server.ts"
import { renderPaper } from "#app/reports/render-paper.server.ts"
import { monthState } from "#app/ledger/month-state.server.ts"
import { isMonth } from "#app/values/calendar.ts"

/** A paper of a month as a file: the one kept where the month is closed, otherwise made now and marked 未締. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "books.read")
  const { month = "", paper: key = "", format = "" } = params
  if (!isMonth(month) || !isPaperKey(key) || !isPaperFormat(format)) throw new Response("not found", { status: 404 })
  const { name, kept } = await inScope(actor, async (scope) => {
    const { closed, seq } = await monthState(scope, month)
    const name = paperFileName(key, month, format, closed)
    await audit(scope, "download-paper", name)
    const kept = closed ? (await closedFiles(scope, month, seq)).find((file) => file.name === name) : undefined
    return { name, kept }
  })
  if (kept) return fileDownload(actor, kept.id)
  // The audit log is committed by now: a long file keeps nobody else from writing to it.
  return readScope(actor, async (scope) => {
    if (format === "csv" && isLedgerKey(key)) {
      const { mediaType, content } = ledgerAsCsv(scope, await ledgerForMonth(scope, month, key), "utf-8")
      return wholeDownload(name, mediaType, content)
    }
    const { bytes, mediaType } = await renderPaper(await paperForMonth(scope, month, key), format)
    return bytesDownload(name, mediaType, bytes)
  })
}
