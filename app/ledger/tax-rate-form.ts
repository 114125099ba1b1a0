import { z } from "zod"
import { calendarDate, type CalendarDate, isCalendarDate } from "#app/values/calendar.ts"
import { halfWidth } from "#app/values/text.ts"

/** Which contracts of periodicals keep the old rate after a change (経過措置), as the law of that change says. */
export const keptRates = {
  none: { ja: "なし(発送日の税率)", en: "None: the rate on the day of shipment" },
  "paid-before": { ja: "改定前に全額を受け取った契約は旧税率", en: "Contracts wholly paid before the change" },
  "contracted-before": {
    ja: "指定日より前に契約し、改定前に全額を受け取ったものは旧税率",
    en: "Contracts made before a day and wholly paid before the change",
  },
} as const

export type KeptRate = keyof typeof keptRates
export const keptRateNames = ["none", "paid-before", "contracted-before"] as const

/** A change of the standard rate: percent from a day on. */
export type TaxRateChange = Readonly<{
  fromOn: CalendarDate
  percent: number
  keepsOldRate: KeptRate
  /** 指定日: contracts made before it keep the rate. */
  contractedBefore: CalendarDate | null
}>

const messages = {
  date: { ja: "日付を入力してください。", en: "Please give a date." },
  percent: {
    ja: "税率は1〜99の整数(8を除く)で入力してください。",
    en: "A whole number from 1 to 99, except 8, please.",
  },
  keeps: { ja: "経過措置を選んでください。", en: "Please choose what keeps the old rate." },
  before: {
    ja: "指定日は、指定日による経過措置のときだけ入力してください。",
    en: "The day goes with contracts made before it.",
  },
} as const

/** The form of a change of the standard rate (税率の改定); 8 % is the reduced rate and no standard one. */
export function taxRateForm(locale: "ja" | "en") {
  const say = (key: keyof typeof messages) => messages[key][locale]
  const day = z.string(say("date")).refine(isCalendarDate, say("date")).transform(calendarDate)
  return z
    .object({
      fromOn: day,
      percent: z
        .string(say("percent"))
        .transform((text) => Number(halfWidth(text).trim()))
        .refine((rate) => Number.isInteger(rate) && rate >= 1 && rate <= 99 && rate !== 8, say("percent")),
      keepsOldRate: z.enum(keptRateNames, say("keeps")),
      contractedBefore: day.optional().transform((date) => date ?? null),
    })
    .refine(
      ({ keepsOldRate, contractedBefore }) => (keepsOldRate === "contracted-before") === (contractedBefore !== null),
      {
        message: say("before"),
        path: ["contractedBefore"],
      },
    )
}
