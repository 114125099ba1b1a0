import type { AccountPurpose } from "#app/ledger/account.ts"
import { openVoucher, postingDate, type VoucherLine } from "#app/ledger/post-voucher.server.ts"
import { nextNumber } from "#app/platform/number-sequence.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import { idOf, type MemberId, type OrderId, type PaymentId, type VoucherId } from "#app/values/ids.ts"

/** How money came in, and the account that it lies on until it reaches the bank. */
export const paymentWays = {
  card: { ja: "カード", en: "Card", purpose: "card-clearing" },
  "convenience-store": { ja: "コンビニ", en: "Convenience store", purpose: "agent-clearing" },
  "bank-transfer": { ja: "銀行振込", en: "Bank transfer", purpose: "bank" },
  "direct-debit": { ja: "口座振替", en: "Direct debit", purpose: "bank" },
  cash: { ja: "現金", en: "Cash", purpose: "bank" },
} as const satisfies Record<string, { ja: string; en: string; purpose: AccountPurpose }>

export type PaymentWay = keyof typeof paymentWays

export type PaymentFacts = Readonly<{
  payerId: MemberId
  orderId: OrderId | null
  way: PaymentWay
  amountYen: number
  receivedOn: CalendarDate
  /** Stripe's payment intent or the bank's reference: the natural key that books a payment once. */
  externalKey: string
  cardBrand: string | null
  cardLast4: string | null
}>

type BookedPayment = Readonly<{
  paymentId: PaymentId
  voucherId: VoucherId
  effectiveOn: CalendarDate
  /** The debit: where the money lies until it reaches the bank. */
  money: VoucherLine
}>

/**
 * Writes a payment (入金) and opens its voucher; the caller says what the money is for and posts the lines. Null where the payment
 * is booked already.
 */
export async function bookPayment(
  scope: Scope,
  input: PaymentFacts,
  subjectNumber: string | null,
): Promise<BookedPayment | null> {
  const paymentId = await insertPayment(scope, input)
  if (paymentId === null) return null
  const effectiveOn = await postingDate(scope, input.receivedOn)
  const way = paymentWays[input.way]
  const voucherId = await openVoucher(scope, {
    kind: "payment",
    sourceKey: `payment:${input.externalKey}`,
    effectiveOn,
    description: subjectNumber === null ? `${way.ja}入金(引当先未定)` : `${way.ja}入金 ${subjectNumber}`,
  })
  if (voucherId === null) throw new Error("a new payment has its voucher already")
  // What Stripe holds until its payout lies on 未収入金(カード), however it was paid; the column through_stripe says the same.
  const purpose = input.externalKey.startsWith("pi_") ? "card-clearing" : way.purpose
  return { paymentId, voucherId, effectiveOn, money: { purpose, amountYen: input.amountYen } }
}

async function insertPayment(scope: Scope, input: PaymentFacts): Promise<PaymentId | null> {
  const [known] = await scope.sql`select from payment where external_key = ${input.externalKey}`
  if (known) return null
  const number = await nextNumber(scope, "payment", "P")
  const [row] = await scope.sql<{ id: string }>`
    insert into payment (organization_id, number, payer_id, order_id, way, amount_yen, received_on, external_key,
      card_brand, card_last4)
    values (${scope.organizationId}, ${number}, ${input.payerId}::uuid, ${input.orderId}::uuid, ${input.way},
      ${input.amountYen}::bigint, ${input.receivedOn}::date, ${input.externalKey}, ${input.cardBrand}, ${input.cardLast4})
    on conflict (organization_id, external_key) do nothing returning id`
  return row ? idOf(row.id) : null
}
