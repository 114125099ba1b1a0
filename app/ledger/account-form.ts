import { z } from "zod"
import { halfWidth, tidy } from "#app/values/text.ts"

export const accountKinds = {
  asset: { ja: "資産", en: "Asset" },
  liability: { ja: "負債", en: "Liability" },
  equity: { ja: "純資産", en: "Equity" },
  revenue: { ja: "収益", en: "Revenue" },
  expense: { ja: "費用", en: "Expense" },
} as const

export type AccountKind = keyof typeof accountKinds
export const accountKindNames = ["asset", "liability", "equity", "revenue", "expense"] as const

const messages = {
  code: { ja: "コードは数字3〜6桁で入力してください(例 745)。", en: "Write a code of 3 to 6 digits (745)." },
  name: { ja: "科目名を入力してください。", en: "Please give the account's name." },
  long: { ja: "40文字以内で入力してください。", en: "Up to 40 characters, please." },
  kind: { ja: "区分を選んでください。", en: "Please choose the kind." },
} as const

/** The form of an account (勘定科目); code and kind of a known one are not asked. */
export function accountForm(locale: "ja" | "en") {
  const say = (key: keyof typeof messages) => messages[key][locale]
  return z.object({
    code: z
      .string(say("code"))
      .transform((text) => halfWidth(text).trim())
      .pipe(z.string().regex(/^\d{3,6}$/, say("code"))),
    name: z
      .string(say("name"))
      .transform(tidy)
      .pipe(z.string().min(1, say("name")).max(40, say("long"))),
    nameEnglish: z
      .string()
      .optional()
      // A second string schema behind a pipe would take the empty text for a missing one.
      .transform((text) => tidy(text ?? ""))
      .refine((text) => text.length <= 40, say("long")),
    kind: z.enum(accountKindNames, say("kind")),
  })
}

export type AccountInput = z.infer<ReturnType<typeof accountForm>>
