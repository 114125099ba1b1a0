import type { Scope } from "#app/platform/scope.server.ts"
import type { StatisticRow } from "#app/reports/statistics/statistic.ts"
import type { StatisticCode } from "#app/reports/statistics/statistic.ts"
import { prefecturesOf } from "#app/reports/statistics/region-of.ts"
import type { IssueRunId } from "#app/values/ids.ts"

export type PersonBehind = Readonly<{
  memberId: string
  memberNumber: string
  name: string
  contractNumber: string
  copies: number
  total: number
}>

const movements: Readonly<Record<string, readonly string[]>> = {
  transferredIn: ["transferredIn", "fromTitles"],
  transferredOut: ["transferredOut", "toTitles"],
}
const generations: Readonly<Record<string, readonly [number, number]>> = {
  copies: [1, 9999],
  contracts: [1, 9999],
  first: [1, 1],
  second: [2, 2],
  later: [3, 9999],
}

/** The figures that lead to people: the others are sums over time or yen. */
export function leadsToPeople(code: StatisticCode, row: StatisticRow, key: string): boolean {
  switch (code) {
    case "R1":
      return key !== "opening" && key !== "product"
    case "R2":
      return (key === "copies" || key === "readers") && row.value !== "…"
    case "R3":
      return key in generations
    case "R4":
    case "R7":
      return key === "ordered"
    case "R6":
      return key === "ended"
    case "R8":
      return (key === "copies" || key === "rows") && row.category !== "late" && row.category !== "reshipment"
    case "R5":
    case "R9":
      return false
  }
}

/**
 * The people behind one figure of a frozen statistic. R1 is kept copy by copy; the other figures are asked of the run's
 * shipments and contracts with today's attributes of their people.
 */
export function peopleBehindFigure(
  scope: Scope,
  asked: Readonly<{
    runId: IssueRunId
    code: StatisticCode
    row: StatisticRow
    key: string
    limit: number
    offset: number
  }>,
): Promise<PersonBehind[]> {
  const { runId, code, row, key } = asked
  const text = (name: string) => String(row[name] ?? "")
  const number = (name: string) => Number(row[name] ?? 0)
  const [low, high] = generations[key] ?? [1, 9999]
  const moved = code === "R1" && key !== "closing"
  return scope.sql<PersonBehind>`
    with run as (select * from issue_run where id = ${runId}::uuid),
    behind as (
      select moved.contract_id, contract.payer_id as member_id, moved.copies
      from issue_run_movement as moved join contract on contract.id = moved.contract_id
      where ${moved}::boolean and moved.issue_run_id = ${runId}::uuid and moved.product = ${text("product")}
        and moved.reason = any(${movements[key] ?? [key]}::text[])
      union all
      select contract_id, recipient_id, copies from shipment
      where ${code === "R1" && key === "closing"}::boolean and issue_run_id = ${runId}::uuid and kind = ${text("product")}
      union all
      select shipment.contract_id, member.id, shipment.copies
      from run join shipment on shipment.issue_run_id = run.id join member on member.id = shipment.recipient_id
      where ${code === "R2"}::boolean and ${text("value")} = case ${text("block")}
        when 'prefecture' then shipment.prefecture when 'gender' then coalesce(member.gender, '')
        when 'industry' then member.industry when 'occupation' then member.occupation when 'jobTitle' then member.job_title
        else coalesce(least(greatest(date_part('year', age(run.ships_on, member.born_on))::integer / 10 * 10, 10), 80)::text, '') end
      union all
      select shipment.contract_id, shipment.recipient_id, shipment.copies
      from shipment join contract on contract.id = shipment.contract_id
      where ${code === "R3"}::boolean and shipment.issue_run_id = ${runId}::uuid and contract.generation between ${low}::integer and ${high}::integer
        and ${number("issue")}::integer = case ${text("block")} when 'first' then contract.first_start_issue else contract.start_issue end
      union all
      select contract.id, contract.payer_id, null from run join contract on contract.publication_id = run.publication_id
      where ${code === "R4"}::boolean and contract.price_yen > 0 and contract.start_issue = ${number("issue")}::integer
        and contract.payment_way = ${text("way")} and contract.source_code = ${text("source")}
      union all
      select contract.id, contract.payer_id, null from run join contract on contract.publication_id = run.publication_id
      where ${code === "R6"}::boolean and contract.last_issue = ${number("issue")}::integer and contract.price_yen > 0
        and contract.category <> 'sample' and contract.state <> 'transferred'
      union all
      select contract.id, contract.payer_id, null from run join contract on contract.publication_id = run.publication_id
      join offer on offer.id = contract.offer_id
      where ${code === "R7"}::boolean and contract.previous_id is null and contract.source_code = ${text("source")}
        and (${text("block")} = 'source' or (offer.name = ${text("plan")} and contract.channel = ${text("channel")}))
      union all
      select contract_id, recipient_id, copies from shipment
      where ${code === "R8"}::boolean and issue_run_id = ${runId}::uuid and delivery_class = ${text("deliveryClass")}
        and case when kind = 'grace' then 'grace' else category end = ${text("category")}
        and (prefecture = any(${prefecturesOf(text("region"))}::text[]) or (${text("region")} = '' and prefecture = ''))
    )
    select member.id as "memberId", member.number as "memberNumber",
      concat_ws(' ', nullif(member.company_name, ''), member.family_name, nullif(member.given_name, '')) as name,
      contract.number as "contractNumber", coalesce(behind.copies, (select sum(line.copies) from contract_line as line
        where line.contract_id = contract.id and line.until_issue is null))::integer as copies,
      count(*) over ()::integer as total
    from behind join contract on contract.id = behind.contract_id join member on member.id = behind.member_id
    order by member.number, contract.number limit ${asked.limit}::integer offset ${asked.offset}::integer`
}
