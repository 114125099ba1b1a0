import { memberByNumber } from "#app/members/member-by-number.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { OrderForm } from "#app/subscriptions/order-form.ts"
import { placeOrder } from "#app/subscriptions/place-order.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import { idOf, type MemberId, type OrderId } from "#app/values/ids.ts"

/**
 * Takes an order as staff type it, people by member number (受注入力). Refuses: unknown-member beside the number that is wrong, and
 * what placeOrder refuses. The form's own id makes a double submit one order; other
 * content under it is refused: order-entered-already.
 */
export async function enterOrder(scope: Scope, input: OrderForm): Promise<{ orderId: OrderId; orderNumber: string }> {
  await scope.sql`select pg_advisory_xact_lock(hashtextextended(${`order:${input.orderId}`}, 0))`
  const [entered] = await scope.sql<{ id: string; number: string; same: boolean }>`
    select customer_order.id, customer_order.number, coalesce(customer_order.bundle_id, contract.offer_id) = ${input.offer}::uuid and (select sum(line.copies)::integer
        from contract_line as line where line.contract_id = contract.id) = ${copiesOf(input)}::integer as same
    from customer_order join contract on contract.order_id = customer_order.id
    where customer_order.id = ${input.orderId}::uuid`
  if (entered && !entered.same) throw refuse("order-entered-already", { number: entered.number })
  if (entered) return { orderId: idOf(entered.id), orderNumber: entered.number }
  const payerId = await memberId(scope, input.payerNumber, "payerNumber")
  const recipients: { memberId: MemberId; copies: number }[] = []
  for (const [at, { number, copies }] of input.recipients.entries()) {
    const field = `recipients[${at}]`
    if (copies === 0) throw refuse("no-recipient", {}, { field: `${field}.copies` })
    recipients.push({ memberId: await memberId(scope, number, `${field}.number`), copies })
  }
  const { offer, startIssue, channel, paymentWay, sourceCode = "", promotionCode = "" } = input
  return placeOrder(scope, {
    orderId: input.orderId,
    payerId,
    offerId: offer,
    recipients,
    startIssue,
    channel,
    paymentWay,
    sourceCode,
    promotionCode,
  })
}

const copiesOf = (input: OrderForm) => input.recipients.reduce((sum, { copies }) => sum + copies, 0)

async function memberId(scope: Scope, number: string, field: string): Promise<MemberId> {
  const member = await memberByNumber(scope, number)
  if (!member) throw refuse("unknown-member", { number }, { field })
  return idOf(member.id)
}

/** An id for the order that this showing of the form may make. */
export async function newOrderId(scope: Scope): Promise<string> {
  const [made] = await scope.sql<{ id: string }>`select new_id() as id`
  if (!made) throw new Error("new_id gave no row")
  return made.id
}
