import type { Scope } from "#app/platform/scope.server.ts"
import { prefectures, regionOf } from "#app/reports/statistics/region-of.ts"
import type { StatisticRun } from "#app/reports/statistics/statistic-run.ts"
import { identity, type Statistic, sumOf, totalsOf } from "#app/reports/statistics/statistic.ts"

type Cell = { category: string; deliveryClass: string; prefecture: string; rows: number; copies: number }
type Stock = { printed: number; spoiled: number; grams: number; postageYen: number }
type Labels = Readonly<{ rows: number; copies: number }>

const categories = [
  ...["individual", "corporate", "gift", "membership", "complimentary", "sample"],
  ...["grace", "late", "reshipment"],
]

/** R8 号別発送部数内訳表: copies by kind of reader, delivery class and region, with weight and postage; what was printed. */
export async function shipmentStatistic(
  scope: Scope,
  run: StatisticRun,
  known: Readonly<{ closing: number; labels: Labels | null }>,
): Promise<Statistic> {
  const cells = await cellsOf(scope, run)
  const [stock = { printed: 0, spoiled: 0, grams: 0, postageYen: 0 }] = await scope.sql<Stock>`
    select printed_copies as printed, spoiled_copies as spoiled, weight_grams as grams, postage_yen as "postageYen"
    from issue where publication_id = ${run.issue.publicationId}::uuid and number = ${run.issue.issueNumber}::integer`
  const rows = grouped(cells, stock)
  const main = rows.filter(({ category }) => category !== "late" && category !== "reshipment")
  const sent = sumOf(rows, "copies")
  const left = stock.printed - sent - stock.spoiled
  const printing = { printed: stock.printed, spoiled: stock.spoiled }
  const figures = totalsOf(rows, ["rows", "copies", "grams", "postageYen"])
  return {
    code: "R8",
    previousIssue: run.previous?.issueNumber ?? null,
    rows,
    totals: { ...figures, main: sumOf(main, "copies"), ...(stock.printed > 0 ? { ...printing, stock: left } : {}) },
    identities: [
      identity("本発送の部数=今号部数", sumOf(main, "copies"), known.closing),
      ...(known.labels
        ? [
            identity("本発送の行数=宛名行数", sumOf(main, "rows"), known.labels.rows),
            identity("本発送の部数=宛名部数", sumOf(main, "copies"), known.labels.copies),
          ]
        : []),
      ...(stock.printed > 0 ? [identity("刷り部数=発送+在庫+損紙", stock.printed, sent + left + stock.spoiled)] : []),
    ],
  }
}

function grouped(cells: readonly Cell[], stock: Stock) {
  const keyOf = (cell: Cell) => [cell.category, cell.deliveryClass, regionOf(cell.prefecture)] as const
  const sums = new Map<
    string,
    { category: string; deliveryClass: string; region: string; rows: number; copies: number }
  >()
  for (const cell of cells) {
    const [category, deliveryClass, region] = keyOf(cell)
    const key = [category, deliveryClass, region].join(" ")
    const sum = sums.get(key) ?? { category, deliveryClass, region, rows: 0, copies: 0 }
    sums.set(key, { ...sum, rows: sum.rows + cell.rows, copies: sum.copies + cell.copies })
  }
  return [...sums.values()]
    .map((row) => ({ ...row, grams: row.copies * stock.grams, postageYen: row.copies * stock.postageYen }))
    .sort((a, b) => categories.indexOf(a.category) - categories.indexOf(b.category))
}

const cellsOf = (scope: Scope, run: StatisticRun) => scope.sql<Cell>`
  select case when issue_run.kind in ('late', 'reshipment') then issue_run.kind when shipment.kind = 'grace' then 'grace'
      else shipment.category end as category,
    shipment.delivery_class as "deliveryClass", shipment.prefecture, count(*)::integer as rows,
    sum(shipment.copies)::integer as copies
  from issue_run join shipment on shipment.issue_run_id = issue_run.id
  where issue_run.publication_id = ${run.issue.publicationId}::uuid and issue_run.issue_number = ${run.issue.issueNumber}::integer
  group by 1, 2, 3 order by 1, 2, array_position(${prefectures}::text[], shipment.prefecture)`
