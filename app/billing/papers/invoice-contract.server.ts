import { addresseesForPayers } from "#app/billing/papers/addressee-for-payer.server.ts"
import { contractsToInvoice } from "#app/billing/papers/contracts-to-invoice.server.ts"
import type { DueToInvoice } from "#app/billing/papers/due-to-invoice.ts"
import { holdPapers } from "#app/billing/papers/hold-papers.server.ts"
import { issueInvoice } from "#app/billing/papers/issue-invoice.server.ts"
import type { Addressee, PaperId } from "#app/billing/papers/paper.ts"
import { refuse } from "#app/billing/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import { type ContractId, idOf } from "#app/values/ids.ts"

/**
 * 請求書 of one contract, whatever its way of payment, with those of the bundle (セット) that it was sold in; its latest one, where nothing more is
 * to be billed. Refuses: nothing-to-invoice,
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
  const all = due.together === null ? [due] : await dueOfOrder(scope, due.together)
  const id = await issueInvoice(scope, {
    ...{ payerId: due.payerId, locale: due.locale, dueOn: input.dueOn, lines: all.flatMap(({ lines }) => lines) },
    addressee: { ...addressee, ...input.addressee },
    sourceKey: all[0]?.key ?? due.key,
  })
  await audit(scope, "issue-invoice", due.number)
  return id
}

async function dueOfOrder(scope: Scope, orderId: string): Promise<readonly DueToInvoice[]> {
  const contracts = await scope.sql<{ id: string }>`
    select id from contract where order_id = ${orderId}::uuid order by number`
  const due: DueToInvoice[] = []
  for (const { id } of contracts) due.push(...(await contractsToInvoice(scope, scope.today, idOf(id))))
  return due
}
