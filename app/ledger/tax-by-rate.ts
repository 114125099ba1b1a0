import { salesTaxClass, type TaxClass } from "#app/ledger/account.ts"
import { taxInside, type TaxRounding, type Yen, yen } from "#app/values/yen.ts"

/** What was supplied at one rate (%), in yen with tax. */
export type SuppliedAtRate = Readonly<{ ratePercent: number; grossYen: number }>

export type TaxedPart = Readonly<{ taxClass: TaxClass; ratePercent: number; netYen: Yen; taxYen: Yen }>

/**
 * Splits an amount with tax over what was supplied, in the order given, each part at the rate of its supply (消費税法38・39条: tax that is taken
 * back is the tax that was charged); what lies beyond it is at the rate agreed. Tax is rounded once per rate.
 */
export function taxByRate(
  amountYen: number,
  supplied: readonly SuppliedAtRate[],
  agreedPercent: number,
  rounding: TaxRounding,
): readonly TaxedPart[] {
  const byRate = new Map<number, number>()
  let leftYen = amountYen
  for (const { ratePercent, grossYen } of [...supplied, { ratePercent: agreedPercent, grossYen: amountYen }]) {
    const takenYen = Math.min(leftYen, grossYen)
    if (takenYen <= 0) continue
    byRate.set(ratePercent, (byRate.get(ratePercent) ?? 0) + takenYen)
    leftYen -= takenYen
  }
  return [...byRate].map(([ratePercent, grossYen]) => {
    const taxYen = taxInside(yen(grossYen), ratePercent, rounding)
    return { taxClass: salesTaxClass(ratePercent), ratePercent, netYen: yen(grossYen - taxYen), taxYen }
  })
}

export const sumOf = (parts: readonly TaxedPart[], of: "netYen" | "taxYen"): number =>
  parts.reduce((total, part) => total + part[of], 0)
