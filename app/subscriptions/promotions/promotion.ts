import { readInteger } from "#app/values/text.ts"

/** What a promotion code takes off, in per cent of the price of all copies or in yen of it. */
export type Reduction = Readonly<{ percentOff: number | null; yenOff: number | null }>

/** The least that may be left to pay, in yen with tax: Stripe takes no smaller payment, and nothing is given away by a code. */
export const LEAST_PAYABLE_YEN = 50

/** A code as it is kept: capital letters, digits and hyphens; any width, any hyphen and any spaces are welcome. */
export const readPromotionCode = (typed: string): string =>
  typed
    .normalize("NFKC")
    .replace(/[‐‑‒–—―−ー]/g, "-")
    .replace(/\s/g, "")
    .toUpperCase()

/** What is taken off a price in whole yen; less than a yen is not taken off. */
export const reductionOf = ({ percentOff, yenOff }: Reduction, priceYen: number): number =>
  percentOff === null ? (yenOff ?? 0) : Math.floor((priceYen * percentOff) / 100)

/** A count that may be left empty. */
export const readCount = (text: string): number | null | "wrong" => {
  if (text === "") return null
  const value = readInteger(text.replace(/[,円¥%回\s]/g, ""))
  return value !== null && value > 0 && value <= 999_999_999 ? value : "wrong"
}
