import { noticeStepsForm, type StepMessages } from "#app/billing/notice-steps.ts"

export const paymentChannels = ["mail", "post", "stop"] as const

/** 入金案内の回次: days after the order, and what is done then. */
export type PaymentRule = Readonly<{ step: number; daysAfterOrder: number; channel: (typeof paymentChannels)[number] }>

/** What an organization without rules of its own does; it never stops anybody. */
export const usualPaymentRules: readonly PaymentRule[] = [
  { step: 1, daysAfterOrder: 14, channel: "mail" },
  { step: 2, daysAfterOrder: 30, channel: "mail" },
]

export const MOST_PAYMENT_RULES = 6

const messages: Readonly<Record<"ja" | "en", StepMessages>> = {
  ja: {
    days: "日数は1〜365の数字で入力してください(例 14)。",
    order: "日数は前の回次より大きくしてください。",
    last: "発送停止は最後の回次にしてください。",
    none: "1つ以上の回次を入力してください。",
  },
  en: {
    days: "Write days from 1 to 365 (14).",
    order: "Each step must come later than the one before.",
    last: "Stopping must be the last step.",
    none: "Please give at least one step.",
  },
}

/** The form of the steps; nothing comes after a stop. */
export const paymentRulesForm = (locale: "ja" | "en") =>
  noticeStepsForm(paymentChannels, MOST_PAYMENT_RULES, messages[locale], "stop").transform((steps): PaymentRule[] =>
    steps.map(({ step, days, channel }) => ({ step, daysAfterOrder: days, channel })),
  )
