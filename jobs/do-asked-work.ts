import { z } from "zod"
import { exportWork } from "#app/members/export-members.server.ts"
import { anyWork, doAskedWork } from "#app/platform/background.server.ts"
import { organizationJob } from "#app/platform/job.server.ts"
import { issuingWork } from "#app/seminars/certificates/issue-in-batches.server.ts"
import { importWork } from "#app/subscriptions/start-subscriber-import.server.ts"

const works = [anyWork(exportWork), anyWork(issuingWork), anyWork(importWork)]

export const job = organizationJob({
  name: "do-asked-work",
  summary: {
    ja: "画面で頼まれた書き出し・取り込み・修了証の発行を行う",
    en: "Does the exports, imports and certificates that were asked for on a page",
  },
  flags: z.object({}),
  schedule: "* * * * *",
  quiet: true,
  run: async ({ actor }) => ({ ok: true, result: { done: await doAskedWork(actor, works) } }),
})
