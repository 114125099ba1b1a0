import { z } from "zod"
import { tidy } from "#app/values/text.ts"

const messages = {
  name: { ja: "条件の名前を入力してください。", en: "Please give the segment a name." },
  long: { ja: "60文字以内で入力してください。", en: "Up to 60 characters, please." },
} as const

/** The form of a segment's name (保存した条件). */
export const segmentForm = (locale: "ja" | "en") =>
  z.object({
    name: z
      .string(messages.name[locale])
      .transform(tidy)
      .pipe(z.string().min(1, messages.name[locale]).max(60, messages.long[locale])),
  })
