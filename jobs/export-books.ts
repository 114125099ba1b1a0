import { z } from "zod"
import { organizationJob } from "#app/platform/job.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { writeOut } from "#app/platform/write-whole.server.ts"
import { exportFormats } from "#app/ledger/accounting-software.ts"
import { booksForMonth } from "#app/reports/books-for-month.server.ts"
import { isMonth, month } from "#app/values/calendar.ts"

export const job = organizationJob({
  name: "export-books",
  summary: { ja: "会計ソフト・照合用に月の帳簿を書き出す", en: "Writes a month's books for another program" },
  flags: z.object({
    month: z.string().refine(isMonth, "must be a month YYYY-MM"),
    format: z.enum(exportFormats),
    out: z.string(),
  }),
  run: async ({ flags, actor }) =>
    readScope(actor, async (scope) => {
      const { name, content, state, vouchers, missing } = await booksForMonth(scope, month(flags.month), flags.format)
      const { file, sha256 } = await writeOut(flags.out, name, content)
      const facts = { month: flags.month, format: flags.format, file, sha256, state, vouchers, missing: missing() }
      return { ok: true, result: facts }
    }),
})
