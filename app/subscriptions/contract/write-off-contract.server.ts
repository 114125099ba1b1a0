import { writeOffInvoices } from "#app/billing/papers/lower-invoices.server.ts"
import type { VoucherLine } from "#app/ledger/post-voucher.server.ts"
import { sumOf, taxByRate } from "#app/ledger/tax-by-rate.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { lockContract } from "#app/subscriptions/contract/lock-contract.server.ts"
import { noteContractEvent } from "#app/subscriptions/contract/note-contract-event.server.ts"
import { postForContract } from "#app/subscriptions/contract/post-for-contract.server.ts"
import { servedByRate } from "#app/subscriptions/contract/served-by-rate.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"

/**
 * Writes off what a contract owes for served units (貸倒, entry 15), with the consumption tax in it (消費税法39条). Refuses:
 * unknown-contract, nothing-unpaid, stop-it-first (units would go on being served), debt-is-being-debited.
 */
export async function writeOffContract(
  scope: Scope,
  input: Readonly<{ contractId: string; note: string }>,
): Promise<number> {
  const contract = await lockContract(scope, input.contractId)
  const { receivableYen } = contract
  if (receivableYen === 0) throw refuse("nothing-unpaid", { number: contract.number })
  if (contract.state === "active" && contract.servedUnits < contract.units) {
    throw refuse("stop-it-first", { number: contract.number })
  }
  const served = await servedByRate(scope, contract.id)
  const parts = taxByRate(receivableYen, served, contract.ratePercent, contract.rounding)
  const taxYen = sumOf(parts, "taxYen")
  const [count] = await scope.sql<{ done: number }>`
    select count(*)::integer as done from movement where contract_id = ${contract.id}::uuid and cause = 'written-off'`
  const sourceKey = `write-off:${contract.number}:${count?.done ?? 0}`
  await postForContract(
    scope,
    {
      ...{ kind: "write-off", sourceKey, on: scope.today },
      description: `${contract.publicationName} 貸倒 ${contract.number}`,
    },
    [
      ...parts.flatMap(({ taxClass, netYen, taxYen: amountYen }): VoucherLine[] => [
        { purpose: "bad-debt", taxClass, amountYen: netYen },
        { purpose: "output-tax", taxClass, amountYen },
      ]),
      { purpose: "receivable", subAccount: contract.publicationCode, amountYen: -receivableYen },
    ],
    [
      {
        ...{ contractId: contract.id, cause: "written-off", receivableYen: -receivableYen },
        ...{ netYen: receivableYen - taxYen, taxYen },
      },
    ],
  )
  await writeOffInvoices(scope, { subject: { contractId: contract.id }, amountYen: receivableYen, key: sourceKey })
  await noteContractEvent(scope, contract.id, {
    ...{ kind: "written-off", fromIssue: null, happenedOn: scope.today },
    detail: { yen: receivableYen, note: input.note },
  })
  await audit(scope, "write-off-contract", contract.number, { receivableYen })
  return receivableYen
}
