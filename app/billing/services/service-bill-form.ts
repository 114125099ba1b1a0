import { z } from "zod"
import { readInteger, tidy } from "#app/values/text.ts"

type Locale = "ja" | "en"

const messages = {
  amount: { ja: "金額は1〜999,999,999円の数字で入力してください。", en: "Write an amount, 1 to 999,999,999 yen." },
  reason: { ja: "理由を60文字以内で入力してください。", en: "Please give the reason, in at most 60 characters." },
} as const

/** An amount of 1 to 999,999,999 yen as people type it: any width, commas, 円. */
export const yenField = (message: string) =>
  z.union([z.string(), z.number()], message).transform((typed, context) => {
    const value = readInteger(String(typed))
    if (value !== null && value >= 1 && value <= 999_999_999) return value
    context.addIssue({ code: "custom", message })
    return z.NEVER
  })

/** 減額・貸倒 of a service's bill: what was seen open of it and the amount, in yen with tax, and why. */
export function serviceBillForm(locale: Locale) {
  const leftYen = z.coerce.number().int().nonnegative()
  const reason = z
    .string(messages.reason[locale])
    .transform(tidy)
    .pipe(z.string().min(1, messages.reason[locale]).max(60, messages.reason[locale]))
  const amountYen = yenField(messages.amount[locale])
  return z.discriminatedUnion("act", [
    z.object({ act: z.literal("lower"), leftYen, amountYen, reason }),
    z.object({ act: z.literal("write-off"), leftYen, reason }),
  ])
}
