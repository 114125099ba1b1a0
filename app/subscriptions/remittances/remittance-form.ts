import { z } from "zod"
import { contractFields, type FormLocale } from "#app/subscriptions/form-fields.ts"

/** 振込データを作る: for which 取組日, and which file was the newest when the page was opened. */
export function remittanceForm(locale: FormLocale) {
  const { day } = contractFields(locale)
  return z.object({ on: day, after: z.string().max(40).optional() })
}

export type RemittanceInput = z.infer<ReturnType<typeof remittanceForm>>
