import { addresseesForPayers } from "#app/billing/papers/addressee-for-payer.server.ts"
import { contractsToInvoice } from "#app/billing/papers/contracts-to-invoice.server.ts"
import { holdPapers } from "#app/billing/papers/hold-papers.server.ts"
import { issueInvoice } from "#app/billing/papers/issue-invoice.server.ts"
import type { Addressee, PaperId } from "#app/billing/papers/paper.ts"
import { refuse } from "#app/billing/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import { type ContractId, idOf } from "#app/values/ids.ts"

/**
 * 請求書 of one contract, whatever its way of payment; its latest one, where nothing more is to be billed. Refuses: nothing-to-invoice,
 * paper-lacks-addressee.
 */
export async function invoiceContract(
  scope: Scope,
  input: {
    contractId: ContractId
    addressee: Pick<Addressee, "name" | "department" | "honorific">
    dueOn: CalendarDate
  },
): Promise<PaperId> {
  await holdPapers(scope)
  const [known] = await scope.sql<{ id: string }>`
    select paper.id from issued_paper as paper join issued_paper_line as line on line.paper_id = paper.id
    where line.contract_id = ${input.contractId}::uuid and paper.kind = 'invoice' order by paper.issued_at desc limit 1`
  const [due] = await contractsToInvoice(scope, scope.today, input.contractId)
  if (!due && known) return idOf(known.id)
  if (!due) throw refuse("nothing-to-invoice")
  const addressee = (await addresseesForPayers(scope, [due.payerId])).get(due.payerId)
  if (!addressee) throw refuse("unknown-subject")
  const id = await issueInvoice(scope, {
    ...{ payerId: due.payerId, locale: due.locale, dueOn: input.dueOn, lines: due.lines },
    addressee: { ...addressee, ...input.addressee },
    sourceKey: due.key,
  })
  await audit(scope, "issue-invoice", due.number)
  return id
}
