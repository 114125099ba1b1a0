const digitOf: Readonly<Record<string, number>> = {
  ...{ 〇: 0, 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 },
}
const unitOf: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }

// Kanji numbers count only where one of these words follows (郵便番号・バーコードマニュアル).
const numbered = /([〇一二三四五六七八九十百千]+)(?=丁目|丁|番地|番|号|地割|線|の|ノ)/g

/** 十一 is 11, 二三 is 23. */
function numberOf(kanji: string): number {
  let sum = 0
  let digits = 0
  for (const sign of kanji) {
    const unit = unitOf[sign]
    if (unit === undefined) digits = digits * 10 + (digitOf[sign] ?? 0)
    else {
      sum += (digits === 0 ? 1 : digits) * unit
      digits = 0
    }
  }
  return sum + digits
}

/**
 * The address number (住所表示番号) of カスタマバーコード, taken out of an address below the town by the rules of Japan Post's
 * manual: digits, single letters and hyphens; 三丁目 is 3, 10F is 10, letters in a row fall away. Never refuses; may be empty.
 */
export function addressNumber(address: string): string {
  return address
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[&/・.]/g, "")
    .replace(numbered, (kanji) => String(numberOf(kanji)))
    .replace(/(\d)F(?![A-Z])/g, "$1-")
    .replace(/[A-Z]{2,}/g, "-")
    .replace(/[^0-9A-Z]+/g, "-")
    .replace(/-*([A-Z])-*/g, "$1")
    .replace(/^-|-$/g, "")
}

/** What カスタマバーコード says: seven digits of the postal code and the address number; null without a whole postal code. */
export function customerBarcodeText(postalCode: string, address: string): string | null {
  const digits = postalCode.replace(/\D/g, "")
  return /^\d{7}$/.test(digits) ? `${digits}${addressNumber(address)}` : null
}

/** How tall a bar is: 1 long, 2 upper two thirds, 3 lower two thirds, 4 timing, as the manual numbers them. */
export type Bar = "1" | "2" | "3" | "4"

// 0-9, hyphen, then the control codes CC1 to CC8; the place in the list is the value for the check digit.
const codes = "144 114 132 312 123 141 321 213 231 411 414 324 342 234 432 243 423 441 111".split(" ")
const [HYPHEN, CONTROL, PAD] = [10, 11, 14]
const [DIGITS_OF_CODE, CODES_OF_ADDRESS] = [7, 13]
const isBar = (sign: string): sign is Bar => "1234".includes(sign)

/** A letter is a control code for its ten and a digit; A is CC1 0. */
function codesOf(sign: string): number[] {
  if (sign === "-") return [HYPHEN]
  if (/\d/.test(sign)) return [Number(sign)]
  const place = sign.charCodeAt(0) - "A".charCodeAt(0)
  return [CONTROL + Math.floor(place / 10), place % 10]
}

/**
 * The 67 bars of a text of `customerBarcodeText`: start, 7 codes of the postal code, 13 of the address number (cut, even inside a
 * letter, or filled with CC4), check digit modulo 19, stop (郵便番号・バーコードマニュアル).
 */
export function customerBars(text: string): readonly Bar[] {
  const address = Array.from(text.slice(DIGITS_OF_CODE)).flatMap(codesOf).slice(0, CODES_OF_ADDRESS)
  const filled = [...address, ...Array.from({ length: CODES_OF_ADDRESS - address.length }, () => PAD)]
  const values = [...Array.from(text.slice(0, DIGITS_OF_CODE), Number), ...filled]
  const check = (19 - (values.reduce((sum, value) => sum + value, 0) % 19)) % 19
  const bars = ["13", ...[...values, check].map((value) => codes[value] ?? ""), "31"].join("")
  return Array.from(bars).filter(isBar)
}
