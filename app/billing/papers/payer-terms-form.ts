import { z } from "zod"
import { halfWidth, tidy } from "#app/values/text.ts"

export type PayerTerms = Readonly<{
  /** 締日; null bills each contract by itself, 31 is the month's last day. */
  closingDay: number | null
  dueMonths: number
  dueDay: number
  addressee: string
  department: string
  honorific: string
  /** 振込依頼人番号・仮想口座 */
  remitterCode: string
  /** 督促を止める: somebody talks with this payer. */
  isNotDunned: boolean
  /** コンビニ払込票 with each invoice. */
  hasSlip: boolean
}>

const day = {
  ja: "1〜31の数字で入力してください(31は月末)。",
  en: "A number from 1 to 31 (31: the month's last day).",
} as const
const months = { ja: "0〜6の数字で入力してください。", en: "A number from 0 to 6." } as const
const long = { ja: "100文字以内で入力してください。", en: "Up to 100 characters, please." } as const

const digits = { ja: "10桁までの数字で入力してください。", en: "Up to ten digits, please." } as const

/** 取引条件 as a form fills it in. */
export function payerTermsForm(locale: "ja" | "en") {
  const dayOf = z.coerce.number(day[locale]).int(day[locale]).min(1, day[locale]).max(31, day[locale])
  const text = z
    .string()
    .max(100, long[locale])
    .optional()
    .transform((given) => tidy(given ?? ""))
  const tick = z
    .literal("on")
    .optional()
    .transform((given) => given === "on")
  return z.object({
    closingDay: dayOf.optional(),
    dueMonths: z.coerce.number(months[locale]).int(months[locale]).min(0, months[locale]).max(6, months[locale]),
    dueDay: dayOf,
    ...{ addressee: text, department: text, honorific: text },
    remitterCode: z
      .string()
      .optional()
      .transform((given) => halfWidth(given ?? "").replace(/[\s-]/g, ""))
      .refine((code) => /^\d{0,10}$/.test(code), digits[locale]),
    ...{ isNotDunned: tick, hasSlip: tick },
  })
}
