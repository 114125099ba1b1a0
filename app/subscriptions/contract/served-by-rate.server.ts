import type { SuppliedAtRate } from "#app/ledger/tax-by-rate.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { ContractId } from "#app/values/ids.ts"

/** What a contract was served by rate of consumption tax, in yen with tax, the latest first: what is owed is owed for the latest. */
export const servedByRate = (
  scope: Scope,
  contractId: ContractId,
): Promise<SuppliedAtRate[]> => scope.sql<SuppliedAtRate>`
  select rate.percent as "ratePercent", sum(movement.net_yen + movement.tax_yen)::bigint as "grossYen"
  from movement join voucher on voucher.id = movement.voucher_id
  cross join lateral (select max(substring(tax_class from 'sales-([0-9]+)'))::integer as percent from voucher_line
    where voucher_line.voucher_id = movement.voucher_id and tax_class like 'sales-%') as rate
  where movement.contract_id = ${contractId}::uuid and movement.cause = 'issue' and rate.percent is not null
  group by rate.percent order by max(voucher.effective_on) desc`
