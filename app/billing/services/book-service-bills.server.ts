import { SERVICES } from "#app/billing/allot-to-service-bill.server.ts"
import { salesTaxClass } from "#app/ledger/account.ts"
import { openVoucher, postingDate, postLines } from "#app/ledger/post-voucher.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type CalendarDate, lastDayOf, type Month } from "#app/values/calendar.ts"
import { negate, yen, type Yen } from "#app/values/yen.ts"

/** What a service contract (業務委託契約) is billed for a month, in yen before tax with the tax on the sum. */
export type ServiceBillToBook = Readonly<{
  contractId: string
  contractNumber: string
  payerId: string
  netYen: Yen
  taxYen: Yen
  lines: readonly Readonly<{
    code: string
    monthlyYen: number
    fromOn: CalendarDate
    untilOn: CalendarDate
    days: number
    ofDays: number
    netYen: Yen
    /** 稼働率未達の相殺 (D6): what the line takes off; null for a plan or an option. */
    offsetId: string | null
  }>[]
}>

type Made = Readonly<{ id: string; contract_id: string; net_yen: number; tax_yen: number }>

/**
 * Makes the bills of a month, one a contract, and posts them in one voucher (Dr 売掛金 / Cr 売上高, 仮受消費税), dated on the month's last day or the first
 * open day after it. A contract's month that has its bill makes no other. The contracts must be locked. Gives how many were made. Refuses nothing.
 */
export async function bookServiceBills(
  scope: Scope,
  of: Readonly<{ month: Month; ratePercent: number }>,
  bills: readonly ServiceBillToBook[],
): Promise<number> {
  const made = await insertBills(scope, of, bills)
  if (made.length === 0) return 0
  await insertLines(scope, made, bills)
  await post(scope, of, made)
  return made.length
}

const insertBills = (
  scope: Scope,
  { month, ratePercent }: { month: Month; ratePercent: number },
  bills: readonly ServiceBillToBook[],
) => scope.sql<Made>`
  insert into service_bill (organization_id, number, contract_id, month, dated_on, payer_id, tax_rate_percent, net_yen, tax_yen, made_at, made_by)
  select ${scope.organizationId}, given.number, given.contract_id, ${month}, ${lastDayOf(month)}::date, given.payer_id, ${ratePercent}::integer,
    given.net_yen, given.tax_yen, ${scope.now}, ${scope.actor}
  from unnest(${bills.map(({ contractNumber }) => `${contractNumber}-${month.replace("-", "")}`)}::text[],
    ${bills.map(({ contractId }) => contractId)}::uuid[], ${bills.map(({ payerId }) => payerId)}::uuid[],
    ${bills.map(({ netYen }) => netYen)}::bigint[], ${bills.map(({ taxYen }) => taxYen)}::bigint[])
    as given (number, contract_id, payer_id, net_yen, tax_yen)
  order by given.number
  on conflict on constraint a_service_month_is_billed_once do nothing
  returning id, contract_id, net_yen, tax_yen`

async function insertLines(scope: Scope, made: readonly Made[], bills: readonly ServiceBillToBook[]) {
  const idOf = new Map(made.map(({ id, contract_id }) => [contract_id, id]))
  const lines = bills.flatMap((bill) =>
    bill.lines.map((line, at) => ({
      ...{ bill_id: idOf.get(bill.contractId), line_no: at + 1, item_code: line.code, monthly_yen: line.monthlyYen },
      ...{ from_on: line.fromOn, until_on: line.untilOn, days: line.days, of_days: line.ofDays, net_yen: line.netYen },
      offset_id: line.offsetId,
    })),
  )
  await scope.sql`
    insert into service_bill_line (organization_id, bill_id, line_no, item_code, name, name_english, monthly_yen, from_on, until_on, days,
      of_days, net_yen, offset_id)
    select ${scope.organizationId}, given.bill_id, given.line_no, item.code, item.name, item.name_english, given.monthly_yen, given.from_on,
      given.until_on, given.days, given.of_days, given.net_yen, given.offset_id
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as given (bill_id uuid, line_no integer, item_code text, monthly_yen bigint,
      from_on date, until_on date, days integer, of_days integer, net_yen bigint, offset_id uuid)
    join service_item as item on item.code = given.item_code
    where given.bill_id is not null`
}

async function post(
  scope: Scope,
  { month, ratePercent }: { month: Month; ratePercent: number },
  made: readonly Made[],
) {
  const key = `service-bills:${month}`
  const [before] = await scope.sql<{ vouchers: number }>`
    select count(*)::integer as vouchers from voucher where starts_with(source_key, ${`${key}:`})`
  const effectiveOn = await postingDate(scope, lastDayOf(month))
  const voucherId = await openVoucher(scope, {
    ...{ kind: "service", sourceKey: `${key}:${(before?.vouchers ?? 0) + 1}`, effectiveOn },
    description: `業務委託料 ${Number(month.slice(0, 4))}年${Number(month.slice(5))}月分 ${made.length}件`,
  })
  if (voucherId === null) throw new Error(`${key} has its voucher already, though its contracts were locked`)
  const ids = made.map(({ id }) => id)
  await scope.sql`
    insert into service_position (organization_id, bill_id) select ${scope.organizationId}, unnest(${ids}::uuid[])`
  await scope.sql`
    insert into service_movement (organization_id, bill_id, voucher_id, effective_on, cause, receivable_yen, net_yen, tax_yen)
    select organization_id, id, ${voucherId}::uuid, ${effectiveOn}::date, 'billed', total_yen, net_yen, tax_yen
    from service_bill where id = any (${ids}::uuid[])`
  const netYen = yen(made.reduce((sum, bill) => sum + bill.net_yen, 0))
  const taxYen = yen(made.reduce((sum, bill) => sum + bill.tax_yen, 0))
  const taxClass = salesTaxClass(ratePercent)
  await postLines(scope, voucherId, [
    { purpose: "receivable", subAccount: SERVICES, amountYen: netYen + taxYen },
    { purpose: "sales", subAccount: SERVICES, taxClass, amountYen: negate(netYen) },
    { purpose: "output-tax", taxClass, amountYen: negate(taxYen) },
  ])
}
