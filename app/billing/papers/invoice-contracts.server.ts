import { addresseesForPayers } from "#app/billing/papers/addressee-for-payer.server.ts"
import { type ContractToInvoice, contractsToInvoice } from "#app/billing/papers/contracts-to-invoice.server.ts"
import { holdPapers } from "#app/billing/papers/hold-papers.server.ts"
import { type InvoiceInput, issueInvoices } from "#app/billing/papers/issue-invoice.server.ts"
import type { Addressee, PaperId } from "#app/billing/papers/paper.ts"
import { refuse } from "#app/billing/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type CalendarDate, dateInEnglish, dateInJapanese } from "#app/values/calendar.ts"
import { type ContractId, idOf } from "#app/values/ids.ts"

/** Invoices of so many payers are made in one Scope: their PDFs are made in it, and it must not last. */
const BATCH = 100

export type InvoicesDue = Readonly<{ invoices: number; contracts: number; amountYen: number; isMore: boolean }>

/** Issues the next invoices due on a date (請求書の一括発行), a payer's contracts up to his closing day on one. Refuses nothing. */
export async function invoiceContracts(scope: Scope, asOf: CalendarDate): Promise<InvoicesDue> {
  const groups = [...groupsOf(await contractsToInvoice(scope, asOf)).values()]
  const now = groups.slice(0, BATCH)
  const addressees = await addresseesForPayers(scope, [...new Set(now.flatMap(([one]) => (one ? [one.payerId] : [])))])
  await issueInvoices(
    scope,
    now.flatMap((group) => invoiceOf(group, addressees, asOf)),
  )
  const contracts = now.flat()
  const amountYen = contracts.reduce((sum, one) => sum + one.amountYen, 0)
  if (now.length > 0) await audit(scope, "issue-invoices", asOf, { invoices: now.length, amountYen })
  return { invoices: now.length, contracts: contracts.length, amountYen, isMore: groups.length > now.length }
}

/** One group becomes one invoice: a contract, or all of a payer up to his closing day in one language. */
export function groupsOf(due: readonly ContractToInvoice[]): ReadonlyMap<string, readonly ContractToInvoice[]> {
  const groups = new Map<string, ContractToInvoice[]>()
  for (const one of due) {
    const key = one.closedOn === null ? one.contractId : `${one.payerId} ${one.closedOn}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return groups
}

function invoiceOf(
  group: readonly ContractToInvoice[],
  addressees: ReadonlyMap<string, Addressee>,
  asOf: CalendarDate,
): InvoiceInput[] {
  const [first] = group
  const addressee = first ? addressees.get(first.payerId) : undefined
  if (!first || !addressee) return []
  const { payerId, locale, dueOn, closedOn, key } = first
  const closing = closedOn === null ? "" : (locale === "en" ? dateInEnglish : dateInJapanese)(closedOn)
  return [
    {
      ...{ payerId, locale, dueOn, addressee, issuedOn: asOf, lines: group.map(({ line }) => line) },
      facts: closing === "" ? [] : [[locale === "en" ? "Closing date" : "締日", closing]],
      // A contract is billed once for the same yen, so its key tells the invoice that begins with it.
      sourceKey: key,
    },
  ]
}

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
  const [id] = await issueInvoices(scope, [
    {
      ...{ payerId: due.payerId, locale: due.locale, dueOn: input.dueOn, lines: [due.line] },
      addressee: { ...addressee, ...input.addressee },
      sourceKey: due.key,
    },
  ])
  if (id === undefined) throw new Error("no invoice was issued")
  await audit(scope, "issue-invoice", due.contractNumber)
  return id
}
