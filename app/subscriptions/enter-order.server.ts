import { memberByNumber } from "#app/members/member-by-number.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { OrderForm } from "#app/subscriptions/order-form.ts"
import { placeOrder } from "#app/subscriptions/place-order.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import { idOf, type MemberId, type OrderId } from "#app/values/ids.ts"

/**
 * Takes an order as staff type it, people by member number (受注入力). Refuses: unknown-member beside the number that is wrong, and
 * what placeOrder refuses.
 */
export async function enterOrder(scope: Scope, input: OrderForm): Promise<{ orderId: OrderId; orderNumber: string }> {
  const payerId = await memberId(scope, input.payerNumber, "payerNumber")
  const recipients: { memberId: MemberId; copies: number }[] = []
  for (const [at, { number, copies }] of input.recipients.entries()) {
    const field = `recipients[${at}]`
    if (copies === 0) throw refuse("no-recipient", {}, { field: `${field}.copies` })
    recipients.push({ memberId: await memberId(scope, number, `${field}.number`), copies })
  }
  const { offer, startIssue, channel, paymentWay, sourceCode = "" } = input
  return placeOrder(scope, { payerId, offerId: offer, recipients, startIssue, channel, paymentWay, sourceCode })
}

async function memberId(scope: Scope, number: string, field: string): Promise<MemberId> {
  const member = await memberByNumber(scope, number)
  if (!member) throw refuse("unknown-member", { number }, { field })
  return idOf(member.id)
}
