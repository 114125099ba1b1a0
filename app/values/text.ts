/** Collapses white space and trims; keeps every character as it was written (names are never NFC/NFKC-normalised). */
export const tidy = (text: string): string =>
  // Control and direction marks and zero-width signs have no place in a name; variation selectors do.
  text
    .replace(/[\p{Cc}\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu, " ")
    .replace(/[\s\u3000]+/g, " ")
    .trim()

/** Half width for digits, letters and signs; for fields that hold no names. */
export const halfWidth = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[‐−–—ー―]/g, "-")
    .trim()

/** Kana as a form stores it: full-width katakana (half width and hiragana accepted). */
export function katakana(text: string): string {
  return tidy(text.normalize("NFKC")).replace(/[ぁ-ゖ]/g, (kana) =>
    String.fromCodePoint((kana.codePointAt(0) ?? 0) + 0x60),
  )
}

export const isKatakana = (text: string): boolean => /^[ァ-ヺーヽヾ・ A-Za-z0-9.,&'’()-]*$/.test(text)

/** Seven digits of a postal code, however it is written; null where it is none. */
export function readPostalCode(text: string): string | null {
  const digits = halfWidth(text).replace(/^〒/, "").replace(/[-\s]/g, "")
  const form = /^\d{3}-?\d{4}$/.test(halfWidth(text).replace(/^〒\s*/, ""))
  return form && /^\d{7}$/.test(digits) ? digits : null
}

export const formatPostalCode = (digits: string): string =>
  digits.length === 7 ? `${digits.slice(0, 3)}-${digits.slice(3)}` : digits

/**
 * A phone number in half width with its hyphens as written; null where it is none. 10 or 11 digits from 0; the house's
 * anonymous convention (A7) 123AAA-AAAA is accepted.
 */
export function readPhone(text: string): string | null {
  const plain = halfWidth(text)
    .replace(/[()\s]/g, "-")
    .replace(/-+/g, "-")
    .replace(/^-|-$/g, "")
  if (/^\d{3}AAA-AAAA$/.test(plain)) return plain
  return /^0[\d-]*$/.test(plain) && /^0\d{9,10}$/.test(plain.replace(/-/g, "")) ? plain : null
}

/** A mail address in half width; null where it is none. */
export function readEmail(text: string): string | null {
  const plain = text.normalize("NFKC").trim()
  return /^[^\s@"(),:;<>[\]\\]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$/.test(
    plain,
  ) && plain.length <= 254
    ? plain
    : null
}

/** A whole number as old systems write it: full width, thousands separators; null where it is none or unsafe. */
export function readInteger(text: string): number | null {
  const plain = text
    .normalize("NFKC")
    .replace(/[,\s¥円]/g, "")
    .replace(/^[−▲]/, "-")
  if (!/^-?\d{1,15}$/.test(plain)) return null
  const value = Number(plain)
  return Number.isSafeInteger(value) ? value : null
}

/** Who acted, as people read it: staff by their mail address, the rest (a job, a public page) by its own name. */
export const actorAsRead = (actor: string): string => actor.replace(/^staff:/, "")
