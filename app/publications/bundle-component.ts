/** A title of a bundle (セットの内訳): its offer at its own price of one copy, in yen with tax, and the issue that it would begin with. */
export type BundleComponent = Readonly<{
  offerId: string
  publication: string
  name: string
  units: number
  priceYen: number
  taxRatePercent: number
  /** Null where the title has no issue to ship. */
  issue: Readonly<{ number: number; label: string; shipsOn: string }> | null
}>
