const era = new Intl.DateTimeFormat("ja-JP-u-ca-japanese", {
  era: "long",
  year: "numeric",
  month: "long",
  day: "numeric",
  timeZone: "UTC",
})

/** 和暦 of a calendar date (`2026-10-31` → 令和8年10月31日); empty while the date is incomplete. */
export function eraText(date: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)
  if (!parts) return ""
  const [, year, month, day] = parts
  return era.format(Date.UTC(Number(year), Number(month) - 1, Number(day)))
}
