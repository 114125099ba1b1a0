import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { lockContract } from "#app/subscriptions/contract/lock-contract.server.ts"
import { noteContractEvent } from "#app/subscriptions/contract/note-contract-event.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import { isId } from "#app/values/ids.ts"

/**
 * Closes returned mail (返戻の解決, C6): somebody asked and the address is right again. With the last open return of a contract
 * its copies go out again from the next issue; a hold that the reader asked for stays. Refuses: unknown-return, return-solved-already.
 */
export async function solveReturn(
  scope: Scope,
  input: Readonly<{ returnId: string; note?: string }>,
): Promise<{ resumedFrom: number | null }> {
  const unknown = refuse("unknown-return")
  if (!isId(input.returnId)) throw unknown
  const [found] = await scope.sql<{ contract_id: string }>`
    select contract_id from returned_mail where id = ${input.returnId}::uuid`
  if (!found) throw unknown
  const contract = await lockContract(scope, found.contract_id)
  const solved = await scope.sql`
    update returned_mail set solved_on = ${scope.today}::date,
      note = concat_ws(' / ', nullif(note, ''), nullif(${input.note ?? ""}, ''))
    where id = ${input.returnId}::uuid and solved_on is null returning contract_id`
  if (solved.length === 0) throw refuse("return-solved-already")
  await audit(scope, "solve-return", contract.number)
  const [open] = await scope.sql`
    select from returned_mail where contract_id = ${contract.id}::uuid and solved_on is null`
  if (open || contract.state !== "active") return { resumedFrom: null }
  const resumed = await scope.sql`
    update contract_hold set until_issue = greatest(from_issue, ${contract.nextIssue}::integer)
    where contract_id = ${contract.id}::uuid and reason = 'undeliverable' and until_issue is null returning seq`
  if (resumed.length === 0) return { resumedFrom: null }
  await noteContractEvent(scope, contract.id, {
    ...{ kind: "resumed", fromIssue: contract.nextIssue, happenedOn: scope.today },
    detail: input.note ? { note: input.note } : {},
  })
  return { resumedFrom: contract.nextIssue }
}
