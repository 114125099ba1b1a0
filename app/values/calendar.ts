declare const dateBrand: unique symbol
/** A JST business date, written 'YYYY-MM-DD'. */
export type CalendarDate = string & { readonly [dateBrand]: "CalendarDate" }

declare const monthBrand: unique symbol
/** An accounting month, written 'YYYY-MM'. */
export type Month = string & { readonly [monthBrand]: "Month" }

const isLeapYear = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

/** Days of a month (1–12) of a year. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

export function isCalendarDate(text: string): text is CalendarDate {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** Checks and brands a date; refuses anything that is not a day of the calendar with a RangeError. */
export function calendarDate(text: string): CalendarDate {
  if (!isCalendarDate(text)) throw new RangeError(`not a calendar date: ${text}`)
  return text
}

export const isMonth = (text: string): text is Month => /^\d{4}-(0[1-9]|1[0-2])$/.test(text)

/** Checks and brands an accounting month. */
export function month(text: string): Month {
  if (!isMonth(text)) throw new RangeError(`not a month: ${text}`)
  return text
}

export const monthOf = (date: CalendarDate): Month => month(date.slice(0, 7))

/** The month after (or, with a negative count, before). */
export function addMonths(from: Month, count: number): Month {
  const index = Number(from.slice(0, 4)) * 12 + Number(from.slice(5)) - 1 + count
  return month(`${String(Math.floor(index / 12)).padStart(4, "0")}-${String((index % 12) + 1).padStart(2, "0")}`)
}

export const firstDayOf = (value: Month): CalendarDate => calendarDate(`${value}-01`)

export function lastDayOf(value: Month): CalendarDate {
  const days = daysInMonth(Number(value.slice(0, 4)), Number(value.slice(5)))
  return calendarDate(`${value}-${String(days).padStart(2, "0")}`)
}

const eras = [
  { letter: "R", kanji: "令和", since: "2019-05-01", base: 2018 },
  { letter: "H", kanji: "平成", since: "1989-01-08", base: 1988 },
  { letter: "S", kanji: "昭和", since: "1926-12-25", base: 1925 },
  { letter: "T", kanji: "大正", since: "1912-07-30", base: 1911 },
  { letter: "M", kanji: "明治", since: "1868-01-25", base: 1867 },
] as const

const japaneseDate = /^(?:([MTSHR])\.?|(明治|大正|昭和|平成|令和))(\d{1,2}|元)[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/i

/**
 * Reads a date as people and old systems write it: 1985/3/7, 1985-03-07, 1985年3月7日, 19850307, S60.3.7, 昭和60年3月7日.
 * Full width is accepted. Null where it is no day of the calendar.
 */
export function readDate(text: string): CalendarDate | null {
  const plain = text.normalize("NFKC").replace(/\s/g, "")
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(plain)
  if (compact) return dateOrNull(Number(compact[1]), Number(compact[2]), Number(compact[3]))
  const western = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain)
  if (western) return dateOrNull(Number(western[1]), Number(western[2]), Number(western[3]))
  const japanese = japaneseDate.exec(plain)
  if (!japanese) return null
  const era = eras.find(({ letter, kanji }) => letter === japanese[1]?.toUpperCase() || kanji === japanese[2])
  if (!era) return null
  const year = japanese[3] === "元" ? 1 : Number(japanese[3])
  const date = dateOrNull(era.base + year, Number(japanese[4]), Number(japanese[5]))
  return date !== null && date >= era.since ? date : null
}

/** Reads a month as people write it: 2028-03, 2028/3, 2028年3月, 202803; full width is accepted. Null where it is none. */
export function readMonth(text: string): Month | null {
  const read = /^(\d{4})(?:[-/.年](\d{1,2})月?|(\d{2}))$/.exec(text.normalize("NFKC").replace(/\s/g, ""))
  const value = read ? `${read[1] ?? ""}-${(read[2] ?? read[3] ?? "").padStart(2, "0")}` : ""
  return isMonth(value) ? value : null
}

function dateOrNull(year: number, monthNumber: number, day: number): CalendarDate | null {
  const text = `${String(year).padStart(4, "0")}-${String(monthNumber).padStart(2, "0")}-${String(day).padStart(2, "0")}`
  return isCalendarDate(text) ? text : null
}

/** 2026年11月16日, as Japanese papers write it. */
export function dateInJapanese(date: CalendarDate): string {
  return `${date.slice(0, 4)}年${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`
}

const englishMonths = "January February March April May June July August September October November December".split(" ")

/** 16 November 2026, as English papers write it. */
export function dateInEnglish(date: CalendarDate): string {
  return `${Number(date.slice(8))} ${englishMonths[Number(date.slice(5, 7)) - 1] ?? ""} ${date.slice(0, 4)}`
}

/** 昭和60年, the era's year of a date (元 for the first). */
export function eraYearOf(date: CalendarDate): string {
  const era = eras.find(({ since }) => date >= since)
  if (!era) return ""
  const year = Number(date.slice(0, 4)) - era.base
  return `${era.kanji}${year === 1 ? "元" : year}年`
}

/** Full years of age on a date. */
export function ageOn(bornOn: CalendarDate, on: CalendarDate): number {
  const years = Number(on.slice(0, 4)) - Number(bornOn.slice(0, 4))
  return on.slice(5) >= bornOn.slice(5) ? years : years - 1
}

/** Days from 1970-01-01 (proleptic Gregorian; Hinnant's days_from_civil), so that dates add up without any clock. */
function dayNumber(date: CalendarDate): number {
  const [y, m, d] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8))]
  const year = m <= 2 ? y - 1 : y
  const era = Math.floor(year / 400)
  const yearOfEra = year - era * 400
  const dayOfYear = Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + d - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** Days from one date to another; negative where the other is earlier. */
export const daysBetween = (from: CalendarDate, to: CalendarDate): number => dayNumber(to) - dayNumber(from)

/** The date so many days later (or, with a negative count, earlier). */
export function addDays(from: CalendarDate, days: number): CalendarDate {
  let [year, monthNumber, day] = [Number(from.slice(0, 4)), Number(from.slice(5, 7)), Number(from.slice(8)) + days]
  while (day < 1) {
    monthNumber -= 1
    if (monthNumber === 0) [year, monthNumber] = [year - 1, 12]
    day += daysInMonth(year, monthNumber)
  }
  for (let length = daysInMonth(year, monthNumber); day > length; length = daysInMonth(year, monthNumber)) {
    day -= length
    monthNumber += 1
    if (monthNumber === 13) [year, monthNumber] = [year + 1, 1]
  }
  return calendarDate(
    `${String(year).padStart(4, "0")}-${String(monthNumber).padStart(2, "0")}-${String(day).padStart(2, "0")}`,
  )
}

/** The day of a month, or the month's last where it has no such day (31st → 30th, 29th → 28 February). */
export const dayOfMonth = (of: Month, day: number): CalendarDate =>
  calendarDate(`${of}-${String(Math.min(day, Number(lastDayOf(of).slice(8)))).padStart(2, "0")}`)

/** The day of the week, 0 for Sunday. 1970-01-01 was a Thursday. */
export const weekdayOf = (date: CalendarDate): number => (((dayNumber(date) + 4) % 7) + 7) % 7
