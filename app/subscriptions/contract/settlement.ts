import { allocate, taxInside, type TaxRounding, type Yen, yen } from "#app/values/yen.ts"

/** What becomes of the paid and unserved part when a contract is cancelled (解約時の精算, a setting of the offer). */
export const refundPolicies = {
  "pro-rata": { ja: "未発送分を返金", en: "What is not served is refunded" },
  fee: { ja: "未発送分から手数料を差し引いて返金", en: "What is not served, less a fee" },
  "re-priced": { ja: "発送済み分を単号価格で計算し直して返金", en: "Served issues at the single price" },
  none: { ja: "返金なし", en: "No refund" },
} as const

export type RefundPolicy = keyof typeof refundPolicies

export type TermsToSettle = Readonly<{
  policy: RefundPolicy
  priceYen: number
  taxYen: number
  ratePercent: number
  /** The law's rate today, for what is supplied by the cancellation itself. */
  rateTodayPercent: number
  rounding: TaxRounding
  units: number
  servedUnits: number
  copies: number
  deferredYen: number
  feeYen: number
  singlePriceYen: number | null
}>

type Part = Readonly<{ grossYen: Yen; netYen: Yen; taxYen: Yen }>

/** How 前受金 is settled, in yen: refund + fee kept + re-priced + forfeited = what was deferred. */
export type Settlement = Readonly<{ refundYen: Yen; feeKept: Part; repriced: Part; forfeited: Part }>

const nothing: Part = { grossYen: yen(0), netYen: yen(0), taxYen: yen(0) }

const part = (grossYen: number, taxYen: number): Part => ({
  grossYen: yen(grossYen),
  netYen: yen(grossYen - taxYen),
  taxYen: yen(taxYen),
})

/** Gross yen earned by the units served so far (cumulative method). */
export function earnedYen(terms: Pick<TermsToSettle, "priceYen" | "taxYen" | "units" | "servedUnits">): Yen {
  const { priceYen, taxYen, units, servedUnits } = terms
  return yen(allocate(yen(priceYen - taxYen), units, 0, servedUnits) + allocate(yen(taxYen), units, 0, servedUnits))
}

/** Settles a cancellation by the offer's policy (entries 9 to 12 of the posting table). Pure; books nothing. */
export function settlementOf(terms: TermsToSettle): Settlement {
  const { deferredYen, rateTodayPercent, rounding } = terms
  const none: Settlement = { refundYen: yen(deferredYen), feeKept: nothing, repriced: nothing, forfeited: nothing }
  if (deferredYen === 0) return none
  switch (terms.policy) {
    case "pro-rata":
      return none
    case "fee": {
      const kept = Math.min(terms.feeYen, deferredYen)
      const feeKept = part(kept, taxInside(yen(kept), rateTodayPercent, rounding))
      return { ...none, refundYen: yen(deferredYen - kept), feeKept }
    }
    case "re-priced": {
      const wanted = (terms.singlePriceYen ?? 0) * terms.servedUnits * terms.copies - earnedYen(terms)
      const extra = Math.min(Math.max(wanted, 0), deferredYen)
      const repriced = part(extra, taxInside(yen(extra), rateTodayPercent, rounding))
      return { ...none, refundYen: yen(deferredYen - extra), repriced }
    }
    case "none":
      return { ...none, refundYen: yen(0), forfeited: forfeitedPart(terms) }
  }
}

/** The schedule's own remainder where all of it is paid and no rate changed, so that net and tax end exactly at the price. */
function forfeitedPart(terms: TermsToSettle): Part {
  const { deferredYen, priceYen, taxYen, units, servedUnits, ratePercent, rateTodayPercent, rounding } = terms
  const isSchedules = priceYen - earnedYen(terms) === deferredYen && rateTodayPercent === ratePercent
  return part(
    deferredYen,
    isSchedules
      ? allocate(yen(taxYen), units, servedUnits, units)
      : taxInside(yen(deferredYen), rateTodayPercent, rounding),
  )
}
