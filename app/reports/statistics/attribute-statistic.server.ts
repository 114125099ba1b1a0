import type { Scope } from "#app/platform/scope.server.ts"
import { frozenBefore, type StatisticRun } from "#app/reports/statistics/statistic-run.ts"
import { identity, type Statistic, sumOf } from "#app/reports/statistics/statistic.ts"

/** The attributes of R2, in the order of the paper; what has not been answered is the empty value. */
export const attributes = ["prefecture", "gender", "age", "industry", "occupation", "jobTitle"] as const

type Row = { block: string; value: string; copies: number; readers: number }

// What readers write freely has a long tail; the largest stand alone, the others together.
const MOST = 200
export const OTHERS = "…"

/** R2 属性一覧表: copies and readers by each value of each attribute, and the difference to the previous issue. */
export async function attributeStatistic(scope: Scope, run: StatisticRun, closing: number): Promise<Statistic> {
  const counted = await valuesOf(scope, run)
  const previous = frozenBefore(run, "R2")
  const before = new Map(previous?.rows.map((row) => [`${row.block} ${row.value}`, row.copies]))
  const rows = attributes
    .flatMap((attribute) => withoutTail(counted.filter(({ block }) => block === attribute)))
    .map((row) => ({
      ...row,
      change: previous ? row.copies - Number(before.get(`${row.block} ${row.value}`) ?? 0) : null,
    }))
  const readers = sumOf(rows, "readers", "prefecture")
  return {
    code: "R2",
    previousIssue: run.previous?.issueNumber ?? null,
    rows,
    totals: { copies: closing, readers },
    identities: attributes.flatMap((attribute) => [
      identity(`${attribute}の部数の合計=今号部数`, sumOf(rows, "copies", attribute), closing),
      identity(`${attribute}の読者の合計=読者`, sumOf(rows, "readers", attribute), readers),
    ]),
  }
}

function withoutTail(rows: readonly Row[]): readonly Row[] {
  if (rows.length <= MOST) return rows
  const tail = rows.slice(MOST)
  const others = { block: tail[0]?.block ?? "", value: OTHERS }
  return [...rows.slice(0, MOST), { ...others, copies: sumOf(tail, "copies"), readers: sumOf(tail, "readers") }]
}

const valuesOf = (scope: Scope, run: StatisticRun) => scope.sql<Row>`
  with reader as (
    select recipient_id, sum(copies)::integer as copies, max(prefecture) as prefecture
    from shipment where issue_run_id = ${run.runId}::uuid group by recipient_id
  ),
  known as (
    select reader.copies, reader.prefecture, coalesce(member.gender, '') as gender, member.industry, member.occupation,
      member.job_title, case when member.born_on is null then '' else least(greatest(
        date_part('year', age(${run.shipsOn}::date, member.born_on))::integer / 10 * 10, 10), 80)::text end as age
    from reader join member on member.id = reader.recipient_id
  ),
  counted as (
    select case when grouping(prefecture) = 0 then 'prefecture' when grouping(gender) = 0 then 'gender'
        when grouping(age) = 0 then 'age' when grouping(industry) = 0 then 'industry'
        when grouping(occupation) = 0 then 'occupation' else 'jobTitle' end as block,
      coalesce(prefecture, gender, age, industry, occupation, job_title) as value,
      sum(copies)::integer as copies, count(*)::integer as readers
    from known
    group by grouping sets ((prefecture), (gender), (age), (industry), (occupation), (job_title))
  )
  select * from counted order by block, value = '', case block when 'age' then value end, copies desc, value`
