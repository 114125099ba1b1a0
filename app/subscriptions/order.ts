/** How an order came in (受付方法). */
export const channels = ["web", "phone", "fax", "post", "shop"] as const
export type Channel = (typeof channels)[number]

/** How money came in (入金の方法). */
export const paymentWays = ["card", "convenience-store", "bank-transfer", "direct-debit", "cash"] as const
export type PaymentWay = (typeof paymentWays)[number]
