import { z } from "zod"
import { applicationForm } from "#app/subscriptions/application.ts"
import { contractFields, type FormLocale } from "#app/subscriptions/form-fields.ts"
import { addMonths, type CalendarDate, calendarDate, lastDayOf, month, monthOf } from "#app/values/calendar.ts"

const messages = {
  reason: { ja: "確認できなかった理由を入力してください。", en: "Say why the studies could not be confirmed." },
} as const

/** How far a proof of studies is (在学の確認). */
export const proofStates = ["waiting", "confirmed", "refused"] as const

/** What may be sent as a proof; a telephone turns its own pictures into JPEG. */
export const proofFileTypes = [
  { mediaType: "image/jpeg", extension: "jpg" },
  { mediaType: "image/png", extension: "png" },
  { mediaType: "application/pdf", extension: "pdf" },
] as const

/** Both sides of a card, a certificate, and another try. */
export const PROOF_FILES = 5
export const PROOF_MAX_BYTES = 10 * 1024 * 1024

/** 証明書類を送る: where nothing waits for a proof yet, the school and the month of graduation (YYYY-MM) come with the file. */
export const sendProofForm = (locale: FormLocale, asksSchool: boolean) =>
  applicationForm(locale, asksSchool ? "students" : null).pick({ school: true, graduatesIn: true })

/** 在学を確認: the school, and the last day on which he studies as the proof says; JST. */
export function confirmStudiesForm(locale: FormLocale) {
  const { line, day, note } = contractFields(locale)
  return z.object({ school: line, studiesUntil: day, note })
}

/** 在学を確認できない, or a confirmation is taken back: with the reason. */
export function refuseStudiesForm(locale: FormLocale) {
  const { line } = contractFields(locale)
  return z.object({ reason: z.string(messages.reason[locale]).pipe(line) })
}

/** How long studies may be confirmed ahead: the longest course of a Japanese university has six years. */
const YEARS_AHEAD = 6
export const lastDayOfStudies = (today: CalendarDate): CalendarDate =>
  lastDayOf(addMonths(monthOf(today), YEARS_AHEAD * 12))

/** 年度末: the 31st of March with which the school year of a day ends, or the graduation's month where that ends before. */
export function endOfStudies(today: CalendarDate, graduatesIn: string | null): CalendarDate {
  const year = Number(today.slice(0, 4)) + (today.slice(5) > "03-31" ? 1 : 0)
  const schoolYear = calendarDate(`${year}-03-31`)
  if (graduatesIn === null) return schoolYear
  const graduation = lastDayOf(month(graduatesIn.slice(0, 7)))
  return graduation >= today && graduation < schoolYear ? graduation : schoolYear
}
