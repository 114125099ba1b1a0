import { invoiceSharesOf, type InvoiceShare } from "#app/billing/papers/invoice-shares.server.ts"
import { issueCreditNote } from "#app/billing/papers/issue-credit-note.server.ts"
import { creditNoteIsDue } from "#app/billing/papers/paper.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { dateInEnglish, dateInJapanese } from "#app/values/calendar.ts"

/**
 * What a cancellation takes off the invoice of its order (適格返還請求書): what is still open is lowered, so that no more than the fee that
 * is kept stays open; what was paid and goes back has a note where the law asks for one. Nothing where there is no invoice.
 */
export async function creditSeminarOrder(
  scope: Scope,
  input: Readonly<{
    orderId: string
    key: string
    people: number
    returnedYen: number
    feeYen: number
    isCalledOff?: boolean
  }>,
): Promise<void> {
  const [invoice] = await invoiceSharesOf(scope, input.orderId)
  const [order] = await scope.sql<{
    number: string
  }>`select number from seminar_order where id = ${input.orderId}::uuid`
  if (!invoice || !order || input.returnedYen <= 0) return
  const loweredYen = Math.min(invoice.openYen, input.returnedYen)
  const backYen = input.returnedYen - loweredYen
  if (loweredYen > 0) await noteFor(scope, invoice, { ...input, ...order, amountYen: loweredYen, lowersInvoice: true })
  if (creditNoteIsDue(backYen))
    await noteFor(scope, invoice, { ...input, ...order, amountYen: backYen, lowersInvoice: false })
}

async function noteFor(
  scope: Scope,
  invoice: InvoiceShare,
  input: Readonly<{
    orderId: string
    number: string
    key: string
    people: number
    feeYen: number
    amountYen: number
    lowersInvoice: boolean
    isCalledOff?: boolean
  }>,
): Promise<void> {
  const { snapshot } = invoice
  const isEnglish = snapshot.locale === "en"
  const fee = input.feeYen.toLocaleString(isEnglish ? "en" : "ja-JP")
  const kept = isEnglish ? `, less the fee of ¥${fee}` : `、キャンセル料${fee}円を差引`
  const [why, whyEnglish] =
    input.isCalledOff === true ? ["開催中止", "Seminar called off:"] : ["受講取消", "Cancellation of"]
  const what = isEnglish
    ? `${whyEnglish} ${input.number} (people: ${input.people}${input.feeYen > 0 ? kept : ""})`
    : `${why} ${input.number}(${input.people}名${input.feeYen > 0 ? kept : ""})`
  await issueCreditNote(scope, {
    ...{ payerId: invoice.payerId, addressee: snapshot.addressee, locale: snapshot.locale, invoiceId: invoice.id },
    ...{ originalPeriod: "", returnedOn: scope.today, lowersInvoice: input.lowersInvoice },
    sourceKey: `seminar-cancel:${input.key}:${input.lowersInvoice ? "open" : "paid"}`,
    lines: [
      {
        ...{ description: what, supplied: (isEnglish ? dateInEnglish : dateInJapanese)(scope.today), quantity: 1 },
        ...{
          unitYen: input.amountYen,
          taxRatePercent: invoice.ratePercent,
          subject: { seminarOrderId: input.orderId },
        },
      },
    ],
  })
}
