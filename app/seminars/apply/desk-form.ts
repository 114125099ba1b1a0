import { z } from "zod"
import { personFields } from "#app/members/person-fields.ts"
import { calendarDate, readDate } from "#app/values/calendar.ts"
import { readEmail, readInteger } from "#app/values/text.ts"

const messages = {
  money: {
    ja: "金額は1円以上の数字で入力してください(例 13,200)。",
    en: "Write an amount of at least 1 yen (13,200).",
  },
  day: { ja: "日付で入力してください(例 2026-11-16)。", en: "Write a date (2026-11-16)." },
  percent: { ja: "0〜100の数字で入力してください。", en: "Write a number from 0 to 100." },
} as const

/** What staff do with one seminar order; `act` says which form it is. */
export function deskForm(locale: "ja" | "en") {
  const { required, kana, readOptional, say } = personFields(locale)
  const money = required.transform((text, context) => {
    const value = readInteger(text)
    if (value !== null && value > 0) return value
    context.addIssue({ code: "custom", message: messages.money[locale] })
    return z.NEVER
  })
  const day = required.transform((text, context) => {
    const date = readDate(text)
    if (date !== null) return calendarDate(date)
    context.addIssue({ code: "custom", message: messages.day[locale] })
    return z.NEVER
  })
  const percent = z
    .string()
    .optional()
    .transform((text, context) => {
      if (text === undefined || text.trim() === "") return undefined
      const value = readInteger(text)
      if (value !== null && value >= 0 && value <= 100) return value
      context.addIssue({ code: "custom", message: messages.percent[locale] })
      return z.NEVER
    })
  return z.discriminatedUnion("act", [
    z.object({ act: z.literal("accept") }),
    z.object({ act: z.literal("reject") }),
    z.object({ act: z.literal("confirm") }),
    z.object({ act: z.literal("delivery"), byPost: z.enum(["yes", "no"]) }),
    z.object({ act: z.literal("reissue-ticket"), registration: z.uuid() }),
    z.object({ act: z.literal("cancel"), registration: z.uuid().optional(), feePercent: percent }),
    z.object({
      ...{ act: z.literal("refund"), number: required, paidOn: day.optional() },
      way: z.enum(["bank-transfer", "cash", "card"]).default("bank-transfer"),
    }),
    z.object({
      ...{ act: z.literal("swap"), registration: z.uuid(), familyName: required, givenName: required },
      ...{ familyNameKana: kana, givenNameKana: kana, email: readOptional(readEmail, say("email")) },
    }),
    z.object({
      ...{ act: z.literal("payment"), way: z.enum(["bank-transfer", "cash"]), amountYen: money },
      ...{ receivedOn: day, reference: required },
    }),
  ])
}

export type DeskAct = z.infer<ReturnType<typeof deskForm>>
