import type { Locale } from "#app/platform/scope.server.ts"
import type { Statistic, StatisticRow } from "#app/reports/statistics/statistic.ts"
import { renewedOf } from "#app/reports/statistics/statistic-shape.ts"
import { valueName } from "#app/reports/statistics/value-name.ts"

export type PictureBar = Readonly<{ label: string; value: number; note?: string | undefined }>

const MOST = 12
const percent = (part: number, whole: number) => (whole === 0 ? undefined : `${((part / whole) * 100).toFixed(1)}%`)
const of = (row: StatisticRow, key: string) => Number(row[key] ?? 0)

/** Adds up one figure by one key, in the order of the rows. */
function addedUp(rows: readonly StatisticRow[], key: string, figures: readonly string[]) {
  const sums = new Map<string, Record<string, number>>()
  for (const row of rows) {
    const name = String(row[key] ?? "")
    const before = sums.get(name)
    sums.set(name, Object.fromEntries(figures.map((figure) => [figure, (before?.[figure] ?? 0) + of(row, figure)])))
  }
  return [...sums].map(([name, figures]) => ({ name, figures }))
}

/** The statistic as bars, largest or next first; R1 and R3 have pictures of their own. */
export function barsOf(statistic: Statistic, locale: Locale): readonly PictureBar[] {
  const { rows } = statistic
  const block = (name: string) => rows.filter((row) => row.block === name)
  switch (statistic.code) {
    case "R1":
    case "R3":
      return []
    case "R2":
      return block("prefecture")
        .slice(0, MOST)
        .map((row) => ({
          label: valueName("value", row.value ?? "", locale),
          value: of(row, "copies"),
          note: percent(of(row, "copies"), statistic.totals.copies ?? 0),
        }))
    case "R4":
      return addedUp(rows, "issue", ["ordered", "paid"])
        .slice(0, MOST)
        .map(({ name, figures }) => ({
          label: valueName("issue", name, locale),
          value: figures.ordered ?? 0,
          note: percent(figures.paid ?? 0, figures.ordered ?? 0),
        }))
    case "R5":
      return addedUp(block("term"), "issue", ["copies"])
        .slice(0, MOST)
        .map(({ name, figures }) => ({ label: name, value: figures.copies ?? 0 }))
    case "R6":
      return rows.slice(0, MOST).map((row) => ({
        label: valueName("issue", row.issue ?? "", locale),
        value: of(row, "ended"),
        // A rate that is not final yet would read as a bad one.
        note: of(row, "pending") + of(row, "grace") > 0 ? undefined : percent(renewedOf(row), of(row, "ended")),
      }))
    case "R7":
      return block("source")
        .slice(0, MOST)
        .map((row) => ({ label: valueName("source", row.source ?? "", locale), value: of(row, "ordered") }))
    case "R8":
      return addedUp(rows, "category", ["copies"]).map(({ name, figures }) => ({
        label: valueName("category", name, locale),
        value: figures.copies ?? 0,
      }))
    case "R9":
      return block("runOff").map((row) => ({
        label: valueName("item", row.item ?? "", locale),
        value: of(row, "deferredYen"),
      }))
  }
}
