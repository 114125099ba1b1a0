import { z } from "zod"

const messages = {
  subject: { ja: "件名(見出し)を入力してください。", en: "Please write the subject." },
  body: { ja: "本文を入力してください。", en: "Please write the text." },
  long: {
    ja: "長すぎます。件名は200文字、本文は4,000文字までです。",
    en: "Too long: 200 characters of subject, 4,000 of text.",
  },
} as const

const lines = (text: string) => text.replace(/\r\n?/g, "\n")

/** The words of a notice (文言), as they are typed. */
export const wordingForm = (locale: "ja" | "en") =>
  z.object({
    subject: z
      .string(messages.subject[locale])
      .transform((text) => lines(text).replace(/\n+/g, " ").trim())
      .pipe(z.string().min(1, messages.subject[locale]).max(200, messages.long[locale])),
    body: z
      .string(messages.body[locale])
      .transform((text) => lines(text).trimEnd())
      .pipe(z.string().min(1, messages.body[locale]).max(4000, messages.long[locale])),
  })

/** From when which version speaks; an empty date is at once, version 0 the standard. */
export const publishForm = z.object({
  version: z.coerce.number().int().min(0).max(100_000),
  fromOn: z.union([z.literal(""), z.iso.date()]).default(""),
})
