import { issuePapers } from "#app/billing/papers/issue-papers.server.ts"
import { type PaperDraft, type PaperId, type PaperInput, subjectIdOf } from "#app/billing/papers/paper.ts"
import { settleInvoices } from "#app/billing/papers/settle-invoices.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

export type InvoiceInput = PaperInput &
  Readonly<{ dueOn: CalendarDate | null; facts?: PaperDraft["facts"] | undefined }>

/**
 * Issues a 適格請求書; nothing is booked (an invoice is a commitment). A second call with the same source key gives the same paper.
 * Refuses: paper-without-lines, paper-total-negative, paper-lacks-addressee.
 */
export async function issueInvoice(scope: Scope, input: InvoiceInput): Promise<PaperId> {
  const [id] = await issueInvoices(scope, [input])
  if (id === undefined) throw new Error("no invoice was issued")
  return id
}

/** The same for many payers at once. */
export async function issueInvoices(scope: Scope, inputs: readonly InvoiceInput[]): Promise<readonly PaperId[]> {
  const ids = await issuePapers(
    scope,
    inputs.map((input) => ({
      ...input,
      kind: "invoice" as const,
      facts: input.facts ?? [],
      correctsId: null,
      paymentId: null,
    })),
  )
  // Money that came before the invoice settles it.
  await settleInvoices(
    scope,
    inputs.flatMap(({ lines }) => lines.flatMap(({ subject }) => subjectIdOf(subject) ?? [])),
    null,
    inputs[0]?.issuedOn ?? scope.today,
  )
  return ids
}
