import { z } from "zod"

/** The nine statistics of an issue (九統計), in the order of the menu. */
export const statisticCodes = ["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9"] as const
export type StatisticCode = (typeof statisticCodes)[number]

export const isStatisticCode = (text: string): text is StatisticCode => statisticCodes.some((code) => code === text)

/** Two figures that must be equal, and whether they are. */
export type Identity = Readonly<{ name: string; left: number; right: number; ok: boolean }>

export const identity = (name: string, left: number, right: number): Identity => ({
  name,
  left,
  right,
  ok: left === right,
})

/** One line: its keys and figures by name. `block` tells the parts of a report apart where it has several. */
export type StatisticRow = Readonly<Record<string, string | number | null>>

/** A statistic as it is frozen with its run: whole numbers only; shares are made where they are shown. */
export type Statistic = Readonly<{
  code: StatisticCode
  previousIssue: number | null
  rows: readonly StatisticRow[]
  totals: Readonly<Record<string, number>>
  identities: readonly Identity[]
  /** R1's second block: C 中途解約 by the reason given. */
  reasons?: readonly Readonly<{ reason: string; copies: number }>[] | undefined
}>

const isFigure = (value: unknown) => value === null || typeof value === "string" || typeof value === "number"

/** A row as one condition: R4 has thousands of them, and a union tried at each of their cells takes most of the time of a read (P7). */
const FrozenRow = z.custom<StatisticRow>(
  (row) => typeof row === "object" && row !== null && !Array.isArray(row) && Object.values(row).every(isFigure),
  "not a row of figures",
)

/** The form of a frozen statistic, for reading it back. */
export const FrozenStatistic = z.object({
  code: z.enum(statisticCodes),
  previousIssue: z.number().nullable(),
  rows: z.array(FrozenRow),
  totals: z.record(z.string(), z.number()),
  identities: z.array(z.object({ name: z.string(), left: z.number(), right: z.number(), ok: z.boolean() })),
  reasons: z.array(z.object({ reason: z.string(), copies: z.number() })).optional(),
})

/** Sum of one figure over rows, of one block where it is named. */
export function sumOf(rows: readonly StatisticRow[], field: string, block?: string): number {
  return rows.reduce((sum, row) => {
    const value = row[field]
    return typeof value === "number" && (block === undefined || row.block === block) ? sum + value : sum
  }, 0)
}

/** Sums of several figures by name. */
export const totalsOf = (rows: readonly StatisticRow[], fields: readonly string[], block?: string) =>
  Object.fromEntries(fields.map((field) => [field, sumOf(rows, field, block)]))
