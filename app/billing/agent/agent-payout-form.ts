import { z } from "zod"
import { calendarDate, isCalendarDate } from "#app/values/calendar.ts"
import { halfWidth, tidy } from "#app/values/text.ts"

const say = {
  reference: {
    ja: "明細の番号を60文字以内で入力してください。同じ番号は一度だけ計上されます。",
    en: "The statement's reference, up to 60 characters; each is booked once.",
  },
  day: { ja: "入金日を日付で入力してください。", en: "The day that the money came." },
  yen: { ja: "0以上の金額を数字で入力してください。", en: "An amount in yen, 0 or more." },
} as const

/** 収納代行会社からの入金 as its statement says it, as a form fills it in; yen. */
export function agentPayoutForm(locale: "ja" | "en") {
  const amount = z
    .string(say.yen[locale])
    .transform((text) => halfWidth(text).replaceAll(/[,\s円¥]/g, ""))
    .refine((text) => /^\d{1,10}$/.test(text), say.yen[locale])
    .transform(Number)
  return z.object({
    reference: z
      .string(say.reference[locale])
      .transform(tidy)
      .refine((text) => text !== "" && text.length <= 60, say.reference[locale]),
    receivedOn: z.string(say.day[locale]).refine(isCalendarDate, say.day[locale]).transform(calendarDate),
    ...{ collectedYen: amount, feeYen: amount },
  })
}
