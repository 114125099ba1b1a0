import { z } from "zod"
import { writeAnnouncementMails } from "#app/desk/announcements/send-announcement.server.ts"
import { organizationJob } from "#app/platform/job.server.ts"

export const job = organizationJob({
  name: "send-announcements",
  summary: { ja: "送信したご案内のメールを会員ごとに作る", en: "Makes the mails of announcements that were sent" },
  flags: z.object({}),
  schedule: "* * * * *",
  quiet: true,
  run: async ({ actor }) => ({ ok: true, result: await writeAnnouncementMails(actor) }),
})
