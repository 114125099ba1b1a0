import { salesTaxClass } from "#app/ledger/account.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { contractAsItStands, type LockedContract } from "#app/subscriptions/contract/lock-contract.server.ts"
import { postForContract } from "#app/subscriptions/contract/post-for-contract.server.ts"
import type { OpenedContract } from "#app/subscriptions/open-contract.server.ts"
import { negate, allocate, yen } from "#app/values/yen.ts"

/**
 * Counts the issues that a reader had in grace as the first units of the term that renews it (entry 22): earned today, from what
 * is paid of it, otherwise owed. Nothing where there was no grace.
 */
export async function serveGraceUnits(scope: Scope, old: LockedContract, opened: OpenedContract): Promise<void> {
  const served = await scope.sql<{ unit_no: number }>`
    insert into served_unit (organization_id, contract_id, unit_no, issue_run_id)
    select ${scope.organizationId}, ${opened.id}::uuid, grace.unit_no, grace.run_id
    from (
      select run.id as run_id, row_number() over (order by run.issue_number) as unit_no
      from issue_run as run where run.kind = 'main'
        -- A renewal that was cancelled may have earned them already.
        and not exists (select from served_unit join contract as other on other.id = served_unit.contract_id
          where served_unit.issue_run_id = run.id and other.previous_id = ${old.id}::uuid)
        and exists (select from shipment
        where shipment.issue_run_id = run.id and shipment.contract_id = ${old.id}::uuid and shipment.kind = 'grace')
    ) as grace where grace.unit_no <= ${opened.units}::integer
    returning unit_no`
  const units = served.length
  if (units === 0) return
  const contract = await contractAsItStands(scope, opened.id)
  const netYen = allocate(yen(contract.priceYen - contract.taxYen), contract.units, 0, units)
  const taxYen = allocate(yen(contract.taxYen), contract.units, 0, units)
  const fromDeferredYen = Math.min(contract.deferredYen, netYen + taxYen)
  const owedYen = netYen + taxYen - fromDeferredYen
  const title = { subAccount: contract.publicationCode }
  const taxClass = salesTaxClass(contract.ratePercent)
  await postForContract(
    scope,
    {
      ...{ kind: "issue-run", sourceKey: `grace:${contract.number}`, on: scope.today },
      description: `${contract.publicationName} 猶予分売上 ${contract.number}`,
    },
    [
      { ...title, purpose: "deferred", amountYen: fromDeferredYen },
      { ...title, purpose: "receivable", amountYen: owedYen },
      { ...title, purpose: "sales", taxClass, amountYen: negate(netYen) },
      { ...title, purpose: "output-tax", taxClass, amountYen: negate(taxYen) },
    ],
    [
      {
        ...{ contractId: contract.id, cause: "issue", deferredYen: -fromDeferredYen, receivableYen: owedYen },
        ...{ netYen, taxYen, units },
      },
    ],
  )
  if (units === contract.units) {
    await scope.sql`update contract set last_issue = ${old.nextIssue - 1}::integer where id = ${contract.id}::uuid`
  }
}
