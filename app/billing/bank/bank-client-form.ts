import { z } from "zod"
import { bankKana } from "#app/values/bank-kana.ts"
import { halfWidth } from "#app/values/text.ts"

/** 委託者・振込依頼人 as its bank knows it. */
export type BankClient = Readonly<{
  clientCode: string
  clientName: string
  bankCode: string
  bankName: string
  branchCode: string
  branchName: string
  accountKind: "1" | "2" | "9"
  accountNumber: string
  hasLineBreaks: boolean
}>

const messages = {
  digits: {
    ja: (length: number) => `数字${length}桁以内で入力してください。`,
    en: (length: number) => `Up to ${length} digits, please.`,
  },
  kana: {
    ja: (length: number) => `カナ・英数字・( ) - . で、濁点も1文字と数えて${length}文字以内で入力してください。`,
    en: (length: number) =>
      `Kana, letters, digits and ( ) - . up to ${length} signs; a voiced mark is a sign of its own.`,
  },
  choice: { ja: "一覧から選んでください。", en: "Choose from the list." },
} as const

type Locale = "ja" | "en"

/** A code of so many digits, filled up with zeros from the left as bank files want it. */
export const digitsOf = (length: number, locale: Locale) =>
  z
    .string(messages.digits[locale](length))
    .transform((given) => halfWidth(given).replace(/[\s-]/g, ""))
    .refine((given) => new RegExp(`^\\d{1,${length}}$`).test(given), messages.digits[locale](length))
    .transform((given) => given.padStart(length, "0"))

/** A name in the bank's kana; kana of any width is taken. */
export const bankName = (length: number, locale: Locale) =>
  z.string(messages.kana[locale](length)).transform((given, context) => {
    const kana = bankKana(given)
    if (kana !== null && kana !== "" && kana.length <= length) return kana
    context.addIssue({ code: "custom", message: messages.kana[locale](length) })
    return z.NEVER
  })

/** Bank and branch, by code and kana name. */
export const bankFields = (locale: Locale) => ({
  bankCode: digitsOf(4, locale),
  bankName: bankName(15, locale),
  branchCode: digitsOf(3, locale),
  branchName: bankName(15, locale),
  accountNumber: digitsOf(7, locale),
})

/** What the bank knows the organization by, as a form fills it in. */
export const bankClientForm = (locale: Locale) =>
  z.object({
    clientCode: digitsOf(10, locale),
    clientName: bankName(40, locale),
    ...bankFields(locale),
    accountKind: z.enum(["1", "2", "9"], messages.choice[locale]),
    hasLineBreaks: z
      .literal("on")
      .optional()
      .transform((given) => given === "on"),
  })

export const chooseFromList = (locale: Locale): string => messages.choice[locale]
