import { z } from "zod"
import { organizationJob } from "#app/platform/job.server.ts"
import { issueInBatches } from "#app/seminars/certificates/issue-in-batches.server.ts"

export const job = organizationJob({
  name: "issue-certificates",
  summary: {
    ja: "セミナーの修了証を、条件を満たした受講者に発行する",
    en: "Issues the certificates of a seminar to all who have earned one",
  },
  flags: z.object({ seminar: z.string(), asOf: z.string().optional() }),
  run: async ({ flags, actor, progress }) => {
    const result = await issueInBatches(actor, flags.seminar, progress)
    return { ok: true, result: { ...result, seminar: flags.seminar, count: result.issued.length } }
  },
})
