import { bookBilled } from "#app/billing/papers/book-billed.server.ts"
import { holdPapers } from "#app/billing/papers/hold-papers.server.ts"
import { issuePapers } from "#app/billing/papers/issue-papers.server.ts"
import { type PaperId, type PaperInput, totalOf } from "#app/billing/papers/paper.ts"
import { refuse } from "#app/billing/refusals.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type CalendarDate, calendarDate, dateInEnglish, dateInJapanese } from "#app/values/calendar.ts"

export type CreditNoteInput = PaperInput &
  Readonly<{
    /** The invoice that it lowers; null where the sale had none (then say when it was). */
    invoiceId: PaperId | null
    /** 元の取引の年月日 or period, as printed, where there is no invoice. */
    originalPeriod: string
    returnedOn: CalendarDate
    /** Lowers what is open of the invoice; false where the money goes back to the payer instead. */
    lowersInvoice: boolean
  }>

/**
 * Issues a 適格返還請求書 with positive amounts; below 10,000 yen it need not be issued (see creditNoteIsDue), and may. A second call
 * with the same source key gives the same paper. Refuses: no-such-paper, credit-beyond-invoice, and what every paper refuses.
 */
export async function issueCreditNote(scope: Scope, input: CreditNoteInput): Promise<PaperId> {
  const isEnglish = input.locale === "en"
  const printed = isEnglish ? dateInEnglish : dateInJapanese
  const invoice = input.invoiceId === null ? null : await lockInvoice(scope, input.invoiceId)
  const [known] =
    await scope.sql`select from issued_paper where kind = 'credit-note' and source_key = ${input.sourceKey}`
  const amountYen = totalOf(input.lines)
  if (!known && invoice && input.lowersInvoice && amountYen > invoice.leftYen) {
    throw refuse("credit-beyond-invoice", { left: invoice.leftYen })
  }
  const original = invoice ? `${invoice.number} (${printed(calendarDate(invoice.issuedOn))})` : input.originalPeriod
  const [id] = await issuePapers(scope, [
    {
      ...input,
      ...{ kind: "credit-note", dueOn: null, correctsId: input.invoiceId, paymentId: null },
      facts: [
        [isEnglish ? "Returned on" : "返還日", printed(input.returnedOn)],
        [isEnglish ? "Original sale" : "元の取引", original],
      ],
    },
  ])
  if (id === undefined) throw new Error("no credit note was issued")
  if (invoice && input.lowersInvoice && amountYen > 0) {
    await scope.sql`
      insert into invoice_settlement (organization_id, invoice_id, source_key, cause, contract_id, seminar_order_id, service_bill_id,
        credit_note_id, amount_yen, settled_on, recorded_at, recorded_by)
      select ${scope.organizationId}, ${input.invoiceId}::uuid, 'credit-note:' || line.paper_id || ':'
        || coalesce(line.subject_id::text, ''), 'credit-note', line.contract_id, line.seminar_order_id, line.service_bill_id,
        line.paper_id, sum(line.amount_yen), ${input.returnedOn}::date, ${scope.now}, ${scope.actor}
      from issued_paper_line as line where line.paper_id = ${id}::uuid
      group by line.paper_id, line.subject_id, line.contract_id, line.seminar_order_id, line.service_bill_id
      having sum(line.amount_yen) > 0
      on conflict do nothing`
    await bookBilled(scope, invoice.subjectIds, scope.today)
  }
  return id
}

async function lockInvoice(scope: Scope, id: PaperId) {
  await holdPapers(scope)
  const [invoice] = await scope.sql<{ number: string; issuedOn: string; leftYen: number; subjectIds: string[] }>`
    select number, issued_on as "issuedOn", left_yen as "leftYen",
      array(select distinct subject_id from issued_paper_line where paper_id = invoice_id and subject_id is not null) as "subjectIds"
    from invoice_open_item where invoice_id = ${id}::uuid`
  if (!invoice) throw refuse("no-such-paper")
  return invoice
}
