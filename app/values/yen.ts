declare const yenBrand: unique symbol
/** Integer yen (円), tax-inclusive unless a name says net or tax. Never a fraction, never beyond the safe integers. */
export type Yen = number & { readonly [yenBrand]: "Yen" }

const isYen = (amount: number): amount is Yen => Number.isSafeInteger(amount)

/** Checks and brands an amount in yen; refuses fractions and unsafe integers with a RangeError (a programming error). */
export function yen(amount: number): Yen {
  if (!isYen(amount)) throw new RangeError(`not an amount in whole yen: ${amount}`)
  return amount
}

/** How the tax inside a price is rounded to whole yen (端数処理), a setting of the organization. */
export type TaxRounding = "floor" | "round" | "ceil"

/** How a fraction of a yen is rounded. */
function divided(numerator: bigint, denominator: bigint, rounding: TaxRounding): Yen {
  const floor = numerator / denominator
  const remainder = numerator % denominator
  switch (rounding) {
    case "floor":
      return yen(Number(floor))
    case "ceil":
      return yen(Number(remainder === 0n ? floor : floor + 1n))
    case "round":
      return yen(Number(remainder * 2n >= denominator ? floor + 1n : floor))
  }
}

/** Consumption tax in yen inside a tax-inclusive price: price × rate ÷ (100 + rate), rounded once. */
export const taxInside = (price: Yen, ratePercent: number, rounding: TaxRounding = "floor"): Yen =>
  divided(BigInt(price) * BigInt(ratePercent), BigInt(100 + ratePercent), rounding)

/**
 * Consumption tax in yen on a price before tax (外税): net × rate ÷ 100, rounded once. What it makes with the net has the same tax inside it, so that a
 * paper of gross lines shows the same.
 */
export const taxOnTop = (net: Yen, ratePercent: number, rounding: TaxRounding): Yen =>
  divided(BigInt(net) * BigInt(ratePercent), 100n, rounding)

/**
 * The part of an amount earned by serving units `from`→`to` of `units` (cumulative method): exact at the last unit,
 * never negative, independent of the order of the runs.
 */
export function allocate(amount: Yen, units: number, from: number, to: number): Yen {
  if (!(0 <= from && from <= to && to <= units && units > 0)) {
    throw new RangeError(`units ${from}→${to} of ${units}`)
  }
  const until = (served: number) => (BigInt(amount) * BigInt(served)) / BigInt(units)
  return yen(Number(until(to) - until(from)))
}

/**
 * The parts of an amount in proportion to weights (按分), in whole yen: they always add up to it, and none is more than a yen from its exact
 * share (cumulative method). Equal parts where every weight is 0.
 */
export function apportion(amount: Yen, weights: readonly Yen[]): readonly Yen[] {
  const given = weights.some((weight) => weight !== 0) ? weights.map(BigInt) : weights.map(() => 1n)
  if (given.some((weight) => weight < 0n)) throw new RangeError("a weight is negative")
  const whole = given.reduce((sum, weight) => sum + weight, 0n)
  let weighed = 0n
  let handed = 0n
  return given.map((weight) => {
    weighed += weight
    const until = (BigInt(amount) * weighed) / whole
    const part = until - handed
    handed = until
    return yen(Number(part))
  })
}

/** ¥ amounts as Japanese papers write them: thousands separated, ▲ for negatives. */
export function formatYen(amount: number): string {
  const digits = Math.abs(amount).toLocaleString("ja-JP")
  return amount < 0 ? `▲${digits}` : digits
}

/** The same amount on the other side (借方 ↔ 貸方). */
export const negate = (amount: Yen): Yen => yen(0 - amount)
