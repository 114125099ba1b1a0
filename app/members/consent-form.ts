import { z } from "zod"
import { consentWays } from "#app/members/reader/consent.ts"
import { tidy } from "#app/values/text.ts"

const messages = {
  purpose: { ja: "目的を選んでください。", en: "Please choose the purpose." },
  given: { ja: "同意か撤回かを選んでください。", en: "Please choose whether it was given or withdrawn." },
  way: { ja: "受け付けた方法を選んでください。", en: "Please choose how it came." },
  wording: { ja: "文言を入力してください。", en: "Please write the wording." },
  long: { ja: "400文字以内で入力してください。", en: "Up to 400 characters, please." },
} as const

/** What an operator writes down of a consent that came by phone, FAX, post or in the shop (同意の記録). */
export const consentForm = (locale: "ja" | "en") =>
  z.object({
    purpose: z.enum(["mail", "post", "phone"], messages.purpose[locale]),
    given: z.enum(["yes", "no"], messages.given[locale]),
    receivedBy: z.enum(consentWays, messages.way[locale]),
  })

/** An organization's own wording of a consent (同意の文言). */
export const wordingForm = (locale: "ja" | "en") =>
  z.object({
    wording: z
      .string(messages.wording[locale])
      .transform(tidy)
      .pipe(z.string().min(1, messages.wording[locale]).max(400, messages.long[locale])),
    wordingEnglish: z
      .string()
      .optional()
      .transform((text) => tidy(text ?? ""))
      .refine((text) => text.length <= 400, messages.long[locale]),
  })
