import type { CalendarDate } from "#app/values/calendar.ts"
import { readDate } from "#app/values/calendar.ts"
import {
  halfWidth,
  isKatakana,
  katakana,
  readEmail,
  readInteger,
  readPhone,
  readPostalCode,
  tidy,
} from "#app/values/text.ts"

/** What a cell of the older system's file may refuse: one message each, said so that the clerk can mend the cell. */
export const cellMessages = {
  required: { ja: "空欄です。値を入力してください。", en: "This cell is empty; enter a value." },
  kana: {
    ja: "カナ(全角・半角)またはひらがなで入力してください。",
    en: "Write this in kana (any width) or hiragana.",
  },
  "postal-code": {
    ja: "郵便番号は数字7桁で入力してください(例 101-0051)。",
    en: "Write the postal code with 7 digits (for example 101-0051).",
  },
  prefecture: { ja: "都道府県名で入力してください(例 東京都)。", en: "Write the name of a prefecture." },
  phone: {
    ja: "電話番号は0から始まる数字10〜11桁で入力してください(ハイフンはあってもなくても可)。",
    en: "Write the phone number with 10 or 11 digits from 0 (hyphens optional).",
  },
  email: {
    ja: "メールアドレスの形で入力してください(例 name@example.jp)。",
    en: "Write a mail address (name@example.jp).",
  },
  gender: { ja: "男・女(または 男性・女性・1・2)で入力してください。", en: "Write 男 or 女 (or 男性, 女性, 1, 2)." },
  date: {
    ja: "実在する日付で入力してください(例 1985/3/7、S60.3.7、昭和60年3月7日)。",
    en: "Write a day of the calendar (for example 1985/3/7 or S60.3.7).",
  },
  integer: { ja: "数字で入力してください(15桁まで)。", en: "Write a whole number (up to 15 digits)." },
  positive: { ja: "1以上の数字で入力してください。", en: "Write a whole number from 1." },
  "not-negative": { ja: "0以上の数字で入力してください。", en: "Write a whole number from 0." },
  publication: {
    ja: "登録済みの媒体コードを入力してください。",
    en: "Write the code of a publication in the catalogue.",
  },
  offer: {
    ja: "この媒体に登録済みのプランコードを入力してください。",
    en: "Write the code of an offer of this publication.",
  },
  "payment-way": {
    ja: "カード・コンビニ・銀行振込・口座振替・請求書のいずれかを入力してください。",
    en: "Write カード, コンビニ, 銀行振込, 口座振替 or 請求書.",
  },
  flag: { ja: "0か1を入力してください。", en: "Write 0 or 1." },
  "served-beyond-units": {
    ja: "発送済回数が回数を超えています。",
    en: "More units served than the contract has.",
  },
  characters: {
    ja: "読み取れない文字があります。文字コード(Shift_JIS/UTF-8)を確かめてください。",
    en: "Some characters cannot be read; check the file's encoding (Shift_JIS or UTF-8).",
  },
  "too-long": { ja: "長すぎます(500文字まで)。", en: "Too long (up to 500 characters)." },
  recipient: {
    ja: "この会員番号の会員がファイルにも登録済みの会員にもありません。",
    en: "No member with this number in the file or in the database.",
  },
  "duplicate-line": {
    ja: "同じ契約番号・枝番の行がすでにあります。",
    en: "Another row has the same contract number and line.",
  },
  "differs-within-contract": {
    ja: "同じ契約番号の行と値が違います。",
    en: "Differs from another row of the same contract.",
  },
  "differs-from-imported": {
    ja: "取り込み済みの契約と値が違います。取り込み後の変更は契約の画面で行ってください。",
    en: "Differs from the contract taken over before; change it on the contract's page.",
  },
  "broken-quotes": {
    ja: '引用符「"」の対応が壊れています。この行より後は読めません。',
    en: "A quotation mark is not closed; the file cannot be read beyond this row.",
  },
  "contract-number-missing": {
    ja: "契約の項目に値がありますが、契約番号がありません。",
    en: "This row has terms of a contract and no contract number.",
  },
  "differs-within-member": {
    ja: "同じ会員番号の行と値が違います。",
    en: "Differs from another row of the same member.",
  },
  "column-count": { ja: "列の数が見出しと違います。", en: "The number of cells differs from the header." },
} as const

export type CellProblem = keyof typeof cellMessages

/** The value of a cell, or what is wrong with it. */
export type Cell<Value> = { readonly value: Value } | { readonly problem: CellProblem }

const good = <Value>(value: Value): Cell<Value> => ({ value })
const bad = (problem: CellProblem): { readonly problem: CellProblem } => ({ problem })

export const textCell = (raw: string): Cell<string> => good(tidy(raw))
export const requiredCell = (raw: string): Cell<string> => (tidy(raw) === "" ? bad("required") : good(tidy(raw)))
export const codeCell = (raw: string): Cell<string> => (halfWidth(raw) === "" ? bad("required") : good(halfWidth(raw)))

export function kanaCell(raw: string): Cell<string> {
  const value = katakana(raw)
  return isKatakana(value) ? good(value) : bad("kana")
}

/** A reader that lets an empty cell be empty. */
const optional =
  <Value>(problem: CellProblem, read: (raw: string) => Value | null, empty: Value) =>
  (raw: string): Cell<Value> => {
    if (raw.trim() === "") return good(empty)
    const value = read(raw)
    return value === null ? bad(problem) : good(value)
  }

export const postalCodeCell = optional("postal-code", readPostalCode, "")
export const phoneCell = optional("phone", readPhone, "")
export const emailCell = optional("email", readEmail, "")
export const dateCell = optional<CalendarDate | null>("date", readDate, null)

const genders: Readonly<Record<string, string>> = { 男: "male", 男性: "male", "1": "male", M: "male", 女: "female", 女性: "female", "2": "female", F: "female" } // prettier-ignore
export const genderCell = optional<string | null>(
  "gender",
  (raw) => genders[halfWidth(raw).toUpperCase()] ?? null,
  null,
)

const prefectures = new Set(
  "北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県".split(
    " ",
  ),
)
export const prefectureCell = optional("prefecture", (raw) => (prefectures.has(tidy(raw)) ? tidy(raw) : null), "")

const paymentWays: Readonly<Record<string, string>> = {
  カード: "card",
  クレジットカード: "card",
  コンビニ: "convenience-store",
  コンビニ払込: "convenience-store",
  銀行振込: "bank-transfer",
  振込: "bank-transfer",
  口座振替: "direct-debit",
  請求書: "invoice",
  無料: "free",
}

export function paymentWayCell(raw: string): Cell<string> {
  if (raw.trim() === "") return bad("required")
  const way = paymentWays[tidy(raw.normalize("NFKC"))]
  return way === undefined ? bad("payment-way") : good(way)
}

export function flagCell(raw: string): Cell<boolean> {
  const plain = halfWidth(raw)
  if (plain === "" || plain === "0") return good(false)
  return plain === "1" ? good(true) : bad("flag")
}

/** A whole number from a smallest value; an empty cell takes `empty` where one is given. */
export function integerCell(raw: string, least: 0 | 1, empty?: number): Cell<number> {
  if (raw.trim() === "") return empty === undefined ? bad("required") : good(empty)
  const value = readInteger(raw)
  if (value === null) return bad("integer")
  if (value < least) return bad(least === 1 ? "positive" : "not-negative")
  return good(value)
}
