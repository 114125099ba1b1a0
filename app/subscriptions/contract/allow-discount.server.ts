import { creditInvoices } from "#app/billing/papers/lower-invoices.server.ts"
import type { VoucherLine } from "#app/ledger/post-voucher.server.ts"
import { sumOf, taxByRate } from "#app/ledger/tax-by-rate.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { contractEventKinds } from "#app/subscriptions/contract/contract-event.ts"
import { lockContract } from "#app/subscriptions/contract/lock-contract.server.ts"
import { noteContractEvent } from "#app/subscriptions/contract/note-contract-event.server.ts"
import { oweRefund } from "#app/subscriptions/contract/owe-refund.server.ts"
import { postForContract } from "#app/subscriptions/contract/post-for-contract.server.ts"
import { servedByRate } from "#app/subscriptions/contract/served-by-rate.server.ts"
import { earnedYen } from "#app/subscriptions/contract/settlement.ts"
import { refuse } from "#app/subscriptions/refusals.ts"

/**
 * Gives money back for served issues (売上値引, entry 13), in yen with tax: first off what is owed for them, the rest is owed back;
 * what was written off and never came in cannot be given back.
 * Refuses: unknown-contract, more-than-served.
 */
export async function allowDiscount(
  scope: Scope,
  input: Readonly<{ contractId: string; amountYen: number; note: string }>,
): Promise<{ refundNumber: string | null }> {
  const contract = await lockContract(scope, input.contractId)
  const [given] = await scope.sql<{ count: number; yen: number }>`
    select (count(*) filter (where cause = 'allowance'))::integer as count,
      coalesce(sum(case cause when 'written-off' then net_yen + tax_yen else -(net_yen + tax_yen) end), 0)::bigint as yen
    from movement where contract_id = ${contract.id}::uuid and cause in ('allowance', 'written-off', 'recovered')`
  const { count, yen: alreadyYen } = given ?? { count: 0, yen: 0 }
  const mostYen = earnedYen(contract) - alreadyYen
  if (input.amountYen > mostYen) throw refuse("more-than-served", { most: mostYen }, { field: "amountYen" })
  const offDebtYen = Math.min(contract.receivableYen, input.amountYen)
  const backYen = input.amountYen - offDebtYen
  const served = await servedByRate(scope, contract.id)
  const parts = taxByRate(input.amountYen, served, contract.ratePercent, contract.rounding)
  const taxYen = sumOf(parts, "taxYen")
  const title = { subAccount: contract.publicationCode }
  await postForContract(
    scope,
    {
      ...{ kind: "allowance", sourceKey: `allowance:${contract.number}:${count}`, on: scope.today },
      description: `${contract.publicationName} 売上値引 ${contract.number}`,
    },
    [
      ...parts.flatMap(({ taxClass, netYen, taxYen: amountYen }): VoucherLine[] => [
        { ...title, purpose: "sales-discount", taxClass, amountYen: netYen },
        { ...title, purpose: "output-tax", taxClass, amountYen },
      ]),
      { ...title, purpose: "receivable", amountYen: -offDebtYen },
      { purpose: "payable", amountYen: -backYen },
    ],
    [
      {
        ...{ contractId: contract.id, cause: "allowance", receivableYen: -offDebtYen },
        ...{ netYen: taxYen - input.amountYen, taxYen: -taxYen },
      },
    ],
  )
  const refundNumber = await oweRefund(scope, contract, { amountYen: backYen, cause: "allowance" })
  const seq = await noteContractEvent(scope, contract.id, {
    ...{ kind: "allowance", fromIssue: null, happenedOn: scope.today },
    detail: { yen: input.amountYen, note: input.note },
  })
  await creditInvoices(
    scope,
    { subject: { contractId: contract.id }, number: contract.number },
    {
      ...{ key: `contract-event:${contract.number}:${seq}`, description: contractEventKinds.allowance },
      ...{ open: { byYen: offDebtYen }, backYen },
    },
  )
  await audit(scope, "allow-discount", contract.number, { amountYen: input.amountYen })
  return { refundNumber }
}
