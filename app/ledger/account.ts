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

/** Tax class of a voucher line (税区分): outside the tax, or sales or purchases at a rate of any day. */
export type TaxClass = "none" | `sales-${number}` | `purchase-${number}`

type ClassWords = Readonly<{ ja: string; en: string; ratePercent: number; isReduced: boolean }>

/** What a tax class is called, and its rate; 8 % is the reduced rate (軽減税率). */
export function taxClassWords(taxClass: TaxClass): ClassWords {
  if (taxClass === "none") return { ja: "対象外", en: "Outside scope", ratePercent: 0, isReduced: false }
  const ratePercent = Number(taxClass.slice(taxClass.indexOf("-") + 1))
  const isReduced = ratePercent === 8
  const rate = {
    ja: `${ratePercent}%${isReduced ? "(軽減)" : ""}`,
    en: `${ratePercent}%${isReduced ? " (reduced)" : ""}`,
  }
  return isSales(taxClass)
    ? { ja: `課税売上${rate.ja}`, en: `Taxable sales ${rate.en}`, ratePercent, isReduced }
    : { ja: `課税仕入${rate.ja}`, en: `Taxable purchases ${rate.en}`, ratePercent, isReduced }
}

export const isSales = (taxClass: TaxClass): boolean => taxClass.startsWith("sales-")

/** The class of sales at a tax rate; 0 % is outside the scope of the tax. */
export const salesTaxClass = (ratePercent: number): TaxClass => (ratePercent === 0 ? "none" : `sales-${ratePercent}`)

/** Classes that a voucher by hand may carry (手入力の伝票), by the standard rates (%) that the law has known. */
export const handTaxClasses = (standardRates: readonly number[]): readonly TaxClass[] => [
  "none",
  ...standardRates.map((rate): TaxClass => `sales-${rate}`),
  "sales-8",
  ...standardRates.map((rate): TaxClass => `purchase-${rate}`),
]
