import type { NoticeSender } from "#app/notices/organization-for-notice.server.ts"
import type { Wordings } from "#app/notices/wordings-in-force.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import type { Letter } from "#templates/pdf/letter-pdf.ts"

/** A mail that came back, and what its letter needs besides. */
export type LostMail = Readonly<{
  outboxId: string
  /** As it was sent: the address of a personal page is kept nowhere else. */
  text: string
  sender: NoticeSender
  wordings: Wordings
  asOf: CalendarDate
}>

/** The letter in its place; settled where it asks for nothing any more; null where the mail carried no such notice. */
export type LetterOfMail = Letter | "settled" | null
