import { z } from "zod"
import { calendarDate, readDate } from "#app/values/calendar.ts"
import { halfWidth, tidy } from "#app/values/text.ts"

export type FormLocale = "ja" | "en"

const messages = {
  required: { ja: "入力してください。", en: "Please fill this in." },
  choice: { ja: "一覧から選んでください。", en: "Choose from the list." },
  issue: { ja: "号は数字で入力してください(例 521)。", en: "Write the issue's number (521)." },
  count: { ja: "部数は0〜9999の数字で入力してください。", en: "Write the copies as a number from 0 to 9999." },
  money: {
    ja: "金額は1円以上の数字で入力してください(例 13,200)。",
    en: "Write an amount of at least 1 yen (13,200).",
  },
  date: { ja: "日付で入力してください(例 2026-11-16)。", en: "Write a date (2026-11-16)." },
  tooLong: { ja: "{count}文字以内で入力してください。", en: "Up to {count} characters, please." },
} as const

/** A day that may be left out: null then; JST. */
export const optionalDay = (locale: FormLocale) =>
  z
    .string()
    .optional()
    .transform((text, context) => {
      const typed = tidy(text ?? "")
      const date = typed === "" ? null : readDate(typed)
      if (typed === "" || date !== null) return date
      context.addIssue({ code: "custom", message: messages.date[locale] })
      return z.NEVER
    })

/** Fields of forms about contracts and orders in the words of a language; lenient in width and commas. */
export function contractFields(locale: FormLocale) {
  const say = (key: keyof typeof messages) => messages[key][locale]
  const short = (count: number) => z.string().max(count, say("tooLong").replace("{count}", String(count)))
  const note = z.string().transform(tidy).pipe(short(500)).optional()
  const line = z.string(say("required")).transform(tidy).pipe(z.string().min(1, say("required"))).pipe(short(100)) // prettier-ignore
  const whole = (message: keyof typeof messages, least: number, most: number) =>
    z.string(say("required")).transform((text, context) => {
      const plain = halfWidth(text).replace(/[,\s円¥]/g, "")
      if (/^\d{1,12}$/.test(plain) && Number(plain) >= least && Number(plain) <= most) return Number(plain)
      context.addIssue({ code: "custom", message: say(message) })
      return z.NEVER
    })
  const day = z.string(say("required")).transform((text, context) => {
    const date = readDate(text)
    if (date !== null) return calendarDate(date)
    context.addIssue({ code: "custom", message: say("date") })
    return z.NEVER
  })
  return {
    ...{ note, line, day },
    issue: whole("issue", 1, 99_999_999),
    copies: whole("count", 0, 9_999),
    money: whole("money", 1, 999_999_999),
    id: z.uuid(say("choice")),
    memberNumber: z.string(say("required")).transform((text) => halfWidth(text).toUpperCase()).pipe(z.string().min(1, say("required"))).pipe(short(40)), // prettier-ignore
    oneOf: <const Choice extends string>(choices: readonly Choice[]) => z.enum(choices, say("choice")),
  }
}
