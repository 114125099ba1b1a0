import { z } from "zod"
import { promotionCodeField } from "#app/subscriptions/application.ts"
import { contractFields, type FormLocale } from "#app/subscriptions/form-fields.ts"

export const staffChannels = ["phone", "fax", "post", "shop"] as const
export const staffOrderWays = [
  ...(["bank-transfer", "invoice", "convenience-store", "direct-debit", "card", "free"] as const),
] as const

/** 受注入力: who pays and which offer, who receives how many copies from which issue, and how it came and is paid. */
export function orderForm(locale: FormLocale) {
  const { id, issue, copies, memberNumber, note, oneOf } = contractFields(locale)
  return z.object({
    orderId: z.uuid(),
    payerNumber: memberNumber,
    offer: id,
    startIssue: issue,
    recipients: z
      .array(z.object({ number: memberNumber, copies }))
      .min(1)
      .max(100),
    channel: oneOf(staffChannels),
    paymentWay: oneOf(staffOrderWays),
    sourceCode: note,
    promotionCode: promotionCodeField(locale),
  })
}

export type OrderForm = z.infer<ReturnType<typeof orderForm>>
