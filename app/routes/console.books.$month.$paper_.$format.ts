import type { LoaderFunctionArgs } from "@remix-run/node"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { bytesDownload, fileDownload, wholeDownload } from "#app/platform/download.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { closedFiles } from "#app/reports/closed-files.server.ts"
import { csvForMonth } from "#app/reports/csv-for-month.server.ts"
import { isLedgerKey, isPaperFormat, isPaperKey, MOST_PRINTED_ROWS, paperFileName } from "#app/reports/paper-keys.ts"
import { paperForMonth } from "#app/reports/paper-for-month.server.ts"
import { renderPaper } from "#app/reports/render-paper.server.ts"
import { screenForMonth } from "#app/reports/screen-for-month.server.ts"
import { monthState } from "#app/ledger/month-state.server.ts"
import { isMonth } from "#app/values/calendar.ts"

/**
 * A paper of a month as a file: the one kept where the month is closed, otherwise made now and marked 未締. CSV comes in CP932, too; a ledger
 * of more rows than anybody prints comes as nothing else.
 */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "books.read")
  const { month = "", paper: key = "" } = params
  const [format, encoding] =
    params.format === "csv-cp932" ? (["csv", "cp932"] as const) : ([params.format ?? "", "utf-8"] as const)
  if (!isMonth(month) || !isPaperKey(key) || !isPaperFormat(format)) throw new Response("not found", { status: 404 })
  const { name, kept } = await inScope(actor, async (scope) => {
    const { closed, seq } = await monthState(scope, month)
    const name = paperFileName(key, month, format, closed)
    await audit(scope, "download-paper", `${name} ${encoding}`)
    const kept = closed ? (await closedFiles(scope, month, seq)).find((file) => file.name === name) : undefined
    return { name, kept }
  })
  if (kept && encoding === "utf-8") return fileDownload(actor, kept.id)
  // The audit log is committed by now: a long file keeps nobody else from writing to it.
  return readScope(actor, async (scope) => {
    if (format === "csv") {
      const { mediaType, content } = await csvForMonth(scope, month, key, encoding)
      return wholeDownload(encoding === "cp932" ? name.replace(/\.csv$/, "-cp932.csv") : name, mediaType, content)
    }
    if (isLedgerKey(key)) {
      const { records } = await screenForMonth(scope, month, key, { page: 1, pageSize: 1 })
      if (records > MOST_PRINTED_ROWS) throw new Response("a ledger of so many rows comes as CSV", { status: 404 })
    }
    const { bytes, mediaType } = await renderPaper(await paperForMonth(scope, month, key), format)
    return bytesDownload(name, mediaType, bytes)
  })
}
