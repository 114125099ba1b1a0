// What banks may write in their files (全銀, JIS X 0201): capitals, digits, space, a few signs, and half-width kana whose voiced marks are
// signs of their own; no small kana, no ヲ, no long-vowel mark.

const small = "ァィゥェォッャュョヮヵヶ"
const large = "アイウエオツヤユヨワカケ"

/** Full width → half width: each half-width kana is what its full-width form was made of. */
const halves: ReadonlyMap<string, string> = new Map(
  Array.from({ length: 0xff9d - 0xff71 + 1 }, (_, at) => String.fromCharCode(0xff71 + at)).map((half) => [
    half.normalize("NFKC"),
    half,
  ]),
)

const voiced: ReadonlyMap<string, string> = new Map([
  ["\u3099", "ﾞ"],
  ["\u309A", "ﾟ"],
])

/** A text as banks write it, from kana of any width and kind; null where a sign of it has no place there. */
export function bankKana(text: string): string | null {
  const plain = text
    .normalize("NFKC")
    .replace(/[\s\u3000]+/g, " ")
    .trim()
    .replace(/[ぁ-ゖ]/g, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) + 0x60))
    .replace(/[ー‐−–—―]/g, "-")
    .replaceAll("ヲ", "オ")
    .toUpperCase()
    .normalize("NFD")
  const signs = Array.from(plain, (sign) => {
    const at = small.indexOf(sign)
    const kana = at < 0 ? sign : (large[at] ?? sign)
    return halves.get(kana) ?? voiced.get(kana) ?? (/^[A-Z0-9 ().-]$/.test(kana) ? kana : null)
  })
  return signs.includes(null) ? null : signs.join("")
}

/** One byte a sign. */
export const bankBytes = (text: string): Uint8Array =>
  Uint8Array.from(text, (sign) => {
    const code = sign.charCodeAt(0)
    return code >= 0xff61 ? code - 0xfec0 : code
  })

/** One sign a byte: half-width kana from A1 to DF. */
export const bankText = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => String.fromCharCode(byte >= 0xa1 && byte <= 0xdf ? byte + 0xfec0 : byte)).join("")
