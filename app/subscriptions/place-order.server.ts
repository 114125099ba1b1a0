import { audit } from "#app/platform/audit.server.ts"
import { nextNumber } from "#app/platform/number-sequence.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { openContracts } from "#app/subscriptions/bundles/open-contracts.server.ts"
import type { ContractCategory, NewContract, OpenedContract } from "#app/subscriptions/open-contract.server.ts"
import { checkOfferCondition } from "#app/subscriptions/conditions/check-offer-condition.server.ts"
import { checkPromotion } from "#app/subscriptions/promotions/check-promotion.server.ts"
import { keepPromotionOfOrder } from "#app/subscriptions/promotions/take-promotion.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import { idOf, type MemberId, type OrderId } from "#app/values/ids.ts"

const prefixes = {
  web: "W",
  phone: "T",
  fax: "F",
  post: "P",
  shop: "S",
  "renewal-form": "N",
  "auto-renewal": "A",
} as const

/** Writes an order (受注): who ordered, by which way, on today's JST date, for how many yen with tax. */
export async function openOrder(
  scope: Scope,
  input: Readonly<{
    /** From the first showing of a form, so that a double submit is one order. */
    id?: string
    memberId: MemberId
    /** What it buys, where that may be a bundle (セット). */
    offerId?: string
    channel: keyof typeof prefixes
    totalYen: number
    sourceCode: string
    sourcePage?: string
    orderedOn?: string
  }>,
): Promise<{ id: OrderId; number: string }> {
  const number = await nextNumber(scope, "order", prefixes[input.channel])
  const channel = input.channel === "renewal-form" || input.channel === "auto-renewal" ? "web" : input.channel
  const [made] = await scope.sql<{ id: string }>`
    insert into customer_order (organization_id, id, number, member_id, channel, ordered_on, total_yen, source_code, source_page,
      bundle_id)
    values (${scope.organizationId}, coalesce(${input.id ?? null}::uuid, new_id()), ${number}, ${input.memberId}::uuid, ${channel},
      ${input.orderedOn ?? scope.today}::date, ${input.totalYen}::bigint, ${input.sourceCode}, ${input.sourcePage ?? ""},
      (select id from offer where id = ${input.offerId ?? null}::uuid and kind = 'bundle'))
    returning id`
  if (!made) throw new Error("customer_order gave no row")
  return { id: idOf(made.id), number }
}

export type StaffOrder = Readonly<{
  orderId?: string
  payerId: MemberId
  offerId: string
  recipients: readonly Readonly<{ memberId: MemberId; copies: number }>[]
  channel: "phone" | "fax" | "post" | "shop"
  paymentWay: NewContract["paymentWay"]
  startIssue: number
  sourceCode: string
  /** Empty or left out without one. */
  promotionCode?: string
  category?: ContractCategory
}>

/**
 * Takes an order by phone, FAX, post or shop (受注入力): the order and its contract, of a bundle one for each title (`contract` is the first), at the
 * offer's price for all copies; nothing is
 * booked until it is paid or served; a promotion code lowers the price by what it takes off. Refuses: unknown-offer, offer-not-on-sale,
 * no-recipient, start-issue-unknown, a-free-offer-is-free, and what checkOfferCondition and checkPromotion refuse.
 */
export async function placeOrder(
  scope: Scope,
  input: StaffOrder,
): Promise<{
  orderId: OrderId
  orderNumber: string
  contract: OpenedContract
  contracts: readonly OpenedContract[]
}> {
  const [offer] = await scope.sql<{ price_yen: number; on_sale: boolean; kind: string; publication_id: string }>`
    select price_yen, on_sale, kind, publication_id from offer where id = ${input.offerId}::uuid`
  if (!offer) throw refuse("unknown-offer", {}, { field: "offer" })
  if (!offer.on_sale) throw refuse("offer-not-on-sale", {}, { field: "offer" })
  const { offerId, payerId } = input
  await checkOfferCondition(scope, { offerId, memberId: payerId, on: scope.today, field: "offer" })
  const copies = input.recipients.reduce((sum, recipient) => sum + recipient.copies, 0)
  if (copies === 0) throw refuse("no-recipient", {}, { field: "recipients" })
  if (offer.kind === "term" || offer.kind === "bundle") {
    const [issue] = await scope.sql`
      select from issue where publication_id = ${offer.publication_id}::uuid and number >= ${input.startIssue}::integer
        and shipped_on is null and skipped_on is null limit 1`
    if (!issue) throw refuse("start-issue-unknown", { number: input.startIssue }, { field: "startIssue" })
  }
  const isFree = offer.kind === "sample" || offer.kind === "complimentary"
  const priceYen = isFree ? 0 : offer.price_yen * copies
  if (isFree !== (input.paymentWay === "free")) throw refuse("a-free-offer-is-free", {}, { field: "paymentWay" })
  const promotion = await promotionFor(scope, input, priceYen)
  const totalYen = priceYen - (promotion?.reductionYen ?? 0)
  const sourceCode = promotion?.sourceCode ?? input.sourceCode
  const order = await openOrder(scope, {
    ...(input.orderId === undefined ? {} : { id: input.orderId }),
    ...{ memberId: input.payerId, offerId },
    channel: input.channel,
    totalYen,
    sourceCode,
  })
  if (promotion) await keepPromotionOfOrder(scope, promotion, { orderId: order.id, memberId: input.payerId, priceYen })
  const contracts = await openContracts(scope, {
    ...{ offerId: input.offerId, payerId: input.payerId, orderId: order.id, totalYen, recipients: input.recipients },
    ...{ startIssue: input.startIssue, openedOn: scope.today, sourceCode, channel: input.channel },
    paymentWay: input.paymentWay,
    ...(offer.kind === "sample" ? { category: "sample" as const } : input.category ? { category: input.category } : {}),
  })
  const numbers = contracts.map(({ number }) => number).join(" ")
  await audit(scope, "place-order", order.number, { contract: numbers, channel: input.channel })
  return { orderId: order.id, orderNumber: order.number, contract: contracts[0], contracts }
}

async function promotionFor(scope: Scope, { promotionCode = "", offerId, payerId }: StaffOrder, priceYen: number) {
  if (promotionCode === "") return null
  const buyer = { memberId: payerId, email: "", isRenewal: false, applicationId: null }
  return checkPromotion(scope, { code: promotionCode, offerId, priceYen, ...buyer })
}
