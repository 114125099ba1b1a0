import { z } from "zod"
import { bankFields, bankName, chooseFromList, digitsOf } from "#app/billing/bank/bank-client-form.ts"
import { type CalendarDate, readDate } from "#app/values/calendar.ts"

export type DebitAccountInput = Readonly<{
  bankCode: string
  bankName: string
  branchCode: string
  branchName: string
  /** 1 普通, 2 当座, 3 納税準備, 9 その他 */
  accountKind: "1" | "2" | "3" | "9"
  accountNumber: string
  holderName: string
  /** 依頼書 received on */
  mandatedOn: CalendarDate
  /** Twenty digits; null lets the house number the payer. */
  customerNumber: string | null
}>

const date = {
  ja: "依頼書を受け取った日を入力してください(例 2026-11-30)。",
  en: "Write the day on which the mandate came (2026-11-30).",
} as const

/** 口座の登録 as a form fills it in. */
export const debitAccountForm = (locale: "ja" | "en") =>
  z.object({
    ...bankFields(locale),
    accountKind: z.enum(["1", "2", "3", "9"], chooseFromList(locale)),
    holderName: bankName(30, locale),
    mandatedOn: z.string(date[locale]).transform((given, context) => {
      const day = readDate(given)
      if (day !== null) return day
      context.addIssue({ code: "custom", message: date[locale] })
      return z.NEVER
    }),
    customerNumber: digitsOf(20, locale)
      .optional()
      .transform((given) => given ?? null),
  })
