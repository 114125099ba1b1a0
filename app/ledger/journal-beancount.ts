import { type JournalForm, openingLines } from "#app/ledger/journal-sides.ts"
import type { PlaceInMonth } from "#app/ledger/balances-for-month.server.ts"
import { addMonths, type CalendarDate, firstDayOf, type Month } from "#app/values/calendar.ts"

const roots = { asset: "資産", liability: "負債", equity: "純資産", revenue: "収益", expense: "費用" } as const

type Place = Pick<PlaceInMonth, "accountCode" | "accountName" | "accountKind" | "subAccount">

/** Parts of an account's name hold letters, digits and "-", and begin with a digit or a capital letter. */
function part(text: string): string {
  const plain = text.replace(/[^\p{L}\p{Nd}]+/gu, "-").replace(/^-+|-+$/g, "")
  return /^[A-Z0-9]/.test(plain) ? plain : `0${plain}`
}

const nameOf = (place: Place) =>
  [
    roots[place.accountKind],
    part(`${place.accountCode}${place.accountName}`),
    ...(place.subAccount === "" ? [] : [part(place.subAccount)]),
  ].join(":")

const textOf = (text: string) => `"${text.replace(/\s+/g, " ").trim().replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`

/**
 * The books for Beancount: opening balances, the month's vouchers, and the closing balances as assertions on the next morning, so
 * that bean-check proves the books independently.
 */
export function beancountJournal(books: {
  month: Month
  openedOn: CalendarDate
  organization: string
  places: readonly PlaceInMonth[]
}): JournalForm {
  const closing = new Map<string, number>()
  for (const place of books.places) closing.set(nameOf(place), (closing.get(nameOf(place)) ?? 0) + place.closingYen)
  const names = [...closing.keys()].sort()
  // A balance of Beancount takes an account's sub-accounts along.
  const closingOf = (name: string) =>
    [...closing].reduce((sum, [one, yen]) => (one === name || one.startsWith(`${name}:`) ? sum + yen : sum), 0)
  const next = firstDayOf(addMonths(books.month, 1))
  const head = [
    [
      `option "title" ${textOf(`${books.organization} ${books.month}`)}`,
      'option "operating_currency" "JPY"',
      ...[`option "name_assets" "${roots.asset}"`, `option "name_liabilities" "${roots.liability}"`],
      ...[`option "name_equity" "${roots.equity}"`, `option "name_income" "${roots.revenue}"`],
      `option "name_expenses" "${roots.expense}"`,
    ].join("\n"),
    names.map((name) => `${books.openedOn} open ${name} JPY`).join("\n"),
    entry(books.openedOn, "前月繰越", openingLines(books.places)),
  ]
  const proof = names.map((name) => `${next} balance ${name} ${closingOf(name)} JPY`).join("\n")
  return {
    head: head.filter((section) => section !== "").join("\n\n"),
    entry: ({ effectiveOn, number, description, lines }) =>
      `\n\n${entry(effectiveOn, `${number} ${description}`, lines)}`,
    end: proof === "" ? "\n" : `\n\n${proof}\n`,
  }
}

function entry(on: string, description: string, lines: readonly (Place & { amountYen: number })[]): string {
  if (lines.length === 0) return ""
  return [`${on} * ${textOf(description)}`, ...lines.map((line) => `  ${nameOf(line)}  ${line.amountYen} JPY`)].join(
    "\n",
  )
}
