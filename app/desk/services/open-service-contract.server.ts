import { optionsOf, planOf } from "#app/desk/services/choose-services.server.ts"
import { refuse } from "#app/desk/services/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import { nextNumber } from "#app/platform/number-sequence.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type CalendarDate, firstDayOf, type Month } from "#app/values/calendar.ts"

/**
 * Opens a 業務委託契約 with a client (B6, B9), at the prices of the list as they are now. Refuses: unknown-client, unknown-service,
 * service-is-not-had-alone.
 */
export async function openServiceContract(
  scope: Scope,
  input: Readonly<{
    /** The client's member number. */
    payerNumber: string
    startsOn: CalendarDate
    /** 請求開始月: months before it were billed elsewhere; from the start where it is absent or no later. */
    billsFrom?: Month | undefined
    planCode: string
    optionCodes: readonly string[]
  }>,
): Promise<{ id: string }> {
  const [payer] = await scope.sql<{ id: string }>`
    select id from member where upper(number) = upper(${input.payerNumber}) and erased_at is null and member_kept(id) = id`
  if (!payer) throw refuse("unknown-client", { number: input.payerNumber }, { field: "payerNumber" })
  const plan = await planOf(scope, input.planCode)
  const options = await optionsOf(scope, input.optionCodes)
  const number = await nextNumber(scope, "service-contract", "G")
  const billsFrom = input.billsFrom === undefined ? null : firstDayOf(input.billsFrom)
  const [contract] = await scope.sql<{ id: string }>`
    insert into service_contract (organization_id, number, payer_id, starts_on, bills_from, made_at, made_by)
    values (${scope.organizationId}, ${number}, ${payer.id}::uuid, ${input.startsOn}::date,
      ${billsFrom !== null && billsFrom > input.startsOn ? billsFrom : null}::date, ${scope.now}, ${scope.actor}) returning id`
  if (!contract) throw new Error("the service contract gave no row")
  await scope.sql`
    insert into service_contract_plan (organization_id, contract_id, from_on, plan_code, monthly_yen, made_at, made_by)
    values (${scope.organizationId}, ${contract.id}::uuid, ${input.startsOn}::date, ${plan.code}, ${plan.monthlyYen}::bigint, ${scope.now},
      ${scope.actor})`
  await scope.sql`
    insert into service_contract_option (organization_id, contract_id, option_code, from_on, monthly_yen, is_prorated, made_at, made_by)
    select organization_id, ${contract.id}::uuid, code, ${input.startsOn}::date, monthly_yen, is_prorated, ${scope.now}, ${scope.actor}
    from service_item where code = any (${options.map(({ code }) => code)}::text[])`
  await audit(scope, "open-service-contract", number, { ...input })
  return contract
}
