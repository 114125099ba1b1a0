import { addresseesForPayers } from "#app/billing/papers/addressee-for-payer.server.ts"
import { issueReceipt } from "#app/billing/papers/issue-receipt.server.ts"
import type { Addressee, PaperId, PaperLine } from "#app/billing/papers/paper.ts"
import type { PaymentWay } from "#app/billing/book-payment.server.ts"
import { refuse } from "#app/billing/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type CalendarDate, dateInEnglish, dateInJapanese } from "#app/values/calendar.ts"
import { idOf, type PaymentId } from "#app/values/ids.ts"

type Paid = {
  payer_id: string
  number: string
  locale: "ja" | "en"
  way: PaymentWay
  amount_yen: number
  received_on: CalendarDate
  parts: readonly { contractId: string; title: string; titleEnglish: string; rate: number; amountYen: number }[]
}

/**
 * 領収書 of one payment, by the contracts that it went to; what went to none is named as お預り金. The one that it has, where it has
 * one. Refuses: unknown-subject, paper-lacks-addressee.
 */
export async function receiptForPayment(
  scope: Scope,
  input: { paymentId: PaymentId; addressee: Pick<Addressee, "name" | "department" | "honorific"> },
): Promise<PaperId> {
  const [paid] = await scope.sql<Paid>`
    select payment.payer_id, payment.number, payer.locale, payment.way, payment.amount_yen, payment.received_on,
      (select coalesce(jsonb_agg(jsonb_build_object('contractId', contract.id, 'rate', contract.tax_rate_percent,
          'title', publication.name || ' ' || offer.name || ' (' || contract.number || ')',
          'titleEnglish', coalesce(nullif(publication.name_english, ''), publication.name) || ' ' ||
            coalesce(nullif(offer.name_english, ''), offer.name) || ' (' || contract.number || ')',
          'amountYen', allocation.amount_yen) order by contract.number), '[]')
        from payment_allocation as allocation join contract on contract.id = allocation.contract_id
        join publication on publication.id = contract.publication_id join offer on offer.id = contract.offer_id
        where allocation.payment_id = payment.id) as parts
    from payment join member as payer on payer.id = payment.payer_id where payment.id = ${input.paymentId}::uuid`
  if (!paid) throw refuse("unknown-subject")
  const payerId = idOf<"member">(paid.payer_id)
  const addressee = (await addresseesForPayers(scope, [payerId])).get(payerId)
  if (!addressee) throw refuse("unknown-subject")
  const id = await issueReceipt(scope, {
    ...{ payerId, locale: paid.locale, receivedOn: paid.received_on, way: paid.way, paymentId: input.paymentId },
    addressee: { ...addressee, ...input.addressee },
    lines: linesOf(paid),
    sourceKey: `payment:${input.paymentId}`,
  })
  await audit(scope, "issue-receipt", paid.number)
  return id
}

function linesOf(paid: Paid): readonly PaperLine[] {
  const isEnglish = paid.locale === "en"
  const supplied = (isEnglish ? dateInEnglish : dateInJapanese)(paid.received_on)
  const rest = paid.parts.reduce((left, part) => left - part.amountYen, paid.amount_yen)
  const lines = paid.parts.map((part) => ({
    ...{ description: isEnglish ? part.titleEnglish : part.title, supplied, quantity: 1, unitYen: part.amountYen },
    ...{ taxRatePercent: part.rate, subject: { contractId: idOf<"contract">(part.contractId) } },
  }))
  if (rest === 0) return lines
  const held = { description: isEnglish ? "Money held for you" : "お預り金", supplied, quantity: 1, unitYen: rest }
  return [...lines, { ...held, taxRatePercent: 0, subject: null }]
}
