import { refuse } from "#app/desk/services/refusals.ts"
import { serviceContractForPage } from "#app/desk/services/service-contracts.server.ts"
import { AVAILABILITY_TARGET, offsetOf } from "#app/desk/services/service-level.ts"
import { chargesOfMonth, monthsToBill } from "#app/desk/services/service-terms.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { addMonths, lastDayOf, type Month } from "#app/values/calendar.ts"

/**
 * 稼働率未達の相殺 (D6, J4): a month whose 稼働率 (per cent) missed its goal takes a tenth of a fee's monthly price off the next bill, or a later one, once.
 * It is judged unrounded. Refuses, beside the field: no-such-service-contract, service-month-runs, service-level-was-met, fee-was-not-charged,
 * offset-is-there-already, no-bill-to-come.
 */
export async function offsetServiceFee(
  scope: Scope,
  input: Readonly<{ id: string; month: Month; itemCode: string; availability: number }>,
): Promise<{ amountYen: number }> {
  // Bills are made one after the other with the contracts locked: each sees the offset or comes before it.
  await scope.sql`select from service_contract where id = ${input.id}::uuid for update`
  const contract = await serviceContractForPage(scope, input.id)
  const { month, itemCode, availability } = input
  if (lastDayOf(month) >= scope.today) throw refuse("service-month-runs", { month }, { field: "month" })
  if (availability >= AVAILABILITY_TARGET) {
    throw refuse("service-level-was-met", { target: AVAILABILITY_TARGET }, { field: "availability" })
  }
  const fee = chargesOfMonth(contract, month).find(({ code }) => code === itemCode)
  if (!fee) throw refuse("fee-was-not-charged", { month }, { field: "itemCode" })
  const billed = new Set<string>(contract.billed.map((bill) => bill.month))
  const next = monthsToBill(contract, billed, lastDayOf(addMonths(month, 1200))).find((of) => of > month)
  if (next === undefined) throw refuse("no-bill-to-come")
  const amountYen = offsetOf(fee.monthlyYen)
  const made = await scope.sql`
    insert into service_offset (organization_id, contract_id, missed_month, availability_percent, target_percent, item_code, monthly_yen,
      amount_yen, recorded_at, recorded_by)
    values (${scope.organizationId}, ${input.id}::uuid, ${month}, ${availability}::numeric, ${AVAILABILITY_TARGET}::numeric, ${itemCode},
      ${fee.monthlyYen}::bigint, ${amountYen}::bigint, ${scope.now}, ${scope.actor})
    on conflict on constraint a_missed_month_is_offset_once do nothing returning id`
  if (made.length === 0) throw refuse("offset-is-there-already", { month }, { field: "month" })
  await audit(scope, "offset-service-fee", contract.number, { month, itemCode, availability, amountYen })
  return { amountYen }
}
