import { z } from "zod"
import { optionalDay } from "#app/subscriptions/form-fields.ts"
import { readInteger, tidy } from "#app/values/text.ts"

// prettier-ignore
export const sourceKinds = ["direct-mail", "web", "phone", "insert", "event", "introduction", "shop", "other"] as const
export type SourceKind = (typeof sourceKinds)[number]

const messages = {
  code: {
    ja: "コードは半角の英数字・-・_・. で30字までにしてください。",
    en: "Use letters, digits, -, _ and ., at most 30.",
  },
  name: { ja: "名称を入力してください。", en: "Please give a name." },
  long: { ja: "60文字以内で入力してください。", en: "Up to 60 characters, please." },
  kind: { ja: "媒体を選んでください。", en: "Please choose the medium." },
  count: { ja: "0以上の数字で入力してください。", en: "Write a number, 0 or more." },
  ends: { ja: "終了日は開始日以後にしてください。", en: "The end must not come before the start." },
} as const

/** The form of a source code (募集コード): what a campaign reached and cost; money in yen, days JST. */
export function sourceForm(locale: "ja" | "en") {
  const say = (key: keyof typeof messages) => messages[key][locale]
  const line = z
    .string()
    .optional()
    .transform((text) => tidy(text ?? ""))
  const count = line.transform((text, context) => {
    const value = text === "" ? 0 : readInteger(text.replace(/[円¥]/g, ""))
    if (value !== null && value >= 0 && value <= 999_999_999_999) return value
    context.addIssue({ code: "custom", message: say("count") })
    return z.NEVER
  })
  const day = optionalDay(locale)
  return z
    .object({
      code: z
        .string(say("code"))
        .transform((text) => text.normalize("NFKC").trim())
        .pipe(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,29}$/, say("code"))),
      name: z
        .string(say("name"))
        .transform(tidy)
        .pipe(z.string().min(1, say("name")).max(60, say("long"))),
      nameEnglish: line.refine((text) => text.length <= 60, say("long")),
      kind: z.enum(sourceKinds, say("kind")),
      reachedCount: count.refine((value) => value <= 2_000_000_000, say("count")),
      costYen: count,
      startsOn: day,
      endsOn: day,
    })
    .refine(({ startsOn, endsOn }) => startsOn === null || endsOn === null || startsOn <= endsOn, {
      message: say("ends"),
      path: ["endsOn"],
    })
}

export type SourceInput = z.infer<ReturnType<typeof sourceForm>>
