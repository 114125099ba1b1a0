import { type PaymentInput, recordPayment } from "#app/billing/record-payment.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { checkRenewalCondition } from "#app/subscriptions/conditions/check-offer-condition.server.ts"
import { type LockedContract, lockContract } from "#app/subscriptions/contract/lock-contract.server.ts"
import { serveGraceUnits } from "#app/subscriptions/contract/serve-grace-units.server.ts"
import { type NewContract, openContract, type OpenedContract } from "#app/subscriptions/open-contract.server.ts"
import { openOrder } from "#app/subscriptions/place-order.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import { idOf, type OrderId } from "#app/values/ids.ts"

/** Issues after the end of a term (and its grace) within which it may still be renewed as the same reader's chain (復活). */
const RENEWABLE_ISSUES = 12

export type Renewal = Readonly<{
  contractId: string
  offerId: string
  channel: "phone" | "fax" | "post" | "renewal-form" | "auto-renewal"
  paymentWay: NewContract["paymentWay"]
  /** The step of the renewal series that brought it; null credits the last step sent, or 0 (前倒し) before any. */
  effort: number | null
  sourceCode?: string
  /** What was agreed for all copies, where it was agreed before the offer's price changed. */
  totalYen?: number
  autoRenewal?: boolean
  payment?: Pick<PaymentInput, "way" | "amountYen" | "receivedOn" | "externalKey" | "cardBrand" | "cardLast4">
}>

/**
 * Renews a term (継続, B2): a new contract for the same recipients that is served where the old one ends, without a gap; issues
 * served in grace become its first units (entry 22), and what the renewal earns by rule is owed (B3). Refuses: unknown-contract,
 * contract-not-active, renewed-already, unknown-offer, other-title-offer, too-late-to-renew; before it is paid, what checkOfferCondition refuses.
 */
export async function renewContract(
  scope: Scope,
  input: Renewal,
): Promise<{ orderId: OrderId; orderNumber: string; contract: OpenedContract }> {
  const old = await lockContract(scope, input.contractId)
  const offer = await requireRenewable(scope, old, input)
  const lines = await scope.sql<{ recipient_id: string; copies: number }>`
    select recipient_id, copies from contract_line where contract_id = ${old.id}::uuid and until_issue is null order by line_no`
  const totalYen = input.totalYen ?? offer.price_yen * lines.reduce((sum, { copies }) => sum + copies, 0)
  const order = await openOrder(scope, {
    ...{ memberId: old.payerId, channel: input.channel, totalYen, sourceCode: input.sourceCode ?? "" },
  })
  const contract = await openContract(scope, {
    ...{ offerId: input.offerId, payerId: old.payerId, orderId: order.id, totalYen, category: old.category },
    ...{ recipients: lines.map(({ recipient_id, copies }) => ({ memberId: idOf<"member">(recipient_id), copies })) },
    ...{ startIssue: await startIssueAfter(scope, old), openedOn: scope.today, sourceCode: input.sourceCode ?? "" },
    ...{ channel: input.channel, paymentWay: input.paymentWay, shipEvery: old.shipEvery },
    autoRenewal: input.autoRenewal ?? false,
    previous: {
      ...{ id: old.id, generation: old.generation + 1, firstStartIssue: old.firstStartIssue },
      effort: input.effort ?? (await lastStepSent(scope, old)),
    },
  })
  if (input.payment) {
    await recordPayment(scope, { ...input.payment, payerId: old.payerId, orderId: order.id, contract })
  }
  await serveGraceUnits(scope, old, contract)
  await scope.sql`
    insert into contract_perk (organization_id, contract_id, code, name)
    select ${scope.organizationId}, ${contract.id}::uuid, rule.code, rule.name
    from perk_rule as rule where rule.offer_id = ${input.offerId}::uuid and rule.generation = ${old.generation + 1}::integer
      and coalesce((select setting.perk_code from member_setting as setting where setting.member_id = ${old.payerId}::uuid), rule.code)
        = rule.code`
  await audit(scope, "renew-contract", contract.number, { previous: old.number, channel: input.channel })
  return { orderId: order.id, orderNumber: order.number, contract }
}

/** The step of the series that a renewal by phone or on the reader's page answers (R6); 0 before any has been sent. */
async function lastStepSent(scope: Scope, old: LockedContract): Promise<number> {
  const [sent] = await scope.sql<{ step: number }>`
    select coalesce(max(step), 0) as step from renewal_notice where contract_id in (select terms_before(${old.id}::uuid))`
  return sent?.step ?? 0
}

/** What is paid already is honoured as it was agreed: the offer may have left the sale, and the card page may have taken long. */
async function requireRenewable(scope: Scope, old: LockedContract, input: Renewal): Promise<{ price_yen: number }> {
  const isPaid = input.payment !== undefined
  if (old.state !== "active") throw refuse("contract-not-active", { number: old.number })
  const [next] = await scope.sql`
    select from contract where previous_id = ${old.id}::uuid and state = 'active'`
  if (next) throw refuse("renewed-already", { number: old.number })
  const [offer] = await scope.sql<{ price_yen: number; publication_id: string }>`
    select price_yen, publication_id from offer
    where id = ${input.offerId}::uuid and (on_sale or ${isPaid}::boolean) and kind = 'term'`
  if (!offer) throw refuse("unknown-offer", {}, { field: "offer" })
  if (offer.publication_id !== old.publicationId) throw refuse("other-title-offer", {}, { field: "offer" })
  if (!isPaid) {
    await checkRenewalCondition(scope, { contractId: old.id, offerId: input.offerId, field: "offer" })
  }
  if (!isPaid && old.lastIssue !== null && old.nextIssue > old.lastIssue + RENEWABLE_ISSUES) {
    throw refuse("too-late-to-renew", { number: old.number })
  }
  return offer
}

/** Where the new term begins: after the units that are left, with the first grace issue, or with the next issue. */
async function startIssueAfter(scope: Scope, old: LockedContract): Promise<number> {
  if (old.lastIssue === null) {
    return Math.max(old.nextIssue, old.startIssue) + (old.units - old.servedUnits)
  }
  const [grace] = await scope.sql<{ first: number | null }>`
    select min(run.issue_number) as first from shipment join issue_run as run on run.id = shipment.issue_run_id
    where shipment.contract_id = ${old.id}::uuid and shipment.kind = 'grace'
      and not exists (select from served_unit join contract as other on other.id = served_unit.contract_id
        where served_unit.issue_run_id = run.id and other.previous_id = ${old.id}::uuid)`
  return grace?.first ?? old.nextIssue
}
