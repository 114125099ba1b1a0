import { z } from "zod"
import { registrationNumberState } from "#app/billing/papers/registration-number.ts"
import { halfWidth } from "#app/values/text.ts"

export type BillingSettings = Readonly<{
  registrationNumber: string
  taxRounding: "floor" | "round" | "ceil"
  bankAccount: string
  dueDays: number
  invoiceNote: string
}>

const messages = {
  registration: { ja: "登録番号は T と数字13桁で入力してください。", en: "Write the number as T and 13 digits." },
  days: { ja: "日数は0〜365の数字で入力してください。", en: "Write the days as a number from 0 to 365." },
  choice: { ja: "一覧から選んでください。", en: "Choose from the list." },
  long: { ja: "500文字以内で入力してください。", en: "Up to 500 characters, please." },
} as const

/** 請求書の設定 as a form fills it in. */
export const billingSettingsForm = (locale: "ja" | "en") =>
  z.object({
    registrationNumber: z
      .string()
      .optional()
      .transform((text) =>
        halfWidth(text ?? "")
          .toUpperCase()
          .replace(/[\s-]/g, ""),
      )
      .refine(
        (text) => text === "" || registrationNumberState(text) !== "not-t-and-13-digits",
        messages.registration[locale],
      ),
    taxRounding: z.enum(["floor", "round", "ceil"], messages.choice[locale]),
    bankAccount: z.string().max(500, messages.long[locale]).default(""),
    dueDays: z.coerce.number(messages.days[locale]).int(messages.days[locale]).min(0, messages.days[locale]).max(365, messages.days[locale]), // prettier-ignore
    invoiceNote: z.string().max(500, messages.long[locale]).default(""),
  })
