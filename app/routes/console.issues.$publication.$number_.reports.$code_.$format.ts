import type { LoaderFunctionArgs } from "@remix-run/node"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { bytesDownload } from "#app/platform/download.server.ts"
import { found } from "#app/platform/form.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { isPaperFormat } from "#app/reports/paper-keys.ts"
import { renderPaper } from "#app/reports/render-paper.server.ts"
import { headForStatistics } from "#app/reports/statistics/head-for-statistics.server.ts"
import { statisticPaper } from "#app/reports/statistics/statistic-paper.ts"
import { isStatisticCode } from "#app/reports/statistics/statistic.ts"
import { statisticOfRun } from "#app/reports/statistics/statistics-of-run.server.ts"

/** One of an issue's nine statistics as PDF, XLSX or CSV; the frozen figures give the same bytes each time. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "issues.read")
  const { publication = "", number = "", code = "", format = "" } = params
  if (!isStatisticCode(code) || !isPaperFormat(format)) throw new Response("not found", { status: 404 })
  const name = `${code}-${publication}-${number}.${format}`
  const paper = await found(
    inScope(actor, async (scope) => {
      const { run, head } = await headForStatistics(scope, publication, Number(number) || 0)
      await audit(scope, "download-paper", name)
      const statistic = await statisticOfRun(scope, run.runId, code)
      return statistic && statisticPaper(statistic, head)
    }),
  )
  if (paper === null) throw new Response("not found", { status: 404 })
  const { bytes, mediaType } = await renderPaper(paper, format)
  return bytesDownload(name, mediaType, bytes)
}
