import { type PaymentInput, recordPayment } from "#app/billing/record-payment.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { SoldContract } from "#app/subscriptions/bundles/open-contracts.server.ts"
import type { LockedContract } from "#app/subscriptions/contract/lock-contract.server.ts"
import { serveGraceUnits } from "#app/subscriptions/contract/serve-grace-units.server.ts"
import { lockTermsToRenew, type TermToRenew } from "#app/subscriptions/contract/terms-to-renew.server.ts"
import { type NewContract, openContract, type OpenedContract } from "#app/subscriptions/open-contract.server.ts"
import { openOrder } from "#app/subscriptions/place-order.server.ts"
import { idOf, type OrderId } from "#app/values/ids.ts"
import { apportion, yen } from "#app/values/yen.ts"

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

export type Renewed = Readonly<{
  orderId: OrderId
  orderNumber: string
  /** The term after the one that was asked for. */
  contract: SoldContract
  /** One, or of a bundle one for each title, in the bundle's order. */
  contracts: readonly [SoldContract, ...SoldContract[]]
}>

/**
 * Renews a term (継続, B2), or at a bundle (セット) all terms of its order at once: one order and one payment, and for each term a new contract for
 * the same recipients that is served where the old one ends, without a gap, at its share of the price; issues served in grace become its
 * first units (entry 22), and what the renewal earns by rule is owed (B3). Refuses what lockTermsToRenew refuses.
 */
export async function renewContract(scope: Scope, input: Renewal): Promise<Renewed> {
  const { contractId, offerId } = input
  const isPaid = input.payment !== undefined
  const { terms, priceYen } = await lockTermsToRenew(scope, { contractId, offerId, isPaid })
  const [{ old }] = terms
  const recipients = await recipientsOf(scope, terms)
  const copies = recipients.get(old.id)?.reduce((sum, line) => sum + line.copies, 0) ?? 0
  const totalYen = input.totalYen ?? priceYen * copies
  const order = await openOrder(scope, {
    ...{ memberId: old.payerId, channel: input.channel, totalYen, sourceCode: input.sourceCode ?? "", offerId },
  })
  const effort = input.effort ?? (await lastStepSent(scope, terms))
  const shares = apportion(yen(totalYen), terms.map((term) => yen(term.priceYen))) // prettier-ignore
  const renew = async (term: TermToRenew, at: number): Promise<SoldContract> => {
    const shareYen = shares[at] ?? 0
    const sold = { totalYen: shareYen, orderId: order.id, effort, recipients: recipients.get(term.old.id) ?? [] }
    return { ...(await openNextTerm(scope, input, term, sold)), totalYen: shareYen }
  }
  const contracts: [SoldContract, ...SoldContract[]] = [await renew(terms[0], 0)]
  for (const [at, term] of terms.slice(1).entries()) contracts.push(await renew(term, at + 1))
  const [contract, ...others] = contracts
  if (input.payment) {
    await recordPayment(scope, { ...input.payment, payerId: old.payerId, orderId: order.id, contract, others })
  }
  for (const [at, term] of terms.entries()) {
    const next = contracts[at] ?? contract
    await serveGraceUnits(scope, term.old, next)
    await owePerks(scope, term, next)
    await audit(scope, "renew-contract", next.number, { previous: term.old.number, channel: input.channel })
  }
  const asked = contracts[terms.findIndex((term) => term.old.id === contractId)] ?? contract
  return { orderId: order.id, orderNumber: order.number, contract: asked, contracts }
}

type Recipients = NewContract["recipients"]

async function recipientsOf(scope: Scope, terms: readonly TermToRenew[]): Promise<ReadonlyMap<string, Recipients>> {
  const lines = await scope.sql<{ contract_id: string; recipient_id: string; copies: number }>`
    select contract_id, recipient_id, copies from contract_line
    where contract_id = any(${terms.map(({ old }) => old.id)}::uuid[]) and until_issue is null order by line_no`
  return new Map(
    terms.map(({ old }) => [
      old.id,
      lines
        .filter(({ contract_id }) => contract_id === old.id)
        .map(({ recipient_id, copies }) => ({ memberId: idOf<"member">(recipient_id), copies })),
    ]),
  )
}

async function openNextTerm(
  scope: Scope,
  input: Renewal,
  { old, offerId }: TermToRenew,
  sold: Readonly<{ totalYen: number; orderId: OrderId; effort: number; recipients: Recipients }>,
) {
  return openContract(scope, {
    ...{ offerId, payerId: old.payerId, orderId: sold.orderId, totalYen: sold.totalYen, category: old.category },
    ...{ recipients: sold.recipients, startIssue: await startIssueAfter(scope, old), openedOn: scope.today },
    ...{ sourceCode: input.sourceCode ?? "", channel: input.channel, paymentWay: input.paymentWay },
    ...{ shipEvery: old.shipEvery, autoRenewal: input.autoRenewal ?? false },
    previous: {
      ...{ id: old.id, generation: old.generation + 1, firstStartIssue: old.firstStartIssue },
      effort: sold.effort,
    },
  })
}

const owePerks = (scope: Scope, { old, offerId }: TermToRenew, next: OpenedContract) => scope.sql`
  insert into contract_perk (organization_id, contract_id, code, name)
  select ${scope.organizationId}, ${next.id}::uuid, rule.code, rule.name
  from perk_rule as rule where rule.offer_id = ${offerId}::uuid and rule.generation = ${old.generation + 1}::integer
    and coalesce((select setting.perk_code from member_setting as setting where setting.member_id = ${old.payerId}::uuid), rule.code)
      = rule.code`

/** The step of the series that a renewal by phone or on the reader's page answers (R6); 0 before any has been sent. */
async function lastStepSent(scope: Scope, terms: readonly TermToRenew[]): Promise<number> {
  const [sent] = await scope.sql<{ step: number }>`
    select coalesce(max(step), 0) as step from renewal_notice
    where contract_id in (select terms_before(old.id) from unnest(${terms.map(({ old }) => old.id)}::uuid[]) as old (id))`
  return sent?.step ?? 0
}

/**
 * Where the new term begins, in the rhythm of the old one (隔号): with the first grace issue or the next issue; while the old one runs, after as many
 * issues as it has units left, for a hold may be lifted and bring its end forward, and it waits for that end anyway.
 */
async function startIssueAfter(scope: Scope, old: LockedContract): Promise<number> {
  if (old.lastIssue === null) {
    const wait = Math.max(old.nextIssue - old.startIssue, 0)
    return old.startIssue + (Math.ceil(wait / old.shipEvery) + old.units - old.servedUnits) * old.shipEvery
  }
  const [next] = await scope.sql<{ first: number | null }>`
    select first_issue_of_next_term(${old.id}::uuid) as first`
  return next?.first ?? old.nextIssue
}
