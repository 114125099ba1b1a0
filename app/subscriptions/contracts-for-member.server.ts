import type { Scope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"

export type ContractOfMember = Readonly<{
  id: string
  number: string
  publicationName: string
  publicationNameEnglish: string
  offerName: string
  offerNameEnglish: string
  state: "active" | "cancelled" | "stopped" | "transferred"
  isPayer: boolean
  payer: { id: string; name: string }
  recipients: readonly { id: string; name: string; copies: number }[]
  copies: number
  startIssue: number
  /** The last issue of the term, as the calendar stands; null once all units are served. */
  lastIssue: number | null
  units: number
  servedUnits: number
  priceYen: number
  paidYen: number
  deferredYen: number
  receivableYen: number
  /** What is still to be served, tax included. */
  valueLeftYen: number
  paymentWay: "card" | "convenience-store" | "bank-transfer" | "direct-debit" | "invoice" | "free"
  autoRenewal: boolean
  openedOn: string
  orderId: string | null
}>

/** The contracts that a member, or one merged into him, pays for or receives copies of (契約情報), those that go on first. */
export const contractsForMember = (scope: Scope, memberId: MemberId) => scope.sql<ContractOfMember>`
  select contract.id, contract.number, publication.name as "publicationName",
    publication.name_english as "publicationNameEnglish", offer.name as "offerName", offer.name_english as "offerNameEnglish",
    contract.state, contract.payer_id = any (array(select member_family(${memberId}::uuid))) as "isPayer",
    jsonb_build_object('id', payer.id, 'name', concat_ws(' ', payer.family_name, nullif(payer.given_name, ''))) as payer,
    delivery.recipients, delivery.copies, contract.start_issue as "startIssue",
    case when position.served_units < contract.units then expected_last_issue(contract.id) end as "lastIssue",
    contract.units, position.served_units as "servedUnits", contract.price_yen as "priceYen",
    (contract.opening_paid_yen + coalesce(paid.yen, 0))::bigint as "paidYen", position.deferred_yen as "deferredYen",
    position.receivable_yen as "receivableYen",
    (contract.price_yen - (contract.price_yen - contract.tax_yen) * position.served_units / contract.units
      - contract.tax_yen * position.served_units / contract.units)::bigint as "valueLeftYen",
    contract.payment_way as "paymentWay", contract.auto_renewal as "autoRenewal", contract.opened_on as "openedOn",
    contract.order_id as "orderId"
  from contract
  join publication on publication.id = contract.publication_id
  join offer on offer.id = contract.offer_id
  join member as payer on payer.id = contract.payer_id
  join contract_position as position on position.contract_id = contract.id
  cross join lateral (
    select jsonb_agg(jsonb_build_object('id', member.id, 'copies', line.copies,
        'name', concat_ws(' ', member.family_name, nullif(member.given_name, ''))) order by line.line_no) as recipients,
      sum(line.copies)::integer as copies
    from contract_line as line join member on member.id = line.recipient_id
    where line.contract_id = contract.id and line.until_issue is null
  ) as delivery
  left join lateral (
    select sum(allocation.amount_yen) as yen from payment_allocation as allocation where allocation.contract_id = contract.id
  ) as paid on true
  where contract.payer_id = any (array(select member_family(${memberId}::uuid)))
    or contract.id in (select line.contract_id from contract_line as line where line.recipient_id = any (array(select member_family(${memberId}::uuid))))
  order by contract.state <> 'active', position.served_units = contract.units, contract.opened_on desc, contract.number`
