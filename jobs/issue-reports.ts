import { z } from "zod"
import { organizationJob } from "#app/platform/job.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { writeOut } from "#app/platform/write-whole.server.ts"
import { renderPaper } from "#app/reports/render-paper.server.ts"
import { headForStatistics } from "#app/reports/statistics/head-for-statistics.server.ts"
import { statisticPaper } from "#app/reports/statistics/statistic-paper.ts"
import { statisticsOfRun } from "#app/reports/statistics/statistics-of-run.server.ts"

export const job = organizationJob({
  name: "issue-reports",
  summary: { ja: "確定した号の九統計を書き出す", en: "Writes the nine statistics of a confirmed issue" },
  flags: z.object({
    publication: z.string(),
    issue: z.coerce.number().int().positive(),
    format: z.enum(["json", "csv", "xlsx", "pdf"]).default("json"),
    out: z.string().optional(),
  }),
  run: async ({ flags, actor, progress }) => {
    const { head, reports } = await readScope(actor, async (scope) => {
      const { run, head } = await headForStatistics(scope, flags.publication, flags.issue)
      return { head, reports: await statisticsOfRun(scope, run.runId) }
    })
    const { publication, issue, format, out } = flags
    if (out === undefined && format === "json") return { ok: true, result: { publication, issue, reports } }
    const folder = out ?? "."
    if (format === "json") {
      const bytes = Buffer.from(JSON.stringify({ reports }))
      const { file } = await writeOut(folder, `reports-${publication}-${issue}.json`, bytes)
      return { ok: true, result: { publication, issue, files: [file] } }
    }
    const files: string[] = []
    for (const report of reports) {
      const { bytes } = await renderPaper(statisticPaper(report, head), format)
      const { file } = await writeOut(folder, `${report.code}-${publication}-${issue}.${format}`, bytes)
      files.push(file)
      progress(files.length / reports.length)
    }
    return { ok: true, result: { publication, issue, files } }
  },
})
