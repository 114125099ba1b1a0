import { identity, type Identity } from "#app/reports/statistics/statistic.ts"

/** One line of R1 増減表: copies by product (paid, gift, complimentary), and how they moved since the previous issue. */
export type MovementRow = Readonly<{
  product: "paid" | "gift" | "complimentary" | "grace"
  /** O 前号部数 */
  opening: number
  /** N 新規 */
  started: number
  /** R 復活 */
  revived: number
  /** H⁺ 休止明け */
  resumed: number
  /** T⁺ 移管入, of all */
  transferredIn: number
  /** …of which from other titles, whose own R1 holds the other half */
  fromTitles: number
  /** Q⁺ 部数増 */
  copiesUp: number
  /** E 満了 */
  expired: number
  /** C 中途解約 */
  cancelled: number
  /** D 未入金停止 */
  stopped: number
  /** H⁻ 休止 */
  held: number
  /** U 宛先不明 */
  undeliverable: number
  /** T⁻ 移管出, of all */
  transferredOut: number
  /** …of which to other titles */
  toTitles: number
  /** Q⁻ 部数減 */
  copiesDown: number
  /** Cl 今号部数 */
  closing: number
}>

export const increases = ["started", "revived", "resumed", "transferredIn", "copiesUp"] as const
export const decreases = [
  "expired",
  "cancelled",
  "stopped",
  "held",
  "undeliverable",
  "transferredOut",
  "copiesDown",
] as const

const products = { paid: "有料", gift: "ギフト", complimentary: "寄贈", grace: "猶予" } as const

export type MovementReport = Readonly<{
  code: "R1"
  previousIssue: number | null
  rows: readonly MovementRow[]
  totals: Omit<MovementRow, "product">
  /** C 中途解約 by the reason given */
  reasons: readonly Readonly<{ reason: string; copies: number }>[]
  identities: readonly Identity[]
}>

const sum = (row: Readonly<Record<string, number | string>>, fields: readonly string[]) =>
  fields.reduce((total, field) => total + Number(row[field] ?? 0), 0)

/** Totals of the rows and the report's identities: each row and the total tie out, and what moves in has moved out. */
export function movementReport(
  rows: readonly MovementRow[],
  previousIssue: number | null,
  reasons: MovementReport["reasons"],
): MovementReport {
  const total = (field: Exclude<keyof MovementRow, "product">) => rows.reduce((value, row) => value + row[field], 0)
  const totals = {
    opening: total("opening"),
    started: total("started"),
    revived: total("revived"),
    resumed: total("resumed"),
    transferredIn: total("transferredIn"),
    fromTitles: total("fromTitles"),
    copiesUp: total("copiesUp"),
    expired: total("expired"),
    cancelled: total("cancelled"),
    stopped: total("stopped"),
    held: total("held"),
    undeliverable: total("undeliverable"),
    transferredOut: total("transferredOut"),
    toTitles: total("toTitles"),
    copiesDown: total("copiesDown"),
    closing: total("closing"),
  }
  const closes = (row: Omit<MovementRow, "product">) => row.opening + sum(row, increases) - sum(row, decreases)
  return {
    code: "R1",
    previousIssue,
    rows,
    totals,
    reasons,
    identities: [
      ...rows.map((row) => identity(`前号+増−減=今号(${products[row.product]})`, closes(row), row.closing)),
      identity("前号+増−減=今号(合計)", closes(totals), totals.closing),
      identity(
        "移管入の合計=移管出の合計(媒体内)",
        totals.transferredIn - totals.fromTitles,
        totals.transferredOut - totals.toTitles,
      ),
      identity(
        "中途解約の理由別の合計=中途解約",
        reasons.reduce((value, { copies }) => value + copies, 0),
        totals.cancelled,
      ),
    ],
  }
}
