import type { Locale } from "#app/ui/locale.ts"

const english = "January February March April May June July August September October November December".split(" ")

/** 2026年11月, November 2026. */
export function monthLabel(month: string, locale: Locale): string {
  const [year, number] = [month.slice(0, 4), Number(month.slice(5))]
  return locale === "ja" ? `${year}年${number}月` : `${english[number - 1] ?? number} ${year}`
}
