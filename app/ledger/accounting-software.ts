/** Accounting software whose accounts may have names of their own. */
export const accountingSoftware = ["yayoi", "yayoi-online", "moneyforward", "freee", "bugyo"] as const
export type AccountingSoftware = (typeof accountingSoftware)[number]

/** Every form that a month's books are written in; hledger's is read by Ledger, too. */
export const exportFormats = [...accountingSoftware, "hledger", "beancount"] as const
export type ExportFormat = (typeof exportFormats)[number]
