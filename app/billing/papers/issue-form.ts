import { z } from "zod"
import { readDate } from "#app/values/calendar.ts"
import { tidy } from "#app/values/text.ts"

const messages = {
  name: { ja: "宛名を入力してください。", en: "Please say to whom the paper is made out." },
  long: { ja: "100文字以内で入力してください。", en: "Up to 100 characters, please." },
  date: { ja: "日付で入力してください(例 2026-11-30)。", en: "Write a date (2026-11-30)." },
} as const

/** 宛名 of a paper about to be issued or issued once more; an invoice also says when it is due. */
export function issueForm(locale: "ja" | "en") {
  const text = z
    .string()
    .max(100, messages.long[locale])
    .optional()
    .transform((given) => tidy(given ?? ""))
  return z.object({
    name: z
      .string(messages.name[locale])
      .transform(tidy)
      .pipe(z.string().min(1, messages.name[locale]).max(100, messages.long[locale])),
    ...{ department: text, honorific: text },
    dueOn: z
      .string()
      .optional()
      .transform((given, context) => {
        if (given === undefined) return null
        const date = readDate(given)
        if (date === null) context.addIssue({ code: "custom", message: messages.date[locale] })
        return date
      }),
  })
}
