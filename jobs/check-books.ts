import { z } from "zod"
import { organizationJob } from "#app/platform/job.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"

export const job = organizationJob({
  name: "check-books",
  summary: {
    ja: "帳簿の照合(恒等式 I1〜I9、監査ログの連鎖)",
    en: "Checks that the books tie out (identities I1–I9, audit chain)",
  },
  flags: z.object({}),
  schedule: "30 17 * * *",
  run: async ({ actor }) => {
    const check = await readScope(actor, checkBooks)
    return { ok: check.ok, result: check }
  },
})
