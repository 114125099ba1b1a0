import type { Scope } from "#app/platform/scope.server.ts"
import type { IssueOfTitle } from "#app/subscriptions/issue-run.ts"

export type Anomaly = Readonly<{
  kind: "no-postal-code" | "shared-address" | "unpaid"
  memberId: string
  memberName: string
  contractNumber: string
  /** Readers at the address, or yen unpaid. */
  size: number
  address: string
  /** All of this kind. */
  total: number
}>

/** Served units that may stay unpaid before the draft of a run asks about the contract. */
export const unpaidUnits = 3

/** What somebody should look at before this issue is confirmed, at most 20 of each kind (異常値). */
export const anomaliesForIssue = (scope: Scope, issue: IssueOfTitle) => scope.sql<Anomaly>`
  with delivery as (
    select contract.id as contract_id, contract.number, contract.price_yen, contract.units, contract.payer_id,
      line.recipient_id, member.postal_code, member.prefecture || member.city || member.street || member.building as address,
      concat_ws(' ', member.family_name, nullif(member.given_name, '')) as name
    from next_serving as serving join contract on contract.id = serving.contract_id
    join contract_line as line on line.contract_id = contract.id join member on member.id = line.recipient_id
    where serving.publication_id = ${issue.publicationId}::uuid and serving.state = 'active'
      and serving.start_issue <= ${issue.issueNumber}
  ), shared as (
    select postal_code, search_form(address) as place, count(distinct recipient_id)::integer as readers
    from delivery where postal_code <> '' group by 1, 2 having count(distinct recipient_id) > 1
  ), found as (
    select 'no-postal-code' as kind, recipient_id as member_id, name, number, 0::bigint as size, address
    from delivery where postal_code = ''
    union all
    select distinct 'shared-address', delivery.recipient_id, delivery.name, delivery.number, shared.readers, delivery.address
    from shared join delivery on delivery.postal_code = shared.postal_code and search_form(delivery.address) = shared.place
    union all
    select distinct 'unpaid', payer.id, concat_ws(' ', payer.family_name, nullif(payer.given_name, '')), delivery.number,
      position.receivable_yen, ''
    from delivery join contract_position as position on position.contract_id = delivery.contract_id
    join member as payer on payer.id = delivery.payer_id
    where position.receivable_yen > delivery.price_yen * ${unpaidUnits}::integer / delivery.units
  ), numbered as (
    select found.kind, found.member_id, found.name, found.number, found.size, found.address,
      row_number() over (partition by found.kind order by found.size desc, found.address, found.number) as place,
      (count(*) over (partition by found.kind))::integer as total
    from found
  )
  select kind, member_id as "memberId", name as "memberName", number as "contractNumber", size::bigint as size, address, total
  from numbered where place <= 20 order by kind, place`
