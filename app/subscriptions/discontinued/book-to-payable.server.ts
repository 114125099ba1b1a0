import { creditInvoices } from "#app/billing/papers/lower-invoices.server.ts"
import { openVoucher, postingDate, postLines } from "#app/ledger/post-voucher.server.ts"
import { reserveNumbers } from "#app/platform/number-sequence.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { contractEventKinds } from "#app/subscriptions/contract/contract-event.ts"
import type { ContractId } from "#app/values/ids.ts"

export type BookedToPayable = Readonly<{ contracts: number; refunds: number; yen: number }>

/**
 * 前受金 → 未払金 of contracts of a title that ended (Dr 前受金, Cr 未払金, no tax: nothing was supplied), one voucher for all of them, each
 * with its refund to pay and ended; those without money left end without one. Set-based: the rows of `discontinued_contract` that
 * have no outcome yet are the key, so a second run finds none. The title's positions must be held alone.
 */
export async function bookToPayable(
  scope: Scope,
  act: Readonly<{
    title: Readonly<{ publicationId: string; code: string; name: string }>
    /** One contract, or all of the title that have no outcome. */
    contractId: string | null
    outcome: "refunded" | "unanswered"
    key: string
  }>,
): Promise<BookedToPayable> {
  const [open] = await scope.sql<{ contracts: number; refunds: number; yen: number }>`
    with locked as (
      select chosen.contract_id from discontinued_contract as chosen join contract on contract.id = chosen.contract_id
      where chosen.publication_id = ${act.title.publicationId}::uuid and chosen.outcome is null and contract.state = 'active'
        and (${act.contractId}::uuid is null or chosen.contract_id = ${act.contractId}::uuid)
      order by chosen.contract_id for update
    )
    select count(*)::integer as contracts, (count(*) filter (where deferred_yen > 0))::integer as refunds,
      coalesce(sum(deferred_yen), 0)::bigint as yen
    from locked join contract_position as position on position.contract_id = locked.contract_id`
  if (!open || open.contracts === 0) return { contracts: 0, refunds: 0, yen: 0 }
  await oweEach(scope, act, open.refunds)
  if (open.yen > 0) await post(scope, act, open.yen)
  await endEach(scope, act.key)
  await creditBilled(scope, act.key)
  return open
}

type Act = Parameters<typeof bookToPayable>[1]

/** Numbers and amounts are written down first; the refunds are made of them. */
async function oweEach(scope: Scope, act: Act, refunds: number) {
  const first = refunds === 0 ? 0 : await reserveNumbers(scope, "refund", refunds)
  await scope.sql`
    with open as (
      select chosen.contract_id, position.deferred_yen as yen,
        (${first}::bigint + row_number() over (partition by position.deferred_yen > 0 order by contract.number) - 1)::text as place
      from discontinued_contract as chosen join contract on contract.id = chosen.contract_id
      join contract_position as position on position.contract_id = contract.id
      where chosen.publication_id = ${act.title.publicationId}::uuid and chosen.outcome is null and contract.state = 'active'
        and (${act.contractId}::uuid is null or chosen.contract_id = ${act.contractId}::uuid)
    ), owed as (
      insert into refund (organization_id, number, contract_id, payer_id, amount_yen, cause, owed_on)
      select ${scope.organizationId}, 'R' || lpad(place, greatest(6, length(place)), '0'), contract_id, contract.payer_id, yen,
        'discontinued', ${scope.today}::date
      from open join contract on contract.id = open.contract_id where yen > 0
      returning contract_id, number
    )
    update discontinued_contract as settled set act_key = ${act.key}, settled_yen = open.yen, refund_number = owed.number,
      outcome = case when open.yen = 0 then 'ended' else ${act.outcome} end
    from open left join owed on owed.contract_id = open.contract_id
    where settled.contract_id = open.contract_id`
}

async function post(scope: Scope, act: Act, yen: number) {
  const effectiveOn = await postingDate(scope, scope.today)
  const voucherId = await openVoucher(scope, {
    ...{ kind: "cancellation", sourceKey: act.key, effectiveOn },
    description: `${act.title.name} 廃刊精算`,
  })
  if (voucherId === null) throw new Error(`${act.key} has its voucher already, though its contracts were locked`)
  await scope.sql`
    insert into movement (organization_id, contract_id, voucher_id, effective_on, cause, deferred_yen, receivable_yen)
    select ${scope.organizationId}, contract_id, ${voucherId}::uuid, ${effectiveOn}::date, 'refund', -settled_yen, 0
    from discontinued_contract where act_key = ${act.key} and settled_yen > 0`
  await postLines(scope, voucherId, [
    { purpose: "deferred", subAccount: act.title.code, amountYen: yen },
    { purpose: "payable", amountYen: -yen },
  ])
}

/** What `endContract` does to one, to all of an act. */
async function endEach(scope: Scope, key: string) {
  await scope.sql`
    with ended as (
      update contract set state = 'cancelled', ended_on = ${scope.today}::date, end_reason = 'discontinued', auto_renewal = false,
        ended_from_issue = greatest(contract.start_issue, (select max(number) + 1 from issue
          where issue.publication_id = contract.publication_id and shipped_on is not null))
      from discontinued_contract as settled where settled.contract_id = contract.id and settled.act_key = ${key}
      returning contract.id, contract.ended_from_issue
    ), closed as (
      update contract_hold as hold set until_issue = greatest(hold.from_issue, ended.ended_from_issue) from ended
      where hold.contract_id = ended.id and hold.until_issue is null
    )
    insert into contract_event (organization_id, contract_id, seq, kind, from_issue, happened_on, detail, recorded_at, recorded_by)
    select ${scope.organizationId}, ended.id, coalesce((select max(seq) from contract_event where contract_id = ended.id), 0) + 1, 'cancelled',
      ended.ended_from_issue, ${scope.today}::date, jsonb_build_object('reason', 'discontinued'), ${scope.now}, ${scope.actor}
    from ended`
}

/** Only contracts that an invoice bills; they are few. */
async function creditBilled(scope: Scope, key: string) {
  const billed = await scope.sql<{
    id: ContractId
    number: string
    receivableYen: number
    backYen: number
  }>`
    select contract.id, contract.number, position.receivable_yen as "receivableYen",
      settled.settled_yen as "backYen"
    from discontinued_contract as settled join contract on contract.id = settled.contract_id
    join contract_position as position on position.contract_id = contract.id
    where settled.act_key = ${key} and exists (select from issued_paper_line as line join issued_paper as paper on paper.id = line.paper_id
      and paper.kind = 'invoice' where line.contract_id = contract.id)
    order by contract.number`
  for (const contract of billed) {
    await creditInvoices(
      scope,
      { subject: { contractId: contract.id }, number: contract.number },
      {
        ...{ key: `discontinued:${contract.number}`, description: contractEventKinds.cancelled },
        ...{ open: { toYen: contract.receivableYen }, backYen: contract.backYen },
      },
    )
  }
}
