/** For whom alone an offer is meant (購読プランの条件): 学割, and holders of a running contract of a title (既読者・会員価格). */
export const conditionKinds = ["students", "holders"] as const
export type ConditionKind = (typeof conditionKinds)[number]

/** A condition as readers and staff are told of it; the successor's price is of one copy, in yen with tax. */
export type OfferCondition = Readonly<{
  kind: ConditionKind
  /** The title that holders read; empty for students. */
  title: string
  successor: string
  successorYen: number
}>
