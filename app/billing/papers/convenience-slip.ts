import type { CalendarDate } from "#app/values/calendar.ts"

// コンビニ払込票 (GS1-128 による標準料金代理収納ガイドライン): AI 91 and 42 digits, of fixed length.

/** Stores take no more in one slip. */
export const MOST_SLIP_YEN = 300_000

/** 印紙税法 別表第一 17号: a receipt of 50,000 yen and more needs a stamp. */
const STAMP_FROM_YEN = 50_000

/** Where 再発行区分 stands among the 44 digits. */
const REISSUE_AT = 29

/** モジュラス10 ウェイト3 over all digits before it, the last of them weighted 3. */
function checkDigit(digits: string): string {
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0)
  return String((10 - (sum % 10)) % 10)
}

export type SlipFacts = Readonly<{
  /** Six digits */
  companyCode: string
  /** Up to eleven digits of the agent's */
  clientCode: string
  /** I2026-000042: its ten digits tell which invoice a store's message is about. */
  invoiceNumber: string
  copyNo: number
  expiresOn: CalendarDate
  /** With tax, yen; 1 to 300,000 */
  amountYen: number
  /** 内消費税額等 that the invoice shows by itself, yen */
  taxYen: number
}>

/**
 * The 44 digits of a slip: 91, company 6, free field 21 (the agent's digits, the invoice's ten, zeros to the right), 再発行区分, expiry YYMMDD, stamp
 * flag, amount 6, check digit. The stamp flag goes by the amount without tax, because our invoices show the tax by itself (消費税法の改正等に伴う
 * 印紙税の取扱い, 平成元年間消3-2).
 */
export function slipDigits(facts: SlipFacts): string {
  const own = facts.invoiceNumber.replace(/\D/g, "").padStart(10, "0")
  const body = [
    ...["91", facts.companyCode, `${facts.clientCode}${own}`.padEnd(21, "0"), String(Math.min(facts.copyNo, 9))],
    ...[facts.expiresOn.replaceAll("-", "").slice(2), needsStamp(facts) ? "1" : "0"],
    String(facts.amountYen).padStart(6, "0"),
  ].join("")
  if (!/^91\d{41}$/.test(body) || facts.amountYen < 1 || facts.amountYen > MOST_SLIP_YEN) {
    throw new RangeError(`no slip of ${body}`)
  }
  return `${body}${checkDigit(body)}`
}

export const needsStamp = ({ amountYen, taxYen }: Pick<SlipFacts, "amountYen" | "taxYen">): boolean =>
  amountYen - taxYen >= STAMP_FROM_YEN

/** The same slip issued once more (再発行): another 再発行区分, and its check digit. */
export function reissuedSlip(digits: string, copyNo: number): string {
  const body = `${digits.slice(0, REISSUE_AT)}${Math.min(copyNo, 9)}${digits.slice(REISSUE_AT + 1, 43)}`
  return `${body}${checkDigit(body)}`
}

export type SlipRead = Readonly<{ invoiceNumber: string; copyNo: number; amountYen: number }>

/** What the 44 digits of a slip of ours say; null where they are not ours, or mistyped. */
export function readSlip(digits: string, own: Readonly<{ companyCode: string; clientCode: string }>): SlipRead | null {
  const head = `91${own.companyCode}${own.clientCode}`
  if (!/^\d{44}$/.test(digits) || checkDigit(digits.slice(0, 43)) !== digits[43] || !digits.startsWith(head))
    return null
  const number = digits.slice(head.length, head.length + 10)
  return {
    invoiceNumber: `I${number.slice(0, 4)}-${number.slice(4)}`,
    ...{ copyNo: Number(digits[REISSUE_AT]), amountYen: Number(digits.slice(37, 43)) },
  }
}
