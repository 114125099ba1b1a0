import { releaseBilled } from "#app/billing/papers/book-billed.server.ts"
import { holdPositions } from "#app/ledger/hold-positions.server.ts"
import type { VoucherLine } from "#app/ledger/post-voucher.server.ts"
import { sumOf, taxByRate } from "#app/ledger/tax-by-rate.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import type { ContractId, PaymentId, PublicationId, VoucherId } from "#app/values/ids.ts"
import { negate, type TaxRounding } from "#app/values/yen.ts"

export type ContractForMoney = Readonly<{
  id: ContractId
  number: string
  publicationId: PublicationId
  publicationCode: string
}>

/** Where money went, in yen: served and unpaid first, then what was written off, then the future, the rest is nobody's yet. */
type Split = Readonly<{ settledYen: number; recoveredYen: number; advanceYen: number; restYen: number }>

/**
 * Gives money of a payment to one contract: its allocation, its movements, and the credit lines that the payment's voucher gets for it.
 * What the contract does not need is the rest. Refuses nothing.
 */
export async function allotToContract(
  scope: Scope,
  payment: Readonly<{ paymentId: PaymentId; voucherId: VoucherId; effectiveOn: CalendarDate }>,
  contract: ContractForMoney,
  amountYen: number,
): Promise<{ lines: readonly VoucherLine[]; restYen: number }> {
  const { id, publicationId, publicationCode } = contract
  const { paymentId, voucherId, effectiveOn } = payment
  await holdPositions(scope, publicationId, "shared")
  const position = await positionOf(scope, id)
  const split = splitOf(position, amountYen)
  const parts = await recoveredParts(scope, id, position, split.recoveredYen)
  const taxYen = sumOf(parts, "taxYen")
  await scope.sql`
    insert into payment_allocation (organization_id, payment_id, contract_id, amount_yen)
    select ${scope.organizationId}, ${paymentId}::uuid, ${id}::uuid, given.yen
    from (select ${split.settledYen + split.advanceYen}::bigint as yen) as given where given.yen > 0`
  await scope.sql`
    insert into movement (organization_id, contract_id, voucher_id, effective_on, cause, deferred_yen, receivable_yen, net_yen, tax_yen)
    select ${scope.organizationId}, ${id}::uuid, ${voucherId}::uuid, ${effectiveOn}::date, given.cause, given.deferred_yen,
      given.receivable_yen, given.net_yen, given.tax_yen
    from (values ('payment', ${split.advanceYen}::bigint, ${-split.settledYen}::bigint, 0::bigint, 0::bigint),
      ('recovered', 0, 0, ${split.recoveredYen - taxYen}::bigint, ${taxYen}::bigint))
      as given (cause, deferred_yen, receivable_yen, net_yen, tax_yen)
    where (given.deferred_yen, given.receivable_yen, given.net_yen) <> (0, 0, 0)`
  const billedYen = await releaseBilled(scope, payment, { contractId: id }, split.advanceYen)
  const lines: VoucherLine[] = [
    { purpose: "receivable", subAccount: publicationCode, amountYen: -split.settledYen - billedYen },
    ...parts.flatMap((part): VoucherLine[] => [
      { purpose: "bad-debt-recovered", taxClass: part.taxClass, amountYen: negate(part.netYen) },
      { purpose: "output-tax", taxClass: part.taxClass, amountYen: negate(part.taxYen) },
    ]),
    { purpose: "deferred", subAccount: publicationCode, amountYen: billedYen - split.advanceYen },
  ]
  return { lines, restYen: split.restYen }
}

type Position = {
  receivable_yen: number
  unpaid_yen: number
  written_off_yen: number
  rate: number
  rounding: TaxRounding
}

/** What a contract owes for served units, what of its future is unpaid, and what was written off and not recovered. */
async function positionOf(scope: Scope, contractId: ContractId): Promise<Position> {
  await scope.sql`select from contract_position where contract_id = ${contractId}::uuid for update`
  const [position] = await scope.sql<Position>`
    select position.receivable_yen, contract.tax_rate_percent as rate, organization.tax_rounding as rounding,
      case when contract.state = 'active' then greatest(contract.price_yen
        - (contract.price_yen - contract.tax_yen) * position.served_units / contract.units
        - contract.tax_yen * position.served_units / contract.units - position.deferred_yen, 0) else 0 end::bigint as unpaid_yen,
      coalesce(lost.yen, 0)::bigint as written_off_yen
    from contract join contract_position as position on position.contract_id = contract.id
    join organization on organization.id = contract.organization_id
    left join lateral (
      select sum(case cause when 'written-off' then net_yen + tax_yen else -(net_yen + tax_yen) end) as yen
      from movement where movement.contract_id = contract.id and cause in ('written-off', 'recovered')
    ) as lost on true
    where contract.id = ${contractId}::uuid`
  if (!position) throw new Error(`contract ${contractId} has no position`)
  return position
}

/** The tax in what is recovered (消費税法39条3項): at the rates that it was written off at, the oldest debt first. */
async function recoveredParts(scope: Scope, contractId: ContractId, position: Position, amountYen: number) {
  if (amountYen === 0) return []
  const writtenOff = await scope.sql<{ ratePercent: number; grossYen: number }>`
    select substring(line.tax_class from 'sales-([0-9]+)')::integer as "ratePercent", sum(line.amount_yen)::bigint as "grossYen"
    from movement join voucher on voucher.id = movement.voucher_id join voucher_line as line on line.voucher_id = voucher.id
    where movement.contract_id = ${contractId}::uuid and movement.cause = 'written-off' and line.tax_class like 'sales-%'
    group by voucher.id, voucher.effective_on, 1 order by voucher.effective_on, voucher.id, 1`
  let skippedYen = writtenOff.reduce((sum, { grossYen }) => sum + grossYen, 0) - position.written_off_yen
  const left = writtenOff.map(({ ratePercent, grossYen }) => {
    const gone = Math.min(Math.max(skippedYen, 0), grossYen)
    skippedYen -= gone
    return { ratePercent, grossYen: grossYen - gone }
  })
  return taxByRate(amountYen, left, position.rate, position.rounding)
}

function splitOf(position: Position, amountYen: number): Split {
  const settledYen = Math.min(position.receivable_yen, amountYen)
  const recoveredYen = Math.min(position.written_off_yen, amountYen - settledYen)
  const advanceYen = Math.min(position.unpaid_yen, amountYen - settledYen - recoveredYen)
  return { settledYen, recoveredYen, advanceYen, restYen: amountYen - settledYen - recoveredYen - advanceYen }
}
