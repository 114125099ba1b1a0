import { holdPositions } from "#app/ledger/hold-positions.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { RefundPolicy } from "#app/subscriptions/contract/settlement.ts"
import type { ContractCategory } from "#app/subscriptions/open-contract.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import { type ContractId, idOf, isId, type MemberId, type PublicationId } from "#app/values/ids.ts"
import type { TaxRounding } from "#app/values/yen.ts"

export type LockedContract = Readonly<{
  id: ContractId
  number: string
  publicationId: PublicationId
  publicationCode: string
  publicationName: string
  offerId: string
  offerName: string
  payerId: MemberId
  state: "active" | "cancelled" | "stopped" | "transferred"
  category: ContractCategory
  sourceCode: string
  paymentWay: "card" | "convenience-store" | "bank-transfer" | "direct-debit" | "invoice" | "free"
  previousId: ContractId | null
  generation: number
  firstStartIssue: number
  startIssue: number
  lastIssue: number | null
  /** The first issue that has not shipped: where a change made now takes effect. */
  nextIssue: number
  priceYen: number
  taxYen: number
  /** The rate that the contract was made at; each unit is taxed at the law's on its day of shipment. */
  ratePercent: number
  rateTodayPercent: number
  rounding: TaxRounding
  units: number
  servedUnits: number
  copies: number
  deferredYen: number
  receivableYen: number
  policy: RefundPolicy
  feeYen: number
  singlePriceYen: number | null
  autoRenewal: boolean
  shipEvery: number
}>

type Row = Omit<LockedContract, "id" | "publicationId" | "payerId" | "previousId"> & {
  id: string
  publicationId: string
  payerId: string
  previousId: string | null
}

/**
 * Locks a contract and its position until the transaction ends, the title's positions first (the one order of locks), and
 * gives where it stands. Refuses: unknown-contract.
 */
export async function lockContract(scope: Scope, contractId: string): Promise<LockedContract> {
  const unknown = refuse("unknown-contract", {}, { field: "contract" })
  if (!isId(contractId)) throw unknown
  const [title] = await scope.sql<{ publication_id: string }>`
    select publication_id from contract where id = ${contractId}::uuid`
  if (!title) throw unknown
  await holdPositions(scope, idOf(title.publication_id), "shared")
  await scope.sql`select from contract where id = ${contractId}::uuid for update`
  await scope.sql`select from contract_position where contract_id = ${contractId}::uuid for update`
  return contractAsItStands(scope, contractId)
}

/** Where a contract stands, without a lock, for pages and quotes. Refuses: unknown-contract. */
export async function contractAsItStands(scope: Scope, contractId: string): Promise<LockedContract> {
  const unknown = refuse("unknown-contract", {}, { field: "contract" })
  if (!isId(contractId)) throw unknown
  const [row] = await scope.sql<Row>`
    select contract.id, contract.number, contract.publication_id as "publicationId", publication.code as "publicationCode",
      publication.name as "publicationName", contract.offer_id as "offerId", offer.name as "offerName",
      contract.payer_id as "payerId", contract.state, contract.category, contract.source_code as "sourceCode",
      contract.payment_way as "paymentWay", contract.previous_id as "previousId", contract.generation,
      contract.first_start_issue as "firstStartIssue", contract.start_issue as "startIssue",
      contract.last_issue as "lastIssue", calendar.next_issue as "nextIssue", contract.price_yen as "priceYen",
      contract.tax_yen as "taxYen", contract.tax_rate_percent as "ratePercent",
      tax_rate_on(contract.tax_rate_percent, ${scope.today}::date) as "rateTodayPercent", organization.tax_rounding as rounding,
      contract.units, position.served_units as "servedUnits", delivery.copies,
      position.deferred_yen as "deferredYen", position.receivable_yen as "receivableYen",
      offer.refund_policy as policy, offer.cancellation_fee_yen as "feeYen", offer.single_price_yen as "singlePriceYen",
      contract.auto_renewal as "autoRenewal", contract.ship_every as "shipEvery"
    from contract join publication on publication.id = contract.publication_id
    join offer on offer.id = contract.offer_id
    join organization on organization.id = contract.organization_id
    join contract_position as position on position.contract_id = contract.id
    cross join lateral (
      select coalesce(min(issue.number) filter (where issue.shipped_on is null and issue.skipped_on is null),
        max(issue.number) + 1, contract.start_issue) as next_issue
      from issue where issue.publication_id = contract.publication_id
    ) as calendar
    cross join lateral (
      select coalesce(sum(line.copies) filter (where (line.until_issue is null or line.until_issue > calendar.next_issue)
        and (line.from_issue is null or line.from_issue <= calendar.next_issue)), 0)::integer as copies
      from contract_line as line where line.contract_id = contract.id
    ) as delivery
    where contract.id = ${contractId}::uuid`
  if (!row) throw unknown
  return {
    ...row,
    ...{ id: idOf(row.id), publicationId: idOf(row.publicationId), payerId: idOf(row.payerId) },
    previousId: row.previousId === null ? null : idOf(row.previousId),
  }
}

/** Refuses a change of a contract that has ended: contract-not-active. */
export function requireActive(contract: LockedContract): void {
  if (contract.state !== "active" || contract.servedUnits >= contract.units) {
    throw refuse("contract-not-active", { number: contract.number })
  }
}
