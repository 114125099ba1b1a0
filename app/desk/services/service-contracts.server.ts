import type { BilledMonth } from "#app/billing/services/billed-month.ts"
import { serviceBillsForContract } from "#app/billing/services/service-bills-for-contract.server.ts"
import { refuse } from "#app/desk/services/refusals.ts"
import type { ServiceOffset } from "#app/desk/services/service-level.ts"
import {
  billOfMonth,
  billsOfMonths,
  earliestEndOf,
  type MonthToBill,
  type ServiceBill,
  type ServiceTerms,
} from "#app/desk/services/service-terms.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { addMonths, type CalendarDate, lastDayOf, type Month, monthOf } from "#app/values/calendar.ts"
import type { TaxRounding } from "#app/values/yen.ts"

type Row = {
  id: string
  number: string
  payer_id: string
  payer_number: string
  payer_name: string
  starts_on: CalendarDate
  ends_on: CalendarDate | null
  bills_from: CalendarDate | null
  plans: readonly (ServiceTerms["plans"][number] & { noticeOn: CalendarDate | null })[]
  options: ServiceTerms["options"]
  offsets: readonly ServiceOffset[]
}

export type ServiceContract = Readonly<{
  id: string
  number: string
  payerId: string
  payerNumber: string
  payerName: string
  startsOn: CalendarDate
  /** 最低契約期間の末日 */
  earliestEndOn: CalendarDate
  endsOn: CalendarDate | null
  /** 請求開始月, a month's first day, where what came before was billed elsewhere. */
  billsFrom: CalendarDate | null
  plans: Row["plans"]
  options: Row["options"]
  /** 稼働率未達の相殺, the oldest first. */
  offsets: Row["offsets"]
}>

/** 業務委託契約: all of them, or one; the plans and options that each had, has and will have, by their days. */
export async function serviceContracts(scope: Scope, id: string | null): Promise<readonly ServiceContract[]> {
  const rows = await scope.sql<Row>`
    select contract.id, contract.number, payer.id as payer_id, payer.number as payer_number,
      coalesce(nullif(payer.company_name, ''), concat_ws(' ', payer.family_name, nullif(payer.given_name, ''))) as payer_name,
      starts_on, ends_on, bills_from,
      (select coalesce(jsonb_agg(jsonb_build_object('code', plan.plan_code, 'name', case when ${scope.locale} = 'en'
          then coalesce(nullif(item.name_english, ''), item.name) else item.name end, 'monthlyYen', plan.monthly_yen,
          'fromOn', plan.from_on, 'noticeOn', plan.notice_on) order by plan.from_on), '[]')
        from service_contract_plan as plan join service_item as item on item.code = plan.plan_code
        where plan.contract_id = contract.id) as plans,
      (select coalesce(jsonb_agg(jsonb_build_object('code', option.option_code, 'name', case when ${scope.locale} = 'en'
          then coalesce(nullif(item.name_english, ''), item.name) else item.name end, 'monthlyYen', option.monthly_yen,
          'fromOn', option.from_on, 'untilOn', option.until_on, 'isProrated', option.is_prorated)
          order by option.from_on, item.requires_code nulls first, option.option_code), '[]')
        from service_contract_option as option join service_item as item on item.code = option.option_code
        where option.contract_id = contract.id) as options,
      (select coalesce(jsonb_agg(jsonb_build_object('id', missed.id, 'month', missed.missed_month, 'code', missed.item_code,
          'availability', missed.availability_percent, 'monthlyYen', missed.monthly_yen, 'amountYen', missed.amount_yen,
          'name', case when ${scope.locale} = 'en' then coalesce(nullif(item.name_english, ''), item.name) else item.name end,
          'billedIn', (select bill.month from service_bill_line as line join service_bill as bill on bill.id = line.bill_id
            where line.offset_id = missed.id)) order by missed.missed_month), '[]')
        from service_offset as missed join service_item as item on item.code = missed.item_code
        where missed.contract_id = contract.id) as offsets
    from service_contract as contract join member as payer on payer.id = member_kept(contract.payer_id)
    where ${id}::uuid is null or contract.id = ${id}::uuid
    order by contract.ends_on is not null and contract.ends_on < ${scope.today}::date, contract.number desc`
  return rows.map(({ payer_id, payer_number, payer_name, starts_on, ends_on, bills_from, ...row }) => ({
    ...row,
    ...{ payerId: payer_id, payerNumber: payer_number, payerName: payer_name, startsOn: starts_on, endsOn: ends_on },
    billsFrom: bills_from,
    earliestEndOn: earliestEndOf(starts_on),
  }))
}

/** The standard rate that holds on a month's last day, and how the organization rounds tax. */
export async function serviceTaxOf(scope: Scope, of: Month): Promise<{ ratePercent: number; rounding: TaxRounding }> {
  const [tax] = await scope.sql<{ ratePercent: number; rounding: TaxRounding }>`
    select tax_rate_on(10, ${lastDayOf(of)}::date) as "ratePercent", tax_rounding as rounding
    from organization where id = ${scope.organizationId}`
  if (!tax) throw new Error("the organization is not there")
  return tax
}

export type ServiceContractOfList = ServiceContract & Readonly<{ planName: string; bill: ServiceBill }>

/** The list of 業務委託契約, those that run first, with what a month's bill of each will hold (B7, B9) in yen. */
export async function serviceContractsForList(scope: Scope, of: Month): Promise<readonly ServiceContractOfList[]> {
  const tax = await serviceTaxOf(scope, of)
  return (await serviceContracts(scope, null)).map((contract) => ({
    ...contract,
    planName: planOn(contract, scope.today)?.name ?? "",
    bill: billOfMonth(contract, of, tax),
  }))
}

/** The plan that holds on a day, or the first one where none has begun. */
const planOn = ({ plans }: ServiceContract, on: CalendarDate) =>
  plans.findLast(({ fromOn }) => fromOn <= on) ?? plans[0]

export type ServiceContractOfPage = ServiceContract &
  Readonly<{ bills: readonly ServiceBill[]; billed: readonly BilledMonth[] }>

/**
 * One 業務委託契約 with the months that are billed, and its bills to come of three months, line by line with tax: this month's (or the starting one) and
 * those after it, as they stand now. Refuses: no-such-service-contract.
 */
export async function serviceContractForPage(scope: Scope, id: string): Promise<ServiceContractOfPage> {
  const [contract] = await serviceContracts(scope, id)
  if (!contract) throw refuse("no-such-service-contract")
  const billed = await serviceBillsForContract(scope, id)
  const first = contract.startsOn > scope.today ? monthOf(contract.startsOn) : monthOf(scope.today)
  const months = [0, 1, 2]
    .map((count) => addMonths(first, count))
    .filter((of) => !billed.some(({ month }) => month === of))
  const taxed: MonthToBill[] = []
  for (const month of months) taxed.push({ month, ...(await serviceTaxOf(scope, month)) })
  const bills = billsOfMonths(contract, taxed).filter(({ lines }) => lines.length > 0)
  return { ...contract, bills, billed }
}
