import { z } from "zod"
import { isKatakana, katakana, readPostalCode, tidy } from "#app/values/text.ts"

const messages = {
  kana: { ja: "フリガナはカナで入力してください。", en: "Write the reading in kana." },
  postalCode: {
    ja: "郵便番号は数字7桁で入力してください(ハイフンはあってもなくても可)。",
    en: "Write the postal code as seven digits, with or without a hyphen.",
  },
  long: { ja: "200文字以内で入力してください。", en: "Up to 200 characters, please." },
} as const

/** The form of what is kept of a company beside its name (会社): reading, address, phone, note. */
export function companyForm(locale: "ja" | "en") {
  const line = () =>
    z
      .string()
      .optional()
      .transform((text) => tidy(text ?? ""))
      .refine((text) => text.length <= 200, messages.long[locale])
  return z.object({
    nameKana: line().transform(katakana).refine(isKatakana, messages.kana[locale]),
    postalCode: line()
      .refine((text) => text === "" || readPostalCode(text) !== null, messages.postalCode[locale])
      .transform((text) => readPostalCode(text) ?? ""),
    address: line(),
    phone: line(),
    note: line(),
  })
}

export type CompanyInput = z.infer<ReturnType<typeof companyForm>>
