import type { Scope } from "#app/platform/scope.server.ts"
import { type ContractOfMember, contractsForMember } from "#app/subscriptions/contracts-for-member.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import type { MemberId } from "#app/values/ids.ts"

export type IssueOfContract = Readonly<{ number: number; label: string; shipsOn: string }>

export type ContractOfReader = ContractOfMember &
  Readonly<{
    nextIssue: IssueOfContract | null
    /** The issues that a hold or a return may begin with, the next one first. */
    comingIssues: readonly IssueOfContract[]
    received: readonly Readonly<{ number: number; label: string; shippedOn: string; copies: number }>[]
    hold: Readonly<{ fromIssue: number; untilIssue: number | null }> | null
    declinedOn: string | null
    /** Renewal by the card on file: what will be charged and when, once it is announced; null where there is none. */
    byCard: Readonly<{
      brand: string
      last4: string
      chargeOn: string | null
      amountYen: number | null
      /** It is one charge for all titles of its bundle (セット). */
      isBundle: boolean
    }> | null
    isRenewed: boolean
    isRunning: boolean
  }>

type More = Pick<ContractOfReader, "comingIssues" | "received" | "hold" | "declinedOn" | "isRenewed" | "byCard"> & {
  id: string
}

/** Who else receives copies, and the money, are the payer's to know. */
const notHis = { recipients: [], priceYen: 0, paidYen: 0, deferredYen: 0, receivableYen: 0, valueLeftYen: 0 }

/** What a reader sees of the contracts that he pays for or receives copies of (マイページ), running ones first. */
export async function contractsForReader(scope: Scope, memberId: MemberId): Promise<readonly ContractOfReader[]> {
  const contracts = await contractsForMember(scope, memberId)
  const rows = await scope.sql<More>`
    with family as materialized (
      select id from member_family(${memberId}::uuid) as id
    )
    select contract.id, contract.renewal_declined_on as "declinedOn",
      (select jsonb_build_object('brand', card.brand, 'last4', card.last4, 'chargeOn', renewal.next_try_on,
          'amountYen', case when renewal.next_try_on is null then null else renewal.amount_yen end, 'isBundle', whole.order_id is not null)
        from card_on_file as card left join lateral (
          select next_try_on, amount_yen from auto_renewal as announced
          where announced.contract_id = contract.id
            or announced.contract_id in (select id from contract as sibling where sibling.order_id = whole.order_id)
          order by next_try_on limit 1
        ) as renewal on true
        where (sold.bundle_id is null or whole.order_id is not null) and card.member_id = contract.payer_id and contract.auto_renewal and contract.payment_way = 'card'
          and contract.payer_id in (select id from family)) as "byCard",
      exists (select from contract as next where next.previous_id = contract.id and next.state = 'active') as "isRenewed",
      coalesce((
        select jsonb_agg(jsonb_build_object('number', number, 'label', label, 'shipsOn', ships_on) order by number)
        from (
          select number, label, ships_on from issue where issue.publication_id = contract.publication_id
            and issue.shipped_on is null and issue.skipped_on is null and issue.number >= contract.start_issue
          order by number limit 12
        ) as coming), '[]') as "comingIssues",
      coalesce((
        select jsonb_agg(jsonb_build_object('number', issue.number, 'label', issue.label, 'shippedOn', run.ships_on,
          'copies', sent.copies) order by issue.number desc)
        from (
          select issue_run_id, sum(copies)::integer as copies from shipment where shipment.contract_id = contract.id
            and (contract.payer_id in (select id from family) or shipment.recipient_id in (select id from family))
          group by issue_run_id
        ) as sent
        join issue_run as run on run.id = sent.issue_run_id
        join issue on issue.publication_id = run.publication_id and issue.number = run.issue_number), '[]') as received,
      (select jsonb_build_object('fromIssue', from_issue, 'untilIssue', until_issue) from contract_hold as hold
        where hold.contract_id = contract.id and (hold.until_issue is null or (hold.until_issue > hold.from_issue and hold.until_issue > (
          select coalesce(min(number), 0) from issue where issue.publication_id = contract.publication_id
            and issue.shipped_on is null and issue.skipped_on is null)))
        order by from_issue limit 1) as hold
    from contract left join customer_order as sold on sold.id = contract.order_id
    left join lateral (
      select bundle_to_renew.order_id from bundle_to_renew join offer on offer.id = bundle_to_renew.bundle_id and offer.on_sale
      where bundle_to_renew.order_id = contract.order_id
    ) as whole on true
    where contract.id = any (${contracts.map(({ id }) => id)}::uuid[])`
  const moreOf = new Map(rows.map((row) => [row.id, row]))
  return contracts.flatMap((contract) => {
    const more = moreOf.get(contract.id)
    if (!more) return []
    const isRunning = contract.state === "active" && contract.servedUnits < contract.units
    const shown = contract.isPayer ? contract : { ...contract, ...notHis }
    return [{ ...shown, ...more, isRunning, nextIssue: isRunning ? (more.comingIssues[0] ?? null) : null }]
  })
}

/** One of them. Refuses: unknown-contract, where it is not the reader's. */
export async function contractOfReader(scope: Scope, memberId: MemberId, id: string): Promise<ContractOfReader> {
  const contract = (await contractsForReader(scope, memberId)).find((one) => one.id === id)
  if (!contract) throw refuse("unknown-contract")
  return contract
}

/** One that he pays for himself: its money and its course are his. Refuses: unknown-contract. */
export async function ownContract(scope: Scope, memberId: MemberId, id: string): Promise<ContractOfReader> {
  const contract = await contractOfReader(scope, memberId, id)
  if (!contract.isPayer) throw refuse("unknown-contract")
  return contract
}
