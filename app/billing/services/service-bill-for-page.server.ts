import { refuse } from "#app/billing/refusals.ts"
import type { BilledMonth, ServiceBillOfPage } from "#app/billing/services/billed-month.ts"
import { serviceBillsForContract } from "#app/billing/services/service-bills-for-contract.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/**
 * A month's bill of a service contract (業務委託料の請求): what it was made of, in yen before tax, and what was taken off it. Refuses:
 * no-such-service-bill.
 */
export async function serviceBillForPage(scope: Scope, contractId: string, billId: string): Promise<ServiceBillOfPage> {
  const [told] = await scope.sql<Omit<ServiceBillOfPage, keyof BilledMonth>>`
    select contract.number as "contractNumber", payer.id as "payerId",
      concat_ws(' ', nullif(payer.company_name, ''), payer.family_name, nullif(payer.given_name, '')) as "payerName",
      bill.tax_rate_percent as "ratePercent", bill.tax_yen as "taxYen",
      (select jsonb_agg(jsonb_build_object('lineNo', line_no, 'name', case when ${scope.locale} = 'en' then coalesce(nullif(name_english, ''), name)
        else name end, 'fromOn', from_on, 'untilOn', until_on, 'netYen', net_yen) order by line_no)
        from service_bill_line where bill_id = bill.id) as lines,
      (select coalesce(jsonb_agg(jsonb_build_object('voucherId', voucher_id, 'on', allowed_on, 'reason', reason, 'amountYen', -receivable_yen)
        order by recorded_at), '[]') from service_allowance join service_movement using (bill_id, voucher_id) where bill_id = bill.id) as allowances
    from service_bill as bill join service_contract as contract on contract.id = bill.contract_id
    join member as payer on payer.id = member_kept(bill.payer_id)
    where bill.id = ${billId}::uuid and contract.id = ${contractId}::uuid`
  const billed = (await serviceBillsForContract(scope, contractId)).find(({ id }) => id === billId)
  if (!told || !billed) throw refuse("no-such-service-bill")
  return { ...told, ...billed }
}
