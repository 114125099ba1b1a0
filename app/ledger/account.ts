/**
 * The chart of accounts that every organization starts with (勘定科目). The purpose is what commands post to; names and
 * codes are the organization's to change.
 */
export const standardAccounts = [
  { purpose: "bank", code: "111", name: "普通預金", english: "Bank deposits", kind: "asset" },
  { purpose: "receivable", code: "131", name: "売掛金", english: "Accounts receivable", kind: "asset" },
  {
    purpose: "card-clearing",
    code: "135",
    name: "未収入金(カード)",
    english: "Card receipts in transit",
    kind: "asset",
  },
  {
    purpose: "agent-clearing",
    code: "136",
    name: "未収入金(収納代行)",
    english: "Agency receipts in transit",
    kind: "asset",
  },
  { purpose: "payable", code: "311", name: "未払金", english: "Accounts payable", kind: "liability" },
  { purpose: "deferred", code: "318", name: "前受金", english: "Deferred revenue", kind: "liability" },
  { purpose: "suspense", code: "319", name: "仮受金", english: "Suspense receipts", kind: "liability" },
  { purpose: "output-tax", code: "331", name: "仮受消費税", english: "Consumption tax received", kind: "liability" },
  { purpose: "opening", code: "399", name: "開始残高", english: "Opening balances", kind: "equity" },
  { purpose: "sales", code: "500", name: "売上高", english: "Sales", kind: "revenue" },
  { purpose: "sales-discount", code: "501", name: "売上値引", english: "Sales allowances", kind: "revenue" },
  { purpose: "cancellation-fee", code: "510", name: "解約手数料収入", english: "Cancellation fees", kind: "revenue" },
  {
    purpose: "bad-debt-recovered",
    code: "811",
    name: "償却債権取立益",
    english: "Bad debts recovered",
    kind: "revenue",
  },
  { purpose: "payment-fee", code: "745", name: "支払手数料", english: "Payment fees", kind: "expense" },
  { purpose: "bad-debt", code: "756", name: "貸倒損失", english: "Bad debts", kind: "expense" },
] as const

export type AccountPurpose = (typeof standardAccounts)[number]["purpose"]

/** Tax classes of voucher lines (税区分). */
export const taxClasses = {
  none: { ja: "対象外", en: "Outside scope", ratePercent: 0 },
  "sales-10": { ja: "課税売上10%", en: "Taxable sales 10%", ratePercent: 10 },
  "sales-8": { ja: "課税売上8%(軽減)", en: "Taxable sales 8% (reduced)", ratePercent: 8 },
  "purchase-10": { ja: "課税仕入10%", en: "Taxable purchases 10%", ratePercent: 10 },
} as const

export type TaxClass = keyof typeof taxClasses

/** The class of sales at a tax rate; 0 % is outside the scope of the tax. */
export function salesTaxClass(ratePercent: number): TaxClass {
  if (ratePercent === 10) return "sales-10"
  if (ratePercent === 8) return "sales-8"
  if (ratePercent === 0) return "none"
  throw new RangeError(`no tax class for ${ratePercent} %`)
}
