import { issueCreditNote } from "#app/billing/papers/issue-credit-note.server.ts"
import type { PaperId, PaperSubject } from "#app/billing/papers/paper.ts"
import { refuse } from "#app/billing/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type CalendarDate, dateInEnglish, dateInJapanese } from "#app/values/calendar.ts"
import { type ContractId, idOf } from "#app/values/ids.ts"
import type { BusinessPaper } from "#templates/pdf/business-paper.ts"

/**
 * Lowers what is open of an invoice by a 適格返還請求書 (減額・請求の取消); nothing is booked, because under the net policy an invoice booked
 * nothing either. Refuses: no-such-paper, credit-beyond-invoice.
 */
export async function creditInvoice(
  scope: Scope,
  input: { paperId: PaperId; amountYen: number; reason: string },
): Promise<PaperId> {
  await scope.sql`select pg_advisory_xact_lock(hashtextextended(${`papers:${scope.organizationId}`}, 0))`
  const [invoice] = await scope.sql<{ payer_id: string; number: string; snapshot: BusinessPaper; notes: number }>`
    select payer_id, number, snapshot, (select count(*) from issued_paper as note where note.corrects_id = paper.id)::integer as notes
    from issued_paper as paper where id = ${input.paperId}::uuid and kind = 'invoice' and copy_no = 0`
  if (!invoice) throw refuse("no-such-paper")
  const [line] = await scope.sql<{ contract_id: ContractId | null; seminar_order_id: string | null; rate: number }>`
    select contract_id, seminar_order_id, tax_rate_percent as rate from issued_paper_line where paper_id = ${input.paperId}::uuid
    order by amount_yen desc, line_no limit 1`
  const { locale } = invoice.snapshot
  const printed = (date: CalendarDate) => (locale === "en" ? dateInEnglish : dateInJapanese)(date)
  const id = await issueCreditNote(scope, {
    ...{ payerId: idOf(invoice.payer_id), addressee: invoice.snapshot.addressee, locale, invoiceId: input.paperId },
    ...{ originalPeriod: "", returnedOn: scope.today, lowersInvoice: true },
    sourceKey: `invoice:${input.paperId}:${invoice.notes + 1}`,
    lines: [
      {
        ...{ description: input.reason, supplied: printed(scope.today), quantity: 1, unitYen: input.amountYen },
        ...{ taxRatePercent: line?.rate ?? 10, subject: subjectOf(line) },
      },
    ],
  })
  await audit(scope, "credit-invoice", invoice.number, { amountYen: input.amountYen })
  return id
}

function subjectOf(
  line: { contract_id: ContractId | null; seminar_order_id: string | null } | undefined,
): PaperSubject {
  if (line?.contract_id) return { contractId: line.contract_id }
  return line?.seminar_order_id ? { seminarOrderId: line.seminar_order_id } : null
}
