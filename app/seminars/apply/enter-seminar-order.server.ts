import { z } from "zod"
import { endOfDayInTokyo } from "#app/platform/clock.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { joinWaitingList } from "#app/seminars/apply/join-waiting-list.server.ts"
import { placeSeminarOrder } from "#app/seminars/apply/place-seminar-order.server.ts"
import { saveSeminarApplication } from "#app/seminars/apply/save-seminar-application.server.ts"
import type { SeminarForm } from "#app/seminars/apply/seminar-form.ts"
import { chooseDelivery } from "#app/seminars/office/letters-to-post.server.ts"
import { type CalendarDate, readDate } from "#app/values/calendar.ts"

/** How a paper, a call or a letter came, and until when an inquiry holds its seats. */
export const EntryForm = z.object({
  channel: z.enum(["phone", "fax", "post", "door"]),
  holdUntil: z
    .string()
    .optional()
    .transform((text): CalendarDate | null => (text === undefined || text === "" ? null : readDate(text))),
  toWaitingList: z.literal("yes").optional(),
  /** 受講証・請求書 go out by post. */
  byPost: z.literal("yes").optional(),
})

/**
 * Takes an application as staff type it (電話・FAX・郵送・当日受付) by the rules of the web: a seat at once, a held seat for an inquiry, or a
 * place on the waiting list. Refuses what saveSeminarApplication, placeSeminarOrder and joinWaitingList refuse.
 */
export async function enterSeminarOrder(
  scope: Scope,
  input: Readonly<{ code: string; form: SeminarForm; entry: z.infer<typeof EntryForm> }>,
): Promise<string> {
  const { code, form, entry } = input
  const id = await saveSeminarApplication(scope, { code, form, channel: entry.channel, sourceCode: "", sourcePage: "" })
  if (entry.byPost === "yes") await chooseDelivery(scope, id, true)
  if (entry.toWaitingList === "yes") await joinWaitingList(scope, id)
  else
    await placeSeminarOrder(scope, id, entry.holdUntil === null ? {} : { heldUntil: endOfDayInTokyo(entry.holdUntil) })
  return id
}
