import { bankKana } from "#app/values/bank-kana.ts"
import { halfWidth } from "#app/values/text.ts"

/** A bank or a branch: its code (4 or 3 digits) and what people call it. */
export type ListedPlace = Readonly<{ code: string; name: string }>

/** One place for what somebody typed, or those that it may mean; none where nothing is like it. */
export type FoundPlace = Readonly<{ place: ListedPlace } | { place: null; near: readonly ListedPlace[] }>

type Place = Readonly<{ code: string; name: string; kana: string }>
type Banks = Readonly<Record<string, Place & Readonly<{ branches: Readonly<Record<string, Place>> }>>>

/** The list of all banks and branches is large: it is read when the first account is told. */
const listOfBanks = async (): Promise<Banks> => (await import("zengin-code")).default

/** Endings that people write and the list leaves out or shortens. */
const shortened: readonly (readonly [RegExp, string])[] = [
  [/銀行$/, ""],
  [/信用金庫$/, "信金"],
  [/信用組合$/, "信組"],
  [/労働金庫$/, "労金"],
  [/(信用)?農業協同組合$/, "農協"],
  [/漁業協同組合$/, "漁協"],
  [/(支店|出張所|営業所)$/, ""],
  [/^([〇一二三四五六七八九]{3})店$/, "$1"],
]

/** A name as it is compared: of one width and case, without spaces, 銀行 and 支店; ○ is what many type for 〇. */
function nameKey(text: string): string {
  const plain = halfWidth(text).normalize("NFKC").replace(/\s/g, "").replaceAll("○", "〇").toUpperCase()
  return shortened.reduce((left, [ending, short]) => left.replace(ending, short), plain)
}

const kanaKey = (text: string): string => (bankKana(text) ?? "").replace(/[ -]|(ｷﾞﾝｺｳ|ｼﾃﾝ)$/g, "")

const listed = ({ code, name }: Place): ListedPlace => ({ code, name: name.normalize("NFKC") })

function findAmong(places: Readonly<Record<string, Place>>, digits: number, text: string): FoundPlace {
  const [, code, rest = ""] = new RegExp(`^(\\d{${digits}})(?!\\d)\\s*(.*)$`).exec(text.normalize("NFKC").trim()) ?? []
  const known = code === undefined ? undefined : places[code]
  const own = nameKey(rest.replace(/^店$/, ""))
  if (known && (own === "" || own === nameKey(known.name))) return { place: listed(known) }
  // The list may be older than the bank: a code that it does not know is taken with the name beside it.
  if (code !== undefined && !known && own !== "") return { place: { code, name: rest.trim() } }
  const name = nameKey(text)
  const kana = kanaKey(name)
  if (name === "") return { place: null, near: [] }
  const all = Object.values(places)
  const same = all.filter((one) => nameKey(one.name) === name || (kana !== "" && kanaKey(one.kana) === kana))
  if (same.length === 1 && same[0]) return { place: listed(same[0]) }
  const like = all.filter((one) => nameKey(one.name).includes(name) || (kana !== "" && kanaKey(one.kana).startsWith(kana))) // prettier-ignore
  return { place: null, near: (same.length > 0 ? same : like).slice(0, 5).map(listed) }
}

/** The bank of a name, kana or code of four digits (`三菱UFJ銀行`, `みずほ`, `0005`); one that is not listed as `1234 名前`. */
export const bankOf = async (text: string): Promise<FoundPlace> => findAmong(await listOfBanks(), 4, text)

/** The branch of a bank, of a name, kana or code of three digits; one that is not listed as `123 名前`. */
export const branchOf = async (bankCode: string, text: string): Promise<FoundPlace> =>
  findAmong((await listOfBanks())[bankCode]?.branches ?? {}, 3, text)

/** A bank's and its branch's name as bank files write them, 15 signs each; blank where the list does not know it: the codes decide. */
export async function kanaOfBranch(bankCode: string, branchCode: string): Promise<{ bank: string; branch: string }> {
  const bank = (await listOfBanks())[bankCode]
  const kana = (place: Place | undefined) => (bankKana(place?.kana ?? "") ?? "").slice(0, 15)
  return { bank: kana(bank), branch: kana(bank?.branches[branchCode]) }
}
