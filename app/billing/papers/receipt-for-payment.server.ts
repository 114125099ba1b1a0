import { addresseesForPayers } from "#app/billing/papers/addressee-for-payer.server.ts"
import { addresseeForSeminarOrder } from "#app/billing/papers/addressee-for-seminar-order.server.ts"
import { joinedParts, type RatePart } from "#app/billing/papers/contract-lines.server.ts"
import { issueReceipt } from "#app/billing/papers/issue-receipt.server.ts"
import type { Addressee, PaperId, PaperLine } from "#app/billing/papers/paper.ts"
import type { PaymentWay } from "#app/billing/book-payment.server.ts"
import { refuse } from "#app/billing/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type CalendarDate, dateInEnglish, dateInJapanese } from "#app/values/calendar.ts"
import { idOf, type PaymentId } from "#app/values/ids.ts"

type Part = {
  contractId: string | null
  orderId: string | null
  billId: string | null
  title: string
  titleEnglish: string
  /** What of it is taxed at which rate: money pays a term from its first issue on. */
  rates: readonly RatePart[]
  amountYen: number
}

type Paid = {
  payer_id: string
  number: string
  locale: "ja" | "en"
  way: PaymentWay
  amount_yen: number
  received_on: CalendarDate
  parts: readonly Part[]
}

/**
 * 領収書 of one payment, by the contracts, seminar orders and services' bills that it went to; what went to none is named as お預り金. The one that it has, where it has
 * one. Refuses: unknown-subject, paper-lacks-addressee.
 */
export async function receiptForPayment(
  scope: Scope,
  input: { paymentId: PaymentId; addressee: Pick<Addressee, "name" | "department" | "honorific"> },
): Promise<PaperId> {
  const [paid] = await scope.sql<Paid>`
    select payment.payer_id, payment.number, payer.locale, payment.way, payment.amount_yen, payment.received_on,
      (select coalesce(jsonb_agg(to_jsonb(part) order by part.title), '[]') from (
        select contract.id as "contractId", null::uuid as "orderId", null::uuid as "billId",
          (select coalesce(jsonb_agg(jsonb_build_object('ratePercent', percent, 'units', part.units, 'amountYen', part.yen) order by seq), '[]')
            from paid_of_term_before(contract.id, payment.id) as paid_before
            cross join rates_of_term(contract.id, paid_before, paid_before + allocation.amount_yen) as part) as rates,
          publication.name || ' ' || offer.name || ' (' || contract.number || ')' as title,
          coalesce(nullif(publication.name_english, ''), publication.name) || ' ' || coalesce(nullif(offer.name_english, ''), offer.name)
            || ' (' || contract.number || ')' as "titleEnglish", allocation.amount_yen as "amountYen"
        from payment_allocation as allocation join contract on contract.id = allocation.contract_id
        join publication on publication.id = contract.publication_id join offer on offer.id = contract.offer_id
        where allocation.payment_id = payment.id
        union all
        -- What was written off and came in after all is paid for the same issues, with the tax at which it was given up.
        select contract.id, null, null, jsonb_build_array(jsonb_build_object('ratePercent', coalesce((
              select min(substring(line.tax_class from 'sales-([0-9]+)')::integer) from voucher_line as line
              where line.voucher_id = voucher.id and line.tax_class like 'sales-%' having count(distinct line.tax_class) = 1),
            contract.tax_rate_percent), 'units', 1, 'amountYen', moved.net_yen + moved.tax_yen)),
          publication.name || ' ' || offer.name || ' (' || contract.number || ')',
          coalesce(nullif(publication.name_english, ''), publication.name) || ' ' || coalesce(nullif(offer.name_english, ''), offer.name)
            || ' (' || contract.number || ')', moved.net_yen + moved.tax_yen
        from voucher join movement as moved on moved.voucher_id = voucher.id and moved.cause = 'recovered'
        join contract on contract.id = moved.contract_id
        join publication on publication.id = contract.publication_id join offer on offer.id = contract.offer_id
        where voucher.source_key = 'payment:' || payment.external_key
        union all
        select null, seminar_order.id, null, jsonb_build_array(jsonb_build_object('ratePercent', rate_of_fee(seminar_order.id), 'units', 1,
            'amountYen', allocation.amount_yen)), '受講料 ' || seminar.title || ' (' || seminar_order.number || ')',
          'Seminar fee ' || coalesce(nullif(seminar.title_english, ''), seminar.title) || ' (' || seminar_order.number || ')',
          allocation.amount_yen
        from seminar_payment_allocation as allocation join seminar_order on seminar_order.id = allocation.order_id
        join seminar on seminar.id = seminar_order.seminar_id where allocation.payment_id = payment.id
        union all
        select null, null, bill.id, jsonb_build_array(jsonb_build_object('ratePercent', bill.tax_rate_percent, 'units', 1,
            'amountYen', allocation.amount_yen)), '業務委託料 ' || to_char(bill.dated_on, 'FMYYYY"年"FMMM"月分"') || ' (' || bill.number || ')',
          'Services in ' || to_char(bill.dated_on, 'FMMonth YYYY') || ' (' || bill.number || ')', allocation.amount_yen
        from (
          select bill_id, sum(yen)::bigint as amount_yen from (
            select bill_id, amount_yen as yen from service_payment_allocation where payment_id = payment.id
            union all
            select moved.bill_id, moved.net_yen + moved.tax_yen from voucher join service_movement as moved on moved.voucher_id = voucher.id
            where voucher.source_key = 'payment:' || payment.external_key and moved.cause = 'recovered'
          ) as given group by bill_id
        ) as allocation join service_bill as bill on bill.id = allocation.bill_id
      ) as part) as parts
    from payment join member as payer on payer.id = payment.payer_id where payment.id = ${input.paymentId}::uuid`
  if (!paid) throw refuse("unknown-subject")
  const payerId = idOf<"member">(paid.payer_id)
  const addressee = await addresseeForPayment(scope, input.paymentId)
  const id = await issueReceipt(scope, {
    ...{ payerId, locale: paid.locale, receivedOn: paid.received_on, way: paid.way, paymentId: input.paymentId },
    addressee: { ...addressee, ...input.addressee },
    lines: linesOf(paid),
    sourceKey: `payment:${input.paymentId}`,
  })
  await audit(scope, "issue-receipt", paid.number)
  return id
}

function subjectOf({ contractId, orderId, billId }: Part): PaperLine["subject"] {
  if (contractId !== null) return { contractId: idOf<"contract">(contractId) }
  if (orderId !== null) return { seminarOrderId: orderId }
  return billId === null ? null : { serviceBillId: billId }
}

/** To whom a receipt is made out where nobody says otherwise: as the seminar's application says, where it paid for one, or the payer. */
export async function addresseeForPayment(scope: Scope, paymentId: string): Promise<Addressee> {
  const [paid] = await scope.sql<{ payer_id: string; order_id: string | null }>`
    select payer_id, (select order_id from seminar_payment_allocation where payment_id = payment.id order by amount_yen desc limit 1) as order_id
    from payment where id = ${paymentId}::uuid`
  if (!paid) throw refuse("unknown-subject")
  if (paid.order_id !== null) return addresseeForSeminarOrder(scope, paid.order_id)
  const addressee = (await addresseesForPayers(scope, [paid.payer_id])).get(paid.payer_id)
  if (!addressee) throw refuse("unknown-subject")
  return addressee
}

function linesOf(paid: Paid): readonly PaperLine[] {
  const isEnglish = paid.locale === "en"
  const supplied = (isEnglish ? dateInEnglish : dateInJapanese)(paid.received_on)
  const rest = paid.parts.reduce((left, part) => left - part.amountYen, paid.amount_yen)
  const lines = paid.parts.flatMap((part) =>
    joinedParts(part.rates).map(({ ratePercent: taxRatePercent, amountYen: unitYen }) => ({
      ...{ description: isEnglish ? part.titleEnglish : part.title, supplied, quantity: 1, unitYen },
      ...{ taxRatePercent, subject: subjectOf(part) },
    })),
  )
  if (rest === 0) return lines
  const held = { description: isEnglish ? "Money held for you" : "お預り金", supplied, quantity: 1, unitYen: rest }
  return [...lines, { ...held, taxRatePercent: 0, subject: null }]
}
