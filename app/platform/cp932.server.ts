import iconv from "iconv-lite"

// What CP932 has under another code point; without this step the encoder would write "?" (or a backslash for ¥).
const replacements: Readonly<Record<string, string>> = {
  "\u301C": "\uFF5E", // 〜 → ～
  "\u2212": "\uFF0D", // − → －
  "\u2016": "\u2225", // ‖ → ∥
  "\u2014": "\u2015", // — → ―
  "\u2013": "\u2015", // – → ―
  "\u00A2": "\uFFE0", // ¢ → ￠
  "\u00A3": "\uFFE1", // £ → ￡
  "\u00AC": "\uFFE2", // ¬ → ￢
  "\u00A5": "\uFFE5", // ¥ → ￥
  "\u203E": "\uFFE3", // ‾ → ￣
  "\u00A0": " ",
}
const replaced = /[\u301C\u2212\u2016\u2014\u2013\u00A2\u00A3\u00AC\u00A5\u203E\u00A0]/g
const selectors = /[\uFE00-\uFE0F]|\uDB40[\uDD00-\uDDEF]/g
const composable = /[\u3041-\u30FE][\u3099\u309A]/g

/**
 * Text as CP932 (Windows-31J), as Windows writes it. Names are not normalised; a character that CP932 lacks becomes 〓 and
 * is named in `missing`, never silently "?".
 */
export function encodeCp932(text: string): { bytes: Buffer; missing: readonly string[] } {
  const prepared = text
    .replace(selectors, "")
    .replace(composable, (pair) => pair.normalize("NFC"))
    .replace(replaced, (sign) => replacements[sign] ?? sign)
  const bytes = iconv.encode(prepared, "CP932")
  if (countQuestionMarks(bytes) === prepared.split("?").length - 1) return { bytes, missing: [] }
  const missing: string[] = []
  const marked = Array.from(prepared, (sign) => {
    if (sign === "?" || !/^\?+$/.test(iconv.encode(sign, "CP932").toString("latin1"))) return sign
    missing.push(sign)
    return "〓"
  }).join("")
  return { bytes: iconv.encode(marked, "CP932"), missing }
}

/** "?" never is the second byte of a CP932 character, so each byte 0x3F is one. */
function countQuestionMarks(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(0x3f); at !== -1; at = bytes.indexOf(0x3f, at + 1)) count += 1
  return count
}
