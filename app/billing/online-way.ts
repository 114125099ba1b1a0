/** How a reader pays for what he applies for online; all of them at Stripe. */
export const onlineWays = ["card", "convenience-store", "bank-transfer"] as const

export type OnlineWay = (typeof onlineWays)[number]

/** Calendar days (JST) in which a number for the convenience store may be paid, the last one until 23:59. */
export const KONBINI_DAYS = 7

/** What a convenience store takes, in yen (Stripe's bounds of konbini payments). */
export const KONBINI_YEN = { least: 120, most: 300_000 } as const
