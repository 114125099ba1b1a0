import { z } from "zod"
import { addStaff, StaffInput } from "#app/identity/add-staff.server.ts"
import { organizationJob } from "#app/platform/job.server.ts"
import { inScope } from "#app/platform/scope.server.ts"

export const job = organizationJob({
  name: "add-staff",
  summary: {
    ja: "担当者を登録する(パスワードは環境変数 TEIKI_STAFF_PASSWORD)",
    en: "Adds a member of staff; the password is read from TEIKI_STAFF_PASSWORD",
  },
  flags: z.object({ email: z.string(), name: z.string(), role: z.string() }),
  run: async ({ flags, actor }) => {
    // Not a flag: command lines are seen by every user of a machine.
    const input = StaffInput.parse({ ...flags, password: process.env.TEIKI_STAFF_PASSWORD ?? "" })
    await inScope(actor, (scope) => addStaff(scope, input))
    return { ok: true, result: { email: input.email, role: input.role } }
  },
})
