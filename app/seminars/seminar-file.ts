import { z } from "zod"
import { isCalendarDate } from "#app/values/calendar.ts"

const Code = z.string().regex(/^[A-Z0-9][A-Z0-9_-]{0,29}$/, "capital letters, digits, - and _; 30 at most")
const Day = z.string().refine(isCalendarDate, "must be a date YYYY-MM-DD")

/** A time of day in Tokyo, `2026-12-10 13:30`. */
const TimeInTokyo = z
  .string()
  .transform((text) => text.trim().replace("T", " "))
  .refine((text) => {
    const [date = "", time = ""] = text.split(" ")
    return isCalendarDate(date) && /^([01]\d|2[0-3]):[0-5]\d$/.test(time)
  }, "must be a time YYYY-MM-DD HH:MM (Tokyo)")

export const seminarWays = ["free", "card", "invoice", "onsite"] as const
export type SeminarWay = (typeof seminarWays)[number]

export const feeAudiences = ["anyone", "member", "nonmember", "student", "staff-only"] as const
export const sessionModes = ["onsite", "online", "hybrid"] as const

const Session = z.object({
  title: z.string().default(""),
  titleEnglish: z.string().default(""),
  startsAt: TimeInTokyo,
  endsAt: TimeInTokyo,
  room: Code.nullish(),
  mode: z.enum(sessionModes).default("onsite"),
  joinUrl: z.union([z.literal(""), z.url()]).default(""),
  countsForCertificate: z.boolean().default(true),
  requiredMinutes: z.int().positive().nullish(),
})

const Pool = z.object({
  name: z.string().min(1),
  capacity: z.int().min(0).max(100_000),
  overbook: z.int().min(0).max(10_000).default(0),
  numbered: z.boolean().default(false),
})

const Fee = z.object({
  name: z.string().min(1),
  nameEnglish: z.string().default(""),
  audience: z.enum(feeAudiences).default("anyone"),
  priceYen: z.int().min(0).max(9_999_999),
  validFrom: Day.nullish(),
  validUntil: Day.nullish(),
  partyMin: z.int().min(1).default(1),
  /** Names of the pools that it takes a seat of; all of them where nothing is said. */
  pools: z.array(z.string()).nullish(),
})

const Question = z
  .object({
    label: z.string().min(1),
    labelEnglish: z.string().default(""),
    choices: z.array(z.string().min(1)).default([]),
    /** In the order of the choices, or none. */
    choicesEnglish: z.array(z.string().min(1)).default([]),
    required: z.boolean().default(false),
  })
  .refine(({ choices, choicesEnglish }) => choicesEnglish.length === 0 || choicesEnglish.length === choices.length, {
    message: "must be as many as the choices",
    path: ["choicesEnglish"],
  })

/** A seminar as a file or a form states it. */
export const SeminarInput = z.object({
  code: Code,
  title: z.string().min(1).max(200),
  titleEnglish: z.string().default(""),
  summary: z.string().default(""),
  summaryEnglish: z.string().default(""),
  lecturer: z.string().default(""),
  lecturerEnglish: z.string().default(""),
  series: z.string().default(""),
  opensAt: TimeInTokyo.nullish(),
  closesAt: TimeInTokyo.nullish(),
  taxRatePercent: z.union([z.literal(0), z.literal(8), z.literal(10)]).default(10),
  ways: z.array(z.enum(seminarWays)).min(1).default(["free"]),
  needsApproval: z.boolean().default(false),
  /** 操作説明会: new members and new contact persons are invited to it. */
  briefing: z.boolean().default(false),
  partyMax: z.int().min(1).max(100).default(10),
  waits: z.boolean().default(true),
  offerHours: z.int().min(1).max(720).default(24),
  invoiceDays: z.int().min(0).max(120).default(14),
  reminderDays: z.array(z.int().min(0).max(60)).default([7, 1]),
  contact: z.string().default(""),
  sessions: z.array(Session).default([]),
  pools: z.array(Pool).default([]),
  fees: z.array(Fee).default([]),
  questions: z.array(Question).default([]),
  cancellation: z.array(z.object({ daysBefore: z.int().min(0), feePercent: z.int().min(0).max(100) })).default([]),
})

export type SeminarInput = z.infer<typeof SeminarInput>

/** `load-seminars --file F`: rooms, voucher codes and seminars, in YAML or JSON. */
export const SeminarFile = z.object({
  rooms: z
    .array(
      z.object({
        code: Code,
        name: z.string().min(1),
        nameEnglish: z.string().default(""),
        address: z.string().default(""),
        capacity: z.int().positive(),
      }),
    )
    .default([]),
  vouchers: z
    .array(
      z.object({
        code: z.string().regex(/^[A-Z0-9][A-Z0-9-]{2,29}$/),
        seminar: Code.nullish(),
        percent: z.int().min(1).max(100),
        usesMax: z.int().positive(),
        validUntil: Day.nullish(),
      }),
    )
    .default([]),
  seminars: z.array(SeminarInput.extend({ state: z.enum(["draft", "published"]).default("draft") })).default([]),
})

export type SeminarFile = z.infer<typeof SeminarFile>
