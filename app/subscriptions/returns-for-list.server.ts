import type { Scope } from "#app/platform/scope.server.ts"
import type { returnCauses } from "#app/subscriptions/contract/register-return.server.ts"

export type ReturnOfList = Readonly<{
  id: string
  contractId: string
  contractNumber: string
  recipientId: string
  recipientName: string
  phone: string
  address: string
  publication: string
  publicationEnglish: string
  issue: number
  cause: keyof typeof returnCauses
  note: string
  returnedOn: string
  solvedOn: string | null
  isHeld: boolean
  total: number
}>

/** Copies that came back (返戻, C6), a page of them: those that somebody must ask about, the oldest first, or those solved. */
export const returnsForList = (
  scope: Scope,
  page: Readonly<{ state: "open" | "solved"; limit: number; offset: number }>,
) => scope.sql<ReturnOfList>`
  select returned.id, contract.id as "contractId", contract.number as "contractNumber", member.id as "recipientId",
    concat_ws(' ', nullif(member.company_name, ''), member.family_name, nullif(member.given_name, '')) as "recipientName",
    member.phone, member.prefecture || member.city || member.street || member.building as address,
    publication.name as publication, publication.name_english as "publicationEnglish", run.issue_number as issue,
    returned.cause, returned.note, returned.returned_on as "returnedOn", returned.solved_on as "solvedOn",
    exists (select from contract_hold as hold where hold.contract_id = contract.id and hold.until_issue is null
      and hold.reason = 'undeliverable') as "isHeld",
    (count(*) over ())::integer as total
  from returned_mail as returned join contract on contract.id = returned.contract_id
  join issue_run as run on run.id = returned.issue_run_id
  join shipment on shipment.issue_run_id = returned.issue_run_id and shipment.contract_id = returned.contract_id
    and shipment.line_no = returned.line_no
  join member on member.id = shipment.recipient_id join publication on publication.id = contract.publication_id
  where (returned.solved_on is null) = (${page.state} = 'open')
  order by returned.solved_on desc, returned.returned_on, contract.number
  limit ${page.limit}::integer offset ${page.offset}::integer`
