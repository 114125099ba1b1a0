import { holdPositions } from "#app/ledger/hold-positions.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type BookedToPayable, bookToPayable } from "#app/subscriptions/discontinued/book-to-payable.server.ts"

export type SettledTitle = Readonly<{ title: string }> & BookedToPayable

/**
 * 廃刊精算の期限: for each title whose day to answer has passed, what nobody answered for goes from 前受金 to 未払金, to be paid when the
 * reader tells an account. Contracts that came to the title later, or were taken up again, are settled with them. A second run adds nothing.
 */
export async function settleDiscontinued(scope: Scope): Promise<readonly SettledTitle[]> {
  const due = await scope.sql<{ publicationId: string; code: string; name: string }>`
    select publication.id as "publicationId", publication.code, publication.name
    from discontinuation join publication on publication.id = discontinuation.publication_id
    where answer_until < ${scope.today}::date and settled_on is null order by publication.id for update of discontinuation`
  const settled: SettledTitle[] = []
  for (const title of due) {
    await holdPositions(scope, title.publicationId, "alone")
    await scope.sql`
      insert into discontinued_contract (organization_id, contract_id, publication_id, units_left, offered_yen, channel)
      select ${scope.organizationId}, contract.id, contract.publication_id, contract.units - position.served_units, position.deferred_yen, 'none'
      from contract join contract_position as position on position.contract_id = contract.id
      where contract.publication_id = ${title.publicationId}::uuid and contract.state = 'active' and position.served_units < contract.units
      on conflict do nothing`
    const key = `discontinued:${title.code}`
    const booked = await bookToPayable(scope, { title, contractId: null, outcome: "unanswered", key })
    await scope.sql`
      update discontinuation set settled_on = ${scope.today}::date, settled_by = ${scope.actor}
      where publication_id = ${title.publicationId}::uuid`
    await audit(scope, "settle-discontinued", title.code, booked)
    settled.push({ title: title.code, ...booked })
  }
  return settled
}
