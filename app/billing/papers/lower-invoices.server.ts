import { bookBilled } from "#app/billing/papers/book-billed.server.ts"
import { holdPapers } from "#app/billing/papers/hold-papers.server.ts"
import { type InvoiceShare, invoiceSharesOf } from "#app/billing/papers/invoice-shares.server.ts"
import { issueCreditNote } from "#app/billing/papers/issue-credit-note.server.ts"
import { creditNoteIsDue, type PaperId, type PaperSubject, subjectIdOf } from "#app/billing/papers/paper.ts"
import { refuse } from "#app/billing/refusals.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { dateInEnglish, dateInJapanese } from "#app/values/calendar.ts"

/** What was billed and is worth less now: a contract or a service's bill, by the number that a credit note names. */
export type BilledSubject = Readonly<{
  subject: Exclude<NonNullable<PaperSubject>, Readonly<{ seminarOrderId: string }>>
  number: string
}>

export type Credit = Readonly<{
  /** The act behind it: an act has its credit notes once. */
  key: string
  description: Readonly<{ ja: string; en: string }>
  /** Lowers what is open, yen with tax: to this much, or by this much. */
  open: Readonly<{ toYen: number }> | Readonly<{ byYen: number }>
  /** What goes back to the payer besides, yen with tax: it has a note where the law asks for one. */
  backYen: number
}>

/**
 * 適格返還請求書 of what an end or a discount takes off invoices: an invoice never goes on asking for what will not be served.
 * Nothing where none bills the subject. Refuses nothing.
 */
export async function creditInvoices(scope: Scope, billed: BilledSubject, credit: Credit): Promise<void> {
  await holdPapers(scope)
  const id = subjectIdOf(billed.subject)
  const shares = await invoiceSharesOf(scope, id)
  const openYen = shares.reduce((sum, share) => sum + share.openYen, 0)
  let leftYen = "toYen" in credit.open ? Math.max(openYen - credit.open.toYen, 0) : credit.open.byYen
  for (const share of shares) {
    const amountYen = Math.min(share.openYen, leftYen)
    leftYen -= amountYen
    if (amountYen > 0) await noteFor(scope, { billed, share, credit, amountYen, lowersInvoice: true })
  }
  const [latest] = shares
  if (latest && creditNoteIsDue(credit.backYen)) {
    await noteFor(scope, { billed, share: latest, credit, amountYen: credit.backYen, lowersInvoice: false })
  }
  // A fee kept or a copy priced anew may owe more without lowering anything.
  await bookBilled(scope, [id], scope.today)
}

function noteFor(
  scope: Scope,
  note: Readonly<{
    billed: BilledSubject
    share: InvoiceShare
    credit: Credit
    amountYen: number
    lowersInvoice: boolean
  }>,
): Promise<PaperId> {
  const { billed, share, credit, amountYen, lowersInvoice } = note
  const { locale, addressee } = share.snapshot
  return issueCreditNote(scope, {
    ...{ payerId: share.payerId, addressee, locale, invoiceId: share.id },
    ...{ originalPeriod: "", returnedOn: scope.today, lowersInvoice },
    sourceKey: `${credit.key}:${share.number}:${lowersInvoice ? "open" : "paid"}`,
    lines: [
      {
        description: `${credit.description[locale]} ${billed.number}`,
        supplied: (locale === "en" ? dateInEnglish : dateInJapanese)(scope.today),
        ...{ quantity: 1, unitYen: amountYen, taxRatePercent: share.ratePercent },
        subject: billed.subject,
      },
    ],
  })
}

/**
 * Takes a bad debt, in yen with tax, off the invoices of what was billed (貸倒); the payer gets no paper for it. Refuses: debt-is-being-debited
 * (what the bank brings for an invoice in a 口座振替 request could no longer be told as recovered).
 */
export async function writeOffInvoices(
  scope: Scope,
  writeOff: Readonly<{ subject: BilledSubject["subject"]; amountYen: number; key: string }>,
): Promise<void> {
  await holdPapers(scope)
  const id = subjectIdOf(writeOff.subject)
  const shares = await invoiceSharesOf(scope, id)
  const [asked] = await scope.sql`
    select from debit_invoice where is_pending and invoice_id = any (${shares.map((share) => share.id)}::uuid[]) limit 1`
  if (asked) throw refuse("debt-is-being-debited")
  let leftYen = writeOff.amountYen
  const lowered = shares.map((share) => {
    const yen = Math.min(share.openYen, leftYen)
    leftYen -= yen
    return { id: share.id, yen }
  })
  await scope.sql`
    insert into invoice_settlement (organization_id, invoice_id, source_key, cause, contract_id, service_bill_id, amount_yen, settled_on,
      recorded_at, recorded_by)
    select ${scope.organizationId}, given.id, ${writeOff.key}, 'write-off', ${"contractId" in writeOff.subject ? id : null}::uuid,
      ${"serviceBillId" in writeOff.subject ? id : null}::uuid, given.yen, ${scope.today}::date, ${scope.now}, ${scope.actor}
    from unnest(${lowered.map(({ id: invoiceId }) => invoiceId)}::uuid[], ${lowered.map(({ yen }) => yen)}::bigint[]) as given (id, yen)
    where given.yen > 0`
  await bookBilled(scope, [id], scope.today)
}
