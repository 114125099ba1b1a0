import { z } from "zod"
import { eraseMember } from "#app/desk/erase-member.server.ts"
import { removeErasedBytes } from "#app/platform/files.server.ts"
import { organizationJob } from "#app/platform/job.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"

export const job = organizationJob({
  name: "erase-member",
  summary: { ja: "会員の個人情報を消去する(帳簿は残る)", en: "Erases a member's personal data; the books stay whole" },
  flags: z.object({ member: z.string(), dryRun: z.boolean().default(false) }),
  run: async ({ flags, actor }) => {
    const erased = await inScope(actor, (scope) => eraseMember(scope, flags.member), { rollBack: flags.dryRun })
    await readScope(actor, removeErasedBytes)
    return { ok: true, result: { member: flags.member, ...erased, dryRun: flags.dryRun } }
  },
})
