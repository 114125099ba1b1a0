/** What a forecast is made of: copies now, those that end with each issue, and how the past issues went. */
export type PrintRunBasis = Readonly<{
  issue: number
  copies: number
  /** Copies whose term ends with an issue, by its number. */
  ending: ReadonlyMap<number, number>
  /** The coming issues that will ship, in their order. */
  coming: readonly number[]
  /** Ended terms of the past whose renewal is decided, and how many of them were renewed. */
  ended: number
  renewed: number
  /** For each past issue: copies that came less copies that went, for all reasons but the end of a term. */
  gains: readonly number[]
}>

export type PrintRunIssue = Readonly<{ issue: number; expected: number; low: number; high: number; print: number }>

const LEAST_ISSUES = 3
const SPARE = 1.02
// 95 % of a normal distribution.
const WIDTH = 1.96

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/**
 * 刷り部数の提案: copies of the coming issues = copies before − those that end × (1 − renewal rate) + what an issue gains. The
 * spread is the binomial of the renewals and the spread of the gains. Null where the past is too short to say.
 */
export function printRun(basis: PrintRunBasis): readonly PrintRunIssue[] | null {
  const { gains, ended, renewed } = basis
  if (gains.length < LEAST_ISSUES || ended === 0) return null
  const rate = renewed / ended
  const gain = mean(gains)
  const spread = mean(gains.map((value) => (value - gain) ** 2))
  let expected = basis.copies
  let variance = 0
  let before = basis.issue
  return basis.coming.map((issue) => {
    const ending = basis.ending.get(before) ?? 0
    expected = Math.max(0, expected - ending * (1 - rate) + gain)
    variance += ending * rate * (1 - rate) + spread
    before = issue
    const half = WIDTH * Math.sqrt(variance)
    const high = Math.ceil(expected + half)
    return {
      ...{ issue, expected: Math.round(expected), low: Math.max(0, Math.floor(expected - half)), high },
      print: Math.ceil(high * SPARE),
    }
  })
}
