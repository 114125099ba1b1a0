import { z } from "zod"
import { readInteger } from "#app/values/text.ts"

export const paymentChannels = ["mail", "post", "stop"] as const

/** 入金案内の回次: days after the order, and what is done then. */
export type PaymentRule = Readonly<{ step: number; daysAfterOrder: number; channel: (typeof paymentChannels)[number] }>

/** What an organization without rules of its own does; it never stops anybody. */
export const usualPaymentRules: readonly PaymentRule[] = [
  { step: 1, daysAfterOrder: 14, channel: "mail" },
  { step: 2, daysAfterOrder: 30, channel: "mail" },
]

export const MOST_PAYMENT_RULES = 6

const messages = {
  days: { ja: "日数は1〜365の数字で入力してください(例 14)。", en: "Write days from 1 to 365 (14)." },
  order: { ja: "日数は前の回次より大きくしてください。", en: "Each step must come later than the one before." },
  stop: { ja: "発送停止は最後の回次にしてください。", en: "Stopping must be the last step." },
  none: { ja: "1つ以上の回次を入力してください。", en: "Please give at least one step." },
} as const

/** The form of the steps: rows of days and way; blank rows fall away, later steps come later, and nothing comes after a stop. */
export function paymentRulesForm(locale: "ja" | "en") {
  const say = (key: keyof typeof messages) => messages[key][locale]
  const row = z.object({ days: z.string().optional(), channel: z.enum(paymentChannels).default("mail") })
  return z.object({ rows: z.array(row).max(MOST_PAYMENT_RULES) }).transform(({ rows }, context) => {
    const rules: PaymentRule[] = []
    for (const [at, { days, channel }] of rows.entries()) {
      if (days === undefined || days.trim() === "") continue
      const daysAfterOrder = readInteger(days)
      const wrong = (message: string) => context.addIssue({ code: "custom", message, path: ["rows", at, "days"] })
      if (daysAfterOrder === null || daysAfterOrder < 1 || daysAfterOrder > 365) wrong(say("days"))
      else if (daysAfterOrder <= (rules.at(-1)?.daysAfterOrder ?? 0)) wrong(say("order"))
      else if (rules.at(-1)?.channel === "stop") wrong(say("stop"))
      else rules.push({ step: rules.length + 1, daysAfterOrder, channel })
    }
    if (rules.length === 0 && context.issues.length === 0) {
      context.addIssue({ code: "custom", message: say("none"), path: ["rows", 0, "days"] })
    }
    return rules
  })
}
