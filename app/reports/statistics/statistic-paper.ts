import type { Locale } from "#app/platform/scope.server.ts"
import { type Shape, type ShapeColumn, shapes } from "#app/reports/statistics/statistic-shape.ts"
import { type Statistic, type StatisticRow, totalsOf } from "#app/reports/statistics/statistic.ts"
import { valueName } from "#app/reports/statistics/value-name.ts"
import type { Paper, PaperCell, PaperRow } from "#templates/paper.ts"

export type StatisticHead = Readonly<{
  publicationCode: string
  publicationName: string
  issueNumber: number
  label: string
  organization: string
  shipsOn: string
  confirmedAt: Date
  confirmedBy: string
}>

/** Where a figure leads: to the people behind it; null where it leads nowhere. */
export type LinkOfFigure = (row: StatisticRow, at: number, key: string) => string | null

/** One of the nine statistics as a paper (帳票): the same on the screen, as PDF, XLSX and CSV; its identities at the foot. */
export function statisticPaper(
  statistic: Statistic,
  head: StatisticHead,
  options: { locale: Locale; linkOf?: LinkOfFigure } = { locale: "ja" },
): Paper {
  const { locale } = options
  const shape = shapes[statistic.code]
  const { issueNumber: issue } = head
  return {
    number: `${statistic.code}-${head.publicationCode}-${issue}`,
    title: shape.title[locale],
    organization: head.organization,
    period:
      locale === "ja"
        ? `${head.publicationName} 第${issue}号(${head.label}) 発送日 ${head.shipsOn}`
        : `${head.publicationName} No. ${issue} (${head.label}), shipped ${head.shipsOn}`,
    conditions: [previousText(statistic.previousIssue, locale), shape.basis[locale]],
    state: "final",
    printedAt: head.confirmedAt,
    printedBy: head.confirmedBy,
    orientation: shape.orientation,
    columns: shape.columns.map((column) => ({
      heading: column.heading[locale],
      ...(column.unit ? { unit: column.unit[locale] } : {}),
      width: column.width,
      align: column.kind === "text" ? ("left" as const) : ("right" as const),
      summed: column.kind === "figure",
    })),
    rows: [...bodyOf(statistic, shape, options), ...footOf(statistic, shape, locale)],
    stamps: ["責任者", "担当"],
    footer: "発送処理の確定時に固定した値です。 取扱注意・使用後は裁断して廃棄",
  }
}

function previousText(previous: number | null, locale: Locale): string {
  if (locale === "ja") return previous === null ? "前号なし" : `前号 第${previous}号`
  return previous === null ? "no previous issue" : `previous issue No. ${previous}`
}

function bodyOf(statistic: Statistic, shape: Shape, options: { locale: Locale; linkOf?: LinkOfFigure }): PaperRow[] {
  const rows = [
    ...statistic.rows.map((row, at) => ({ row, at })),
    ...(statistic.reasons ?? []).map(({ reason, copies }) => ({
      row: { block: "reasons", product: reason, cancelled: copies },
      at: -1,
    })),
  ]
  const lines = shape.blocks.flatMap(({ key, name, sums }) => {
    const inside = rows.filter(({ row }) => (row.block ?? "") === key)
    if (inside.length === 0) return []
    const plain = inside.map(({ row, at }) => lineOf(statistic, shape, { row, at }, options))
    const head: PaperRow[] = name ? [{ kind: "group", cells: [name[options.locale]] }] : []
    return [...head, ...plain, ...(sums ? [sumLine(statistic, shape, key, options.locale)] : [])]
  })
  const whole = shape.blocks.some(({ sums }) => sums) || statistic.code === "R9"
  return whole ? lines : [...lines, totalLine(statistic, shape, options.locale)]
}

function cellOf(statistic: Statistic, column: ShapeColumn, row: StatisticRow, locale: Locale): PaperCell {
  const value = row[column.key] ?? null
  if (column.kind === "text") return valueName(column.key, value, locale, String(row.block ?? ""))
  if (column.kind === "figure") return typeof value === "number" ? value : null
  const [part, of] = column.share?.(row, statistic.totals) ?? [0, 0]
  return of === 0 ? null : `${((part / of) * 100).toFixed(1)}%`
}

function lineOf(
  statistic: Statistic,
  shape: Shape,
  { row, at }: { row: StatisticRow; at: number },
  { locale, linkOf }: { locale: Locale; linkOf?: LinkOfFigure },
): PaperRow {
  const cells = shape.columns.map((column) => cellOf(statistic, column, row, locale))
  if (!linkOf || at < 0) return { kind: "row", cells }
  const links = shape.columns.map(({ key }, place) => (cells[place] === 0 ? null : linkOf(row, at, key)))
  return { kind: "row", cells, links }
}

function sumLine(statistic: Statistic, shape: Shape, block: string, locale: Locale): PaperRow {
  const inside = statistic.rows.filter((row) => (row.block ?? "") === block)
  const keys = shape.columns.filter(({ kind }) => kind === "figure").map(({ key }) => key)
  const known = keys.filter((key) => inside.some((row) => typeof row[key] === "number"))
  return sumsAsLine(statistic, shape, totalsOf(inside, known), { locale, kind: block === "" ? "total" : "subtotal" })
}

const totalLine = (statistic: Statistic, shape: Shape, locale: Locale): PaperRow =>
  sumsAsLine(statistic, shape, statistic.totals, { locale, kind: "total" })

function sumsAsLine(
  statistic: Statistic,
  shape: Shape,
  sums: StatisticRow,
  { locale, kind }: { locale: Locale; kind: "total" | "subtotal" },
): PaperRow {
  const name = kind === "total" ? { ja: "合計", en: "Total" } : { ja: "計", en: "Sum" }
  const cells = shape.columns.map((column, at) => {
    if (at === 0) return name[locale]
    return column.kind === "text" ? null : cellOf(statistic, column, sums, locale)
  })
  return { kind, cells }
}

/** 照合: the identities, each with both its sides. */
function footOf(statistic: Statistic, shape: Shape, locale: Locale): PaperRow[] {
  const empty = shape.columns.slice(1).map(() => null)
  const figure = (value: number) => value.toLocaleString("ja-JP")
  const fits = (ok: boolean) => (ok ? { ja: "一致", en: "ties" } : { ja: "不一致", en: "differs" })[locale]
  const printing = statistic.totals.stock === undefined ? [] : [printingText(statistic.totals, locale)]
  return [
    ...printing.map((line): PaperRow => ({ kind: "note", cells: [line, ...empty] })),
    { kind: "group", cells: [{ ja: "照合", en: "Identities" }[locale]] },
    ...statistic.identities.map(({ name, left, right, ok }): PaperRow => ({
      kind: "note",
      cells: [`${name}: ${figure(left)} = ${figure(right)} ${fits(ok)}`, ...empty],
    })),
  ]
}

const printingText = (totals: Readonly<Record<string, number>>, locale: Locale): string => {
  const { printed = 0, spoiled = 0, stock = 0 } = totals
  return locale === "ja"
    ? `刷り部数 ${printed} 在庫 ${stock} 損紙 ${spoiled}`
    : `printed ${printed}, in stock ${stock}, spoiled ${spoiled}`
}
