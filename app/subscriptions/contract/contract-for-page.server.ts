import type { Scope } from "#app/platform/scope.server.ts"
import type { ChainedTerm, ContractOfPage } from "#app/subscriptions/contract/contract-page.ts"
import { contractAsItStands, type LockedContract } from "#app/subscriptions/contract/lock-contract.server.ts"

type More = Omit<ContractOfPage, keyof LockedContract | "before" | "after" | "events">

/** One contract's page (契約): terms, people, money, holds, refunds, perks, returns, its chain and its history. Refuses: unknown-contract. */
export async function contractForPage(scope: Scope, contractId: string): Promise<ContractOfPage> {
  const contract = await contractAsItStands(scope, contractId)
  const [more] = await scope.sql<More>`
    select publication.name_english as "publicationNameEnglish", offer.name_english as "offerNameEnglish",
      jsonb_build_object('id', payer.id, 'number', payer.number,
        'name', coalesce(nullif(payer.company_name, ''), concat_ws(' ', payer.family_name, nullif(payer.given_name, '')))) as payer,
      contract.order_id as "orderId", ordered.number as "orderNumber", contract.opened_on as "openedOn",
      contract.ended_on as "endedOn", contract.ended_from_issue as "endedFromIssue", contract.end_reason as "endReason",
      contract.grace_issues as "graceIssues", contract.renewal_declined_on as "renewalDeclinedOn", contract.channel, contract.note,
      case when contract.state <> 'active' then contract.ended_from_issue - 1 else expected_last_issue(contract.id) end
        as "expectedLastIssue",
      (contract.opening_paid_yen + coalesce((select sum(allocation.amount_yen) from payment_allocation as allocation
        where allocation.contract_id = contract.id), 0))::bigint as "paidYen",
      (position.receivable_yen + case when contract.state = 'active' then greatest(contract.price_yen
        - (contract.price_yen - contract.tax_yen) * position.served_units / contract.units
        - contract.tax_yen * position.served_units / contract.units - position.deferred_yen, 0) else 0 end)::bigint as "unpaidYen",
      (select coalesce(sum(billed.amount_yen), 0) from billed_movement as billed where billed.subject_id = contract.id)::bigint as "billedYen",
      (select coalesce(jsonb_agg(jsonb_build_object('lineNo', line.line_no, 'id', member.id, 'number', member.number,
          'name', concat_ws(' ', nullif(member.company_name, ''), member.family_name, nullif(member.given_name, '')),
          'copies', line.copies, 'fromIssue', line.from_issue, 'untilIssue', line.until_issue) order by line.line_no), '[]')
        from contract_line as line join member on member.id = line.recipient_id where line.contract_id = contract.id) as lines,
      (select coalesce(jsonb_agg(jsonb_build_object('seq', seq, 'fromIssue', from_issue, 'untilIssue', until_issue,
          'reason', reason, 'note', note) order by seq desc), '[]')
        from contract_hold where contract_id = contract.id) as holds,
      (select coalesce(jsonb_agg(jsonb_build_object('number', number, 'amountYen', amount_yen, 'cause', cause, 'owedOn', owed_on,
          'paidOn', paid_on) order by number desc), '[]') from refund where contract_id = contract.id) as refunds,
      (select coalesce(jsonb_agg(jsonb_build_object('code', code, 'name', name, 'isPicked', picked_run_id is not null)
          order by code), '[]') from contract_perk where contract_id = contract.id) as perks,
      (select coalesce(jsonb_agg(jsonb_build_object('id', returned.id, 'issue', run.issue_number, 'returnedOn',
          returned.returned_on, 'cause', returned.cause, 'isSolved', returned.solved_on is not null)
          order by returned.returned_on desc), '[]')
        from returned_mail as returned join issue_run as run on run.id = returned.issue_run_id
        where returned.contract_id = contract.id) as returns
    from contract join publication on publication.id = contract.publication_id
    join offer on offer.id = contract.offer_id join member as payer on payer.id = contract.payer_id
    join contract_position as position on position.contract_id = contract.id
    left join customer_order as ordered on ordered.id = contract.order_id
    where contract.id = ${contract.id}::uuid`
  if (!more) throw new Error(`contract ${contract.number} has no row`)
  return { ...contract, ...more, ...(await chainOf(scope, contract.id)), events: await eventsOf(scope, contract.id) }
}

async function chainOf(scope: Scope, contractId: string) {
  const terms = await scope.sql<ChainedTerm & { side: "before" | "after" }>`
    select chained.side, contract.id, contract.number, publication.name || ' ' || offer.name as offer, contract.state,
      contract.start_issue as "startIssue"
    from (
      select 'before' as side, previous_id as id from contract where id = ${contractId}::uuid
      union select 'before', from_id from contract_transfer where to_id = ${contractId}::uuid
      union select 'after', id from contract where previous_id = ${contractId}::uuid
      union select 'after', to_id from contract_transfer where from_id = ${contractId}::uuid
    ) as chained
    join contract on contract.id = chained.id join offer on offer.id = contract.offer_id
    join publication on publication.id = contract.publication_id
    order by contract.start_issue, contract.number`
  const on = (side: "before" | "after") => terms.filter((term) => term.side === side)
  return { before: on("before"), after: on("after") }
}

const eventsOf = (scope: Scope, contractId: string) => scope.sql<ContractOfPage["events"][number]>`
  select event.seq, event.kind, event.from_issue as "fromIssue", event.happened_on as "happenedOn", event.detail,
    event.recorded_by as by
  from contract_event as event where event.contract_id = ${contractId}::uuid order by event.seq desc`
