import { z } from "zod"
import { sendWaitingMail } from "#app/notices/send-waiting-mail.server.ts"
import { organizationJob } from "#app/platform/job.server.ts"

export const job = organizationJob({
  name: "send-mail",
  summary: { ja: "送信待ちのメールを送る", en: "Sends the mails that wait in the outbox" },
  flags: z.object({}),
  schedule: "* * * * *",
  quiet: true,
  run: async ({ actor }) => ({ ok: true, result: await sendWaitingMail(actor) }),
})
