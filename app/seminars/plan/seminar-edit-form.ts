import { z } from "zod"
import { personFields } from "#app/members/person-fields.ts"
import { feeAudiences, SeminarInput, seminarWays, sessionModes } from "#app/seminars/seminar-file.ts"
import { isCalendarDate } from "#app/values/calendar.ts"
import { readInteger } from "#app/values/text.ts"

const messages = {
  number: { ja: "0以上の数字で入力してください。", en: "Write a number of 0 or more." },
  day: { ja: "日付で入力してください(例 2026-12-10)。", en: "Write a date (2026-12-10)." },
  time: { ja: "時刻で入力してください(例 13:30)。", en: "Write a time (13:30)." },
  moment: { ja: "日時で入力してください(例 2026-12-08 17:00)。", en: "Write date and time (2026-12-08 17:00)." },
  code: {
    ja: "半角の英大文字・数字・-・_で30文字まで入力してください。",
    en: "Capital letters, digits, - and _, 30 at most.",
  },
  order: { ja: "終了は開始より後の時刻にしてください。", en: "The end must come after the beginning." },
} as const

const moment = /^\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d$/

/** The form of a seminar in the console; what it does not ask keeps its value. */
export function seminarEditForm(locale: "ja" | "en") {
  const { required, optional, say } = personFields(locale)
  const tell = (key: keyof typeof messages) => messages[key][locale]
  const whole = z.string(tell("number")).transform((text, context) => {
    const value = readInteger(text)
    if (value !== null && value >= 0) return value
    context.addIssue({ code: "custom", message: tell("number") })
    return z.NEVER
  })
  const time = required.refine((text) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text), tell("time"))
  const lines = z
    .string()
    .optional()
    .transform((text) => text ?? "")
  const session = z
    .object({
      ...{
        title: optional,
        titleEnglish: optional,
        from: time,
        until: time,
        room: optional,
        mode: z.enum(sessionModes),
        joinUrl: optional,
      },
      date: required.refine(isCalendarDate, tell("day")),
    })
    .refine(({ from, until }) => from < until, { message: tell("order"), path: ["until"] })
  return z.object({
    code: required.refine((text) => /^[A-Z0-9][A-Z0-9_-]{0,29}$/.test(text), tell("code")),
    ...{ title: required, titleEnglish: optional, lecturer: optional, lecturerEnglish: optional, contact: optional },
    ...{ summary: lines, summaryEnglish: lines },
    closesAt: optional.refine((text) => text === "" || moment.test(text), tell("moment")),
    ways: z.array(z.enum(seminarWays)).min(1, say("required")),
    needsApproval: z.literal("yes").optional(),
    briefing: z.literal("yes").optional(),
    waits: z.literal("yes").optional(),
    sessions: z.array(session).max(50).default([]),
    pools: z
      .array(z.object({ name: required, capacity: whole, overbook: whole }))
      .max(20)
      .default([]),
    fees: z
      .array(
        z.object({
          ...{ name: required, priceYen: whole, audience: z.enum(feeAudiences), partyMin: whole },
          validUntil: optional.refine((text) => text === "" || isCalendarDate(text), tell("day")),
        }),
      )
      .max(20)
      .default([]),
    cancellation: z.array(z.object({ daysBefore: whole, feePercent: whole.refine((share) => share <= 100, tell("number")) })).max(20).default([]), // prettier-ignore
  })
}

export type SeminarEdit = z.infer<ReturnType<typeof seminarEditForm>>

/** What the form says of a seminar, on top of what it is now (null for a new one). */
export function editedSeminar(form: SeminarEdit, now: SeminarInput | null): SeminarInput {
  return SeminarInput.parse({
    ...(now ?? {}),
    ...{ code: form.code, title: form.title, titleEnglish: form.titleEnglish, summary: form.summary },
    ...{ lecturer: form.lecturer, contact: form.contact, ways: form.ways },
    ...{ summaryEnglish: form.summaryEnglish, lecturerEnglish: form.lecturerEnglish },
    closesAt: form.closesAt === "" ? null : form.closesAt,
    needsApproval: form.needsApproval === "yes",
    briefing: form.briefing === "yes",
    waits: form.waits === "yes",
    sessions: form.sessions.map(({ date, from, until, room, ...session }, at) => ({
      ...(now?.sessions[at] ?? {}),
      ...session,
      ...{ startsAt: `${date} ${from}`, endsAt: `${date} ${until}`, room: room === "" ? null : room },
    })),
    pools: form.pools.map((pool) => ({ ...(now?.pools.find(({ name }) => name === pool.name) ?? {}), ...pool })),
    fees: form.fees.map(({ validUntil, partyMin, ...fee }, at) => ({
      ...(now?.fees[at] ?? {}),
      ...{ ...fee, partyMin: Math.max(partyMin, 1), validUntil: validUntil === "" ? null : validUntil },
      // A pool may have been renamed or be new; a fee takes a seat of those that are left of its own, else of all.
      pools: (now?.fees[at]?.pools ?? []).every((name) => form.pools.some((pool) => pool.name === name)) ? (now?.fees[at]?.pools ?? null) : null, // prettier-ignore
    })),
    cancellation: form.cancellation,
  })
}

/** The form's texts of a seminar as it is, for editing. */
export function textsOfSeminar(seminar: SeminarInput) {
  return {
    ...{ code: seminar.code, title: seminar.title, titleEnglish: seminar.titleEnglish, summary: seminar.summary },
    ...{ summaryEnglish: seminar.summaryEnglish, lecturerEnglish: seminar.lecturerEnglish },
    ...{ lecturer: seminar.lecturer, contact: seminar.contact, closesAt: seminar.closesAt ?? "", ways: seminar.ways },
    ...{ needsApproval: seminar.needsApproval ? "yes" : "", waits: seminar.waits ? "yes" : "" },
    briefing: seminar.briefing ? "yes" : "",
    sessions: seminar.sessions.map(({ title, titleEnglish, startsAt, endsAt, room, mode, joinUrl }) => ({
      ...{
        title,
        titleEnglish,
        date: startsAt.slice(0, 10),
        from: startsAt.slice(11),
        until: endsAt.slice(11),
        room: room ?? "",
      },
      ...{ mode, joinUrl },
    })),
    pools: seminar.pools.map(({ name, capacity, overbook }) => ({
      ...{ name, capacity: String(capacity), overbook: String(overbook) },
    })),
    fees: seminar.fees.map(({ name, priceYen, audience, validUntil, partyMin }) => ({
      ...{ name, priceYen: String(priceYen), audience, validUntil: validUntil ?? "", partyMin: String(partyMin) },
    })),
    cancellation: seminar.cancellation.map(({ daysBefore, feePercent }) => ({
      ...{ daysBefore: String(daysBefore), feePercent: String(feePercent) },
    })),
  }
}

/** What the form of a new seminar starts with. */
export const textsOfNewSeminar: ReturnType<typeof textsOfSeminar> = {
  ...{
    code: "",
    title: "",
    titleEnglish: "",
    summary: "",
    summaryEnglish: "",
    lecturer: "",
    lecturerEnglish: "",
    contact: "",
    closesAt: "",
    ways: ["free"],
  },
  ...{ needsApproval: "", waits: "yes", briefing: "" },
  sessions: [
    { title: "", titleEnglish: "", date: "", from: "13:30", until: "16:00", room: "", mode: "onsite", joinUrl: "" },
  ],
  pools: [{ name: "会場", capacity: "30", overbook: "0" }],
  fees: [{ name: "一般", priceYen: "0", audience: "anyone", validUntil: "", partyMin: "1" }],
  cancellation: [],
}
