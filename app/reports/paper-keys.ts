/** The papers of an accounting month (月次の帳票), in the order of the data pack. */
export const paperKeys = ["vouchers", "accounts", "deferred", "runoff", "receivable", "ageing", "tax"] as const
export type PaperKey = (typeof paperKeys)[number]

export const isPaperKey = (text: string): text is PaperKey => paperKeys.some((key) => key === text)

/** Papers with a row for each contract, payer or line: one statement each, of any size. */
export const ledgerKeys = ["vouchers", "deferred", "receivable"] as const
export type LedgerKey = (typeof ledgerKeys)[number]

export const isLedgerKey = (key: PaperKey): key is LedgerKey => ledgerKeys.some((ledger) => ledger === key)

/** A ledger with more rows is a book of more than a thousand pages and a workbook that does not open: it has its CSV alone. */
export const MOST_PRINTED_ROWS = 50_000

export const paperFormats = ["pdf", "xlsx", "csv"] as const
export type PaperFormat = (typeof paperFormats)[number]

export const isPaperFormat = (text: string): text is PaperFormat => paperFormats.some((format) => format === text)

/** The name of a paper's file; an open month says so in it (未締). */
export const paperFileName = (key: PaperKey, month: string, format: PaperFormat, closed: boolean): string =>
  `${key}-${month}${closed ? "" : "-未締"}.${format}`
