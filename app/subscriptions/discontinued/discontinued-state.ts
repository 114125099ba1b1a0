/** What has become of a contract of a title that ended; ended by something else in the meantime is `ended`. */
export const discontinuedStates = ["open", "transferred", "refunded", "unanswered", "paid", "ended"] as const
export type DiscontinuedState = (typeof discontinuedStates)[number]
