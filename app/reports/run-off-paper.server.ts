import type { Scope } from "#app/platform/scope.server.ts"
import { deferredRunOff, type RunOff } from "#app/reports/deferred-run-off.server.ts"
import { accountInMonth } from "#app/reports/parts/general-ledger.server.ts"
import { paperHead } from "#app/reports/parts/paper-head.server.ts"
import type { Month } from "#app/values/calendar.ts"
import type { Paper, PaperRow } from "#templates/paper.ts"

const standings = { later: "号の予定なし", held: "休止中", ended: "契約終了(精算待ち)" } as const

const isStanding = (text: string): text is keyof typeof standings => text in standings

const nameOf = (takenIn: string): string =>
  isStanding(takenIn) ? standings[takenIn] : `${takenIn.slice(0, 4)}年${Number(takenIn.slice(5))}月`

function rowsOfTitle(lines: readonly RunOff[]): PaperRow[] {
  const [first] = lines
  if (!first) return []
  const total = lines.reduce((sum, { amountYen }) => sum + amountYen, 0)
  let left = total
  const rows = lines.map(({ takenIn, amountYen }): PaperRow => {
    left -= amountYen
    return { kind: "row", cells: [nameOf(takenIn), amountYen, left] }
  })
  return [
    { kind: "group", cells: [`${first.groupCode} ${first.groupTitle}`] },
    ...rows,
    { kind: "subtotal", cells: [`${first.groupCode} 計`, total, null] },
  ]
}

/** 前受金取崩予定表: what each coming month is expected to take of the month's 前受金, by title, tied to the general ledger. */
export async function runOffPaper(scope: Scope, month: Month): Promise<Paper> {
  const lines = await deferredRunOff(scope, month)
  const codes = [...new Set(lines.map(({ groupCode }) => groupCode))]
  const total = lines.reduce((sum, { amountYen }) => sum + amountYen, 0)
  const { closing } = await accountInMonth(scope, month, "deferred")
  return {
    ...(await paperHead(scope, month)),
    number: `取-${month}`,
    title: "前受金取崩予定表",
    conditions: ["当月末の前受金を、号の発送予定月(セミナーは開催月)に割り振り", "予定は当月末の号の予定による"],
    orientation: "portrait",
    columns: [
      { heading: "取崩予定", width: 40, align: "left" },
      { heading: "取崩額", unit: "円", width: 30, align: "right", summed: true },
      { heading: "取崩後の残高", unit: "円", width: 30, align: "right" },
    ],
    rows:
      lines.length === 0
        ? []
        : [
            ...codes.flatMap((code) => rowsOfTitle(lines.filter(({ groupCode }) => groupCode === code))),
            { kind: "total", cells: ["総合計", total, null] },
            { kind: "subtotal", cells: ["総勘定元帳 前受金", closing, null] },
            { kind: "subtotal", cells: ["差額", closing - total, null] },
          ],
  }
}
