import { mkdir, rename, writeFile } from "node:fs/promises"
import path from "node:path"
import { z } from "zod"
import { organizationJob } from "#app/platform/job.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { renderPaper } from "#app/reports/render-paper.server.ts"
import { headForStatistics } from "#app/reports/statistics/head-for-statistics.server.ts"
import { statisticPaper } from "#app/reports/statistics/statistic-paper.ts"
import { statisticsOfRun } from "#app/reports/statistics/statistics-of-run.server.ts"

async function keep(folder: string, name: string, bytes: Uint8Array | string): Promise<string> {
  const file = path.resolve(folder, name)
  await writeFile(`${file}.part`, bytes, { flush: true })
  await rename(`${file}.part`, file)
  return file
}

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
    await mkdir(folder, { recursive: true })
    if (format === "json") {
      const file = await keep(folder, `reports-${publication}-${issue}.json`, JSON.stringify({ reports }))
      return { ok: true, result: { publication, issue, files: [file] } }
    }
    const files: string[] = []
    for (const report of reports) {
      const { bytes } = await renderPaper(statisticPaper(report, head), format)
      files.push(await keep(folder, `${report.code}-${publication}-${issue}.${format}`, bytes))
      progress(files.length / reports.length)
    }
    return { ok: true, result: { publication, issue, files } }
  },
})
