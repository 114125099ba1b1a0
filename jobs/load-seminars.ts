import { readFile } from "node:fs/promises"
import { parse } from "yaml"
import { z } from "zod"
import { organizationJob } from "#app/platform/job.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { saveSeminars } from "#app/seminars/plan/save-seminars.server.ts"
import { SeminarFile } from "#app/seminars/seminar-file.ts"

export const job = organizationJob({
  name: "load-seminars",
  summary: {
    ja: "会場・優待コード・セミナーを登録または更新する(YAMLまたはJSON)",
    en: "Creates or updates rooms, voucher codes and seminars from YAML or JSON",
  },
  flags: z.object({ file: z.string(), asOf: z.string().optional() }),
  run: async ({ flags, actor }) => {
    // YAML holds JSON; dates stay text in its core schema.
    const file = SeminarFile.parse(parse(await readFile(flags.file, "utf8")))
    return { ok: true, result: await inScope(actor, (scope) => saveSeminars(scope, file)) }
  },
})
