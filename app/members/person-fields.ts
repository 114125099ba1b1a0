import { z } from "zod"
import { isKatakana, katakana, tidy } from "#app/values/text.ts"

const messages = {
  required: { ja: "入力してください。", en: "Please fill this in." },
  kana: { ja: "カナで入力してください(ひらがなでも構いません)。", en: "Write this in kana." },
  postalCode: { ja: "郵便番号は数字7桁で入力してください(例 101-0051)。", en: "Write the postal code with 7 digits." },
  phone: {
    ja: "電話番号は数字10〜11桁で入力してください(ハイフンはあってもなくても可)。",
    en: "Write the phone number with 10 or 11 digits (hyphens optional).",
  },
  email: {
    ja: "メールアドレスの形で入力してください(例 name@example.jp)。",
    en: "Write a mail address (name@example.jp).",
  },
  copies: { ja: "部数は1〜99の数字で入力してください。", en: "Write the number of copies, 1 to 99." },
  agree: { ja: "同意いただけない場合はお申し込みいただけません。", en: "We cannot take an application without this." },
  choice: { ja: "一覧から選んでください。", en: "Choose from the list." },
  tooLong: { ja: "100文字以内で入力してください。", en: "Up to 100 characters, please." },
} as const

/** The fields by which a person applies, in the words of a language: lenient in width and spaces, strict in what they mean. */
export function personFields(locale: "ja" | "en") {
  const say = (key: keyof typeof messages) => messages[key][locale]
  const line = z
    .string(say("required"))
    .transform(tidy)
    .pipe(z.string().max(100, say("tooLong")))
  const required = line.pipe(z.string().min(1, say("required")))
  const optional = line.optional().transform((text) => text ?? "")
  const kana = required.transform(katakana).refine(isKatakana, say("kana"))
  const read = (reader: (text: string) => string | null, message: string) =>
    required.transform((text, context) => {
      const value = reader(text)
      if (value !== null) return value
      context.addIssue({ code: "custom", message })
      return z.NEVER
    })
  /** The same where nothing may stand; what stands must still be right. */
  const readOptional = (reader: (text: string) => string | null, message: string) =>
    optional.transform((text, context) => {
      const value = text === "" ? "" : reader(text)
      if (value !== null) return value
      context.addIssue({ code: "custom", message })
      return z.NEVER
    })
  return { say, required, optional, kana, read, readOptional }
}
