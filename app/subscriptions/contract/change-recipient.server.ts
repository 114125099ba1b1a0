import { memberByNumber } from "#app/members/member-by-number.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { lockContract, requireActive } from "#app/subscriptions/contract/lock-contract.server.ts"
import { noteContractEvent } from "#app/subscriptions/contract/note-contract-event.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"

/**
 * Sends a line of a contract to another member from an issue on (お届け先変更); the copies and the money stay. Refuses:
 * unknown-contract, contract-not-active, issue-served-already, unknown-line, unknown-member.
 */
export async function changeRecipient(
  scope: Scope,
  input: Readonly<{ contractId: string; lineNo: number; recipientNumber: string; fromIssue: number }>,
): Promise<void> {
  const contract = await lockContract(scope, input.contractId)
  requireActive(contract)
  if (input.fromIssue < contract.nextIssue) {
    throw refuse("issue-served-already", { next: contract.nextIssue }, { field: "fromIssue" })
  }
  const member = await memberByNumber(scope, input.recipientNumber)
  if (!member) throw refuse("unknown-member", { number: input.recipientNumber }, { field: "recipientNumber" })
  const [line] = await scope.sql<{ copies: number }>`
    update contract_line set until_issue = greatest(${input.fromIssue}::integer, coalesce(from_issue, ${input.fromIssue}::integer))
    where contract_id = ${contract.id}::uuid and line_no = ${input.lineNo}::integer and until_issue is null
    returning copies`
  if (!line) throw refuse("unknown-line", { line: input.lineNo }, { field: "lineNo" })
  await scope.sql`
    insert into contract_line (organization_id, contract_id, line_no, recipient_id, copies, from_issue)
    select ${scope.organizationId}, ${contract.id}::uuid, max(line_no) + 1, ${member.id}::uuid, ${line.copies}::integer,
      ${input.fromIssue}::integer
    from contract_line where contract_id = ${contract.id}::uuid`
  await noteContractEvent(scope, contract.id, {
    ...{ kind: "recipient", fromIssue: input.fromIssue, happenedOn: scope.today },
    detail: { to: member.number, line: input.lineNo },
  })
  await audit(scope, "change-recipient", contract.number, { to: member.number, fromIssue: input.fromIssue })
}
