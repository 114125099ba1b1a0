import { z } from "zod"
import { optionalDay } from "#app/subscriptions/form-fields.ts"
import { LEAST_PAYABLE_YEN, readCount, readPromotionCode } from "#app/subscriptions/promotions/promotion.ts"
import { tidy } from "#app/values/text.ts"

const messages = {
  code: {
    ja: "コードは英数字とハイフンで3〜30字にしてください(例 SPRING-2027)。",
    en: "Use 3 to 30 letters, digits and hyphens (SPRING-2027).",
  },
  long: { ja: "60文字以内で入力してください。", en: "Up to 60 characters, please." },
  kind: { ja: "値引の方法を選んでください。", en: "Please choose how the price is reduced." },
  amount: { ja: "値引を1以上の数字で入力してください。", en: "Write the reduction as a number, 1 or more." },
  percent: {
    ja: `率は1〜99で入力してください。値引後に${LEAST_PAYABLE_YEN}円以上のお支払いが残る必要があります。`,
    en: `Write 1 to 99 per cent; at least ${LEAST_PAYABLE_YEN} yen must be left to pay.`,
  },
  count: { ja: "回数は1以上の数字で入力してください。", en: "Write a number of uses, 1 or more." },
  ends: { ja: "終了日は開始日以後にしてください。", en: "The end must not come before the start." },
} as const

/** The form of a promotion code (プロモーションコード): per cent or yen off, days JST, plans and titles; none of them means all. */
export function promotionForm(locale: "ja" | "en") {
  const say = (key: keyof typeof messages) => messages[key][locale]
  const line = z.string().optional().transform((text) => tidy(text ?? "")) // prettier-ignore
  const number = (message: keyof typeof messages) =>
    line.transform((text, context) => {
      const value = readCount(text)
      if (value !== "wrong") return value
      context.addIssue({ code: "custom", message: say(message) })
      return z.NEVER
    })
  const day = optionalDay(locale)
  return z
    .object({
      code: z
        .string(say("code"))
        .transform(readPromotionCode)
        .pipe(z.string().regex(/^[A-Z0-9][A-Z0-9-]{2,29}$/, say("code"))),
      name: line.refine((text) => text.length <= 60, say("long")),
      kind: z.enum(["percent", "yen"], say("kind")),
      amount: number("amount").pipe(z.number(say("amount"))),
      offers: z.array(z.uuid()).max(200).default([]),
      titles: z.array(z.uuid()).max(200).default([]),
      validFrom: day,
      validUntil: day,
      mostUses: number("count"),
      isOncePerMember: z.literal("yes").optional(),
      isForNewMembers: z.literal("yes").optional(),
      sourceCode: line,
    })
    .refine(({ kind, amount }) => kind !== "percent" || amount <= 99, { message: say("percent"), path: ["amount"] })
    .refine(({ validFrom, validUntil }) => validFrom === null || validUntil === null || validFrom <= validUntil, {
      ...{ message: say("ends"), path: ["validUntil"] },
    })
}

export type PromotionInput = z.infer<ReturnType<typeof promotionForm>>
