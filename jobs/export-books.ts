import { createHash } from "node:crypto"
import { mkdir, rename, rm, writeFile } from "node:fs/promises"
import path from "node:path"
import { z } from "zod"
import { organizationJob } from "#app/platform/job.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
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
  run: async ({ flags, actor }) => {
    const books = await readScope(actor, (scope) => booksForMonth(scope, month(flags.month), flags.format))
    await mkdir(flags.out, { recursive: true })
    const file = path.resolve(flags.out, books.name)
    try {
      await writeFile(`${file}.part`, books.bytes, { flush: true })
      await rename(`${file}.part`, file)
    } catch (error) {
      await rm(`${file}.part`, { force: true })
      throw error
    }
    const sha256 = createHash("sha256").update(books.bytes).digest("hex")
    const { vouchers, missing, state } = books
    return { ok: true, result: { month: flags.month, format: flags.format, file, sha256, state, vouchers, missing } }
  },
})
