import { z } from "zod"
import type { ContractAct } from "#app/subscriptions/contract/contract-acts.ts"
import type { EndReason } from "#app/subscriptions/contract/end-reason.ts"
import type { Alternative } from "#app/subscriptions/contract/retention.ts"
import type { RefundPolicy } from "#app/subscriptions/contract/settlement.ts"
import { contractFields, type FormLocale } from "#app/subscriptions/form-fields.ts"

export const reasonKeys = [
  ...(["price", "content", "no-time", "moved", "deceased"] as const),
  ...(["retired", "duplicate", "delivery", "discontinued", "other"] as const),
] satisfies EndReason[]

export const policyKeys = ["pro-rata", "fee", "re-priced", "none"] as const satisfies RefundPolicy[]

/** 解約の受付: the reader stays (阻止), or the contract is cancelled for the refund that was named. */
export function cancellationForm(locale: FormLocale) {
  const { note, oneOf } = contractFields(locale)
  const reason = oneOf(reasonKeys)
  return z.discriminatedUnion("intent", [
    z.object({
      ...{ intent: z.literal("retain"), reason, note },
      instead: oneOf(["hold", "term", "gift", "copies", "transfer", "stays"]),
    }),
    z.object({
      ...{ intent: z.literal("cancel"), reason, note, policy: oneOf(policyKeys) },
      refundYen: z.coerce.number().int().min(0),
    }),
  ])
}

/** Where the form of what the reader took instead is; null where nothing needs doing. */
export const actOfAlternative: Readonly<Record<Alternative, ContractAct | null>> = {
  hold: "hold",
  term: "renew",
  gift: "recipient",
  copies: "copies",
  transfer: "transfer",
  stays: null,
}

export const isReason = (text: string): text is EndReason => reasonKeys.some((key) => key === text)
export const isPolicy = (text: string): text is RefundPolicy => policyKeys.some((key) => key === text)
