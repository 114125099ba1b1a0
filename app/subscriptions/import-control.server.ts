import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

/** The three control reports of a takeover: counts, expiry inventory in copies, balances in yen. */
export type ImportControl = Readonly<{
  members: number
  contracts: number
  activeContracts: number
  copiesNextIssue: Readonly<Record<string, number>>
  deferredYen: number
  receivableYen: number
  remainingValueYen: number
  /** 'GARDEN 521' → copies that end with that issue */
  expiry: Readonly<Record<string, number>>
}>

/**
 * Reports on the contracts that the file's good rows name, as they stood on the day of the takeover; what was served and
 * paid afterwards does not show, so a second run reports the same.
 */
export async function importControl(scope: Scope, asOf: CalendarDate): Promise<ImportControl> {
  const [report] = await scope.sql<ImportControl>`
    with taken_over as (
      select publication.code as publication, contract.start_issue, contract.units, contract.opening_units,
        publication.consume_units_per_issue as consumes, contract.opening_paid_yen as paid_yen, contract.price_yen,
        contract.opening_units < contract.units as active,
        (contract.price_yen - contract.tax_yen) * contract.opening_units / contract.units
          + contract.tax_yen * contract.opening_units / contract.units as earned_yen,
        (select sum(line.copies) from contract_line as line where line.contract_id = contract.id)::integer as copies,
        (select min(number) from issue where issue.publication_id = contract.publication_id
          and (issue.shipped_on is null or issue.shipped_on > ${asOf}::date)) as next_issue
      from contract join publication on publication.id = contract.publication_id
      where contract.number in (select contract_number from subscriber_import_row where not rejected)
    ), inventory as (
      select publication || ' ' || greatest(start_issue, next_issue)
        + (units - opening_units + consumes - 1) / consumes - 1 as last_issue, sum(copies)::integer as copies
      from taken_over where active group by 1
    ), shipping as (
      select publication, sum(copies)::integer as copies from taken_over where active and start_issue <= next_issue group by 1
    )
    select (select count(distinct member_number) from subscriber_import_row where not rejected)::integer as members,
      count(*)::integer as contracts,
      (count(*) filter (where active))::integer as "activeContracts",
      (select coalesce(jsonb_object_agg(publication, copies), '{}') from shipping) as "copiesNextIssue",
      coalesce(sum(greatest(paid_yen - earned_yen, 0)), 0)::bigint as "deferredYen",
      coalesce(sum(greatest(earned_yen - paid_yen, 0)), 0)::bigint as "receivableYen",
      coalesce(sum(price_yen - earned_yen) filter (where active), 0)::bigint as "remainingValueYen",
      (select coalesce(jsonb_object_agg(last_issue, copies), '{}') from inventory) as expiry
    from taken_over`
  if (!report) throw new Error("the control report gave no row")
  return report
}
