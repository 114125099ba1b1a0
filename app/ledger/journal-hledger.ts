import { type JournalForm, openingLines } from "#app/ledger/journal-sides.ts"
import type { PlaceInMonth } from "#app/ledger/balances-for-month.server.ts"
import type { VoucherLineForPaper } from "#app/ledger/vouchers-for-month.server.ts"
import { type CalendarDate, calendarDate, lastDayOf, type Month } from "#app/values/calendar.ts"

const roots = { asset: "資産", liability: "負債", equity: "純資産", revenue: "収益", expense: "費用" } as const
const types = { asset: "A", liability: "L", equity: "E", revenue: "R", expense: "X" } as const

type Place = Pick<PlaceInMonth, "accountCode" | "accountName" | "accountKind" | "subAccount">

const nameOf = (place: Place) =>
  [roots[place.accountKind], `${place.accountCode}${place.accountName}`, place.subAccount]
    .map(accountPart)
    .filter((part) => part !== "")
    .join(":")

// Two spaces end an account's name, ";" starts a comment and ":" a sub-account; in names they are only characters.
const accountPart = (name: string) => oneLine(name).replaceAll(":", "：").replaceAll(";", "；")

const oneLine = (text: string) => text.replace(/\s+/g, " ").trim()

/** "|" would part payee from note. */
const descriptionOf = (text: string) => oneLine(text).replaceAll(";", "；").replaceAll("|", "｜")

/**
 * The books as a plain-text journal for hledger and Ledger: opening balances, then the month's vouchers, then the closing
 * balances as assertions, so that the program that reads it proves the books independently.
 */
export function hledgerJournal(books: {
  month: Month
  openedOn: CalendarDate
  organization: string
  state: "provisional" | "final"
  places: readonly PlaceInMonth[]
}): JournalForm {
  const accounts = new Map(books.places.map((place) => [nameOf(place), types[place.accountKind]]))
  const sorted = [...accounts].sort(([a], [b]) => (a < b ? -1 : 1))
  const closing = new Map<string, number>()
  for (const place of books.places) closing.set(nameOf(place), (closing.get(nameOf(place)) ?? 0) + place.closingYen)
  const head = [
    `; ${oneLine(books.organization)} ${books.month} ${books.state === "final" ? "締め済" : "未締"}`,
    // A commodity without a format, and types on lines of their own: Ledger reads the same file.
    "commodity JPY",
    sorted.map(([name, type]) => `account ${name}\n    ; type: ${type}`).join("\n"),
    entry(books.openedOn, "", "前月繰越", openingLines(books.places)),
  ]
  const proof = [
    `${lastDayOf(books.month)} 次月繰越の照合`,
    ...sorted.map(([name]) => `    ${name}  0 JPY = ${closing.get(name) ?? 0} JPY`),
  ]
  return {
    head: head.filter((section) => section !== "").join("\n\n"),
    entry: ({ effectiveOn, number, description, lines }) =>
      `\n\n${entry(effectiveOn, String(number), description, lines)}`,
    end: `\n\n${proof.join("\n")}\n`,
  }
}

function entry(
  on: string,
  code: string,
  description: string,
  lines: readonly (Place & Pick<VoucherLineForPaper, "amountYen">)[],
): string {
  if (lines.length === 0) return ""
  const title = `${calendarDate(on)} ${code === "" ? "" : `(${code}) `}${descriptionOf(description)}`
  return [title, ...lines.map((line) => `    ${nameOf(line)}  ${line.amountYen} JPY`)].join("\n")
}
