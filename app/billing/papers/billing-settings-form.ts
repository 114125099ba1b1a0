import { z } from "zod"
import { registrationNumberState } from "#app/billing/papers/registration-number.ts"
import { halfWidth, tidy } from "#app/values/text.ts"

export type BillingSettings = Readonly<{
  registrationNumber: string
  taxRounding: "floor" | "round" | "ceil"
  bankAccount: string
  dueDays: number
  invoiceNote: string
  /** コンビニ払込票: 企業コード of six digits, or empty where there are no slips. */
  slipCompanyCode: string
  slipClientCode: string
  slipAgentName: string
  slipDays: number
  /** When 売掛金 begins: with the service (net), or with the invoice, against 前受金 (gross). */
  booksPolicy: "net" | "gross"
}>

const messages = {
  registration: { ja: "登録番号は T と数字13桁で入力してください。", en: "Write the number as T and 13 digits." },
  days: { ja: "日数は0〜365の数字で入力してください。", en: "Write the days as a number from 0 to 365." },
  choice: { ja: "一覧から選んでください。", en: "Choose from the list." },
  company: { ja: "企業コードは数字6桁で入力してください(使わないときは空欄)。", en: "Six digits, please, or nothing." },
  client: { ja: "11桁以内の数字で入力してください。", en: "Up to eleven digits, please." },
  slipDays: { ja: "日数は0〜90の数字で入力してください。", en: "Write the days as a number from 0 to 90." },
  long: { ja: "500文字以内で入力してください。", en: "Up to 500 characters, please." },
} as const

const digits = (form: RegExp, message: string) =>
  z
    .string()
    .optional()
    .transform((given) => halfWidth(given ?? "").replace(/[\s-]/g, ""))
    .refine((given) => form.test(given), message)

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
    booksPolicy: z.enum(["net", "gross"], messages.choice[locale]),
    bankAccount: z.string().max(500, messages.long[locale]).default(""),
    dueDays: z.coerce.number(messages.days[locale]).int(messages.days[locale]).min(0, messages.days[locale]).max(365, messages.days[locale]), // prettier-ignore
    invoiceNote: z.string().max(500, messages.long[locale]).default(""),
    slipCompanyCode: digits(/^(\d{6})?$/, messages.company[locale]),
    slipClientCode: digits(/^\d{0,11}$/, messages.client[locale]),
    slipAgentName: z
      .string()
      .max(100, messages.long[locale])
      .optional()
      .transform((given) => tidy(given ?? "")),
    slipDays: z
      .string()
      .optional()
      .transform((given) => halfWidth(given ?? "0"))
      .refine((given) => /^\d{1,2}$/.test(given) && Number(given) <= 90, messages.slipDays[locale])
      .transform(Number),
  })
