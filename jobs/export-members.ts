import { z } from "zod"
import { exportMembers, memberExportFormats } from "#app/members/export-members.server.ts"
import { segmentByName } from "#app/members/segment-by-name.server.ts"
import { readStoredFile } from "#app/platform/files.server.ts"
import { organizationJob } from "#app/platform/job.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { writeOut } from "#app/platform/write-whole.server.ts"

export const job = organizationJob({
  name: "export-members",
  summary: { ja: "会員を書き出す(CSV・XLSX)", en: "Writes the members of a segment, or all, as CSV or XLSX" },
  flags: z.object({
    segment: z.string().default(""),
    format: z.enum(memberExportFormats).default("csv"),
    out: z.string(),
  }),
  run: async ({ flags, actor, progress }) => {
    const rules = await readScope(actor, (scope) => segmentByName(scope, flags.segment))
    const input = { search: "", rules, format: flags.format, segment: flags.segment }
    const { file, rows } = await exportMembers(actor, input, progress)
    const kept = await readScope(actor, (scope) => readStoredFile(scope, file.id))
    if (!kept) throw new Error("the file just kept is not there")
    const { file: target } = await writeOut(flags.out, file.name, kept.content)
    return {
      ok: true,
      result: { file: target, rows, sha256: file.sha256, format: flags.format, segment: flags.segment },
    }
  },
})
