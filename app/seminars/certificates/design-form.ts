import { z } from "zod"
import { personFields } from "#app/members/person-fields.ts"

const colourWrong = {
  ja: "#と6桁の16進数で入力してください(例 #8a6d1f)。",
  en: "Write # and six hexadecimal digits (#8a6d1f).",
} as const

/** The words and the colour of an organization's 修了証. */
export function designForm(locale: "ja" | "en") {
  const { required } = personFields(locale)
  const words = (most: number) =>
    z
      .string()
      .optional()
      .transform((text) => (text ?? "").trim().slice(0, most))
  return z.object({
    title: required.transform((text) => text.slice(0, 30)),
    body: words(400),
    signer: words(60),
    colour: z
      .string(colourWrong[locale])
      .transform((text) => text.trim().toLowerCase())
      .refine((text) => /^#[0-9a-f]{6}$/.test(text), colourWrong[locale]),
  })
}
