import { holdPositions } from "#app/ledger/hold-positions.server.ts"
import { openVoucher, postingDate, postLines } from "#app/ledger/post-voucher.server.ts"
import { nextNumber } from "#app/platform/number-sequence.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import {
  type ContractId,
  idOf,
  type MemberId,
  type OrderId,
  type PaymentId,
  type PublicationId,
} from "#app/values/ids.ts"

export type PaymentInput = Readonly<{
  payerId: MemberId
  orderId: OrderId | null
  way: "card"
  amountYen: number
  receivedOn: CalendarDate
  /** Stripe's payment intent: the natural key that books a payment once. */
  externalKey: string
  cardBrand: string | null
  cardLast4: string | null
  /** The contract that the money is for; null books it as 仮受金 (entry 18) until somebody decides. */
  contract: Readonly<{ id: ContractId; number: string; publicationId: PublicationId; publicationCode: string }> | null
}>

/**
 * Books a card payment (entries 2 and 6 of the posting table): Dr 未収入金(カード), Cr 売掛金 as far as units served are
 * unpaid, and 前受金 for the rest. Null where this payment is booked already.
 */
export async function recordPayment(scope: Scope, input: PaymentInput): Promise<PaymentId | null> {
  const paymentId = await insertPayment(scope, input)
  if (paymentId === null) return null
  const effectiveOn = await postingDate(scope, input.receivedOn)
  const voucherId = await openVoucher(scope, {
    kind: "payment",
    sourceKey: `payment:${input.externalKey}`,
    effectiveOn,
    description: input.contract ? `カード入金 ${input.contract.number}` : "カード入金(引当先未定)",
  })
  if (voucherId === null) throw new Error("a new payment has its voucher already")
  if (input.contract === null) {
    await postLines(scope, voucherId, [
      { purpose: "card-clearing", amountYen: input.amountYen },
      { purpose: "suspense", amountYen: -input.amountYen },
    ])
    return paymentId
  }
  const { id, publicationId, publicationCode } = input.contract
  await holdPositions(scope, publicationId, "shared")
  const [position] = await scope.sql<{ receivable_yen: number }>`
    select receivable_yen from contract_position where contract_id = ${id}::uuid for update`
  const settledYen = Math.min(position?.receivable_yen ?? 0, input.amountYen)
  const advanceYen = input.amountYen - settledYen
  await scope.sql`
    insert into payment_allocation (organization_id, payment_id, contract_id, amount_yen)
    values (${scope.organizationId}, ${paymentId}::uuid, ${id}::uuid, ${input.amountYen}::bigint)`
  await scope.sql`
    insert into movement (organization_id, contract_id, voucher_id, effective_on, cause, deferred_yen, receivable_yen)
    values (${scope.organizationId}, ${id}::uuid, ${voucherId}::uuid, ${effectiveOn}::date, 'payment',
      ${advanceYen}::bigint, ${-settledYen}::bigint)`
  await postLines(scope, voucherId, [
    { purpose: "card-clearing", amountYen: input.amountYen },
    { purpose: "receivable", subAccount: publicationCode, amountYen: -settledYen },
    { purpose: "deferred", subAccount: publicationCode, amountYen: -advanceYen },
  ])
  return paymentId
}

async function insertPayment(scope: Scope, input: PaymentInput): Promise<PaymentId | null> {
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
