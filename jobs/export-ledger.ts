import { z } from "zod"
import { organizationJob } from "#app/platform/job.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { writeOut } from "#app/platform/write-whole.server.ts"
import { csvEncodings, ledgerAsCsv } from "#app/reports/ledger-as-csv.server.ts"
import { controlTotalsOf } from "#app/reports/ledger.ts"
import { ledgerForMonth } from "#app/reports/paper-for-month.server.ts"
import { ledgerKeys, paperFileName } from "#app/reports/paper-keys.ts"
import { isMonth, month } from "#app/values/calendar.ts"

export const job = organizationJob({
  name: "export-ledger",
  summary: {
    ja: "月の元帳を大きさによらずCSVに書き出す(UTF-8・CP932)",
    en: "Writes a month's ledger of any size as CSV (UTF-8 or CP932)",
  },
  flags: z.object({
    month: z.string().refine(isMonth, "must be a month YYYY-MM"),
    ledger: z.enum(ledgerKeys),
    encoding: z.enum(csvEncodings).default("utf-8"),
    out: z.string(),
  }),
  run: async ({ flags, actor }) =>
    readScope(actor, async (scope) => {
      const ledger = await ledgerForMonth(scope, month(flags.month), flags.ledger)
      const { content, tally, missing } = ledgerAsCsv(scope, ledger, flags.encoding)
      const name = paperFileName(flags.ledger, flags.month, "csv", ledger.state === "final")
      const { file, sha256, byteCount } = await writeOut(flags.out, name, content)
      const facts = { file, sha256, bytes: byteCount, state: ledger.state, missing: missing() }
      return { ok: true, result: { ...facts, ...controlTotalsOf(ledger.columns, tally()) } }
    }),
})
