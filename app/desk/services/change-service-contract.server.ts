import { optionsOf, planOf } from "#app/desk/services/choose-services.server.ts"
import { refuse } from "#app/desk/services/refusals.ts"
import { earliestChangeAfter, earliestEndOf } from "#app/desk/services/service-terms.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { addDays, type CalendarDate, firstDayOf, type Month, monthOf } from "#app/values/calendar.ts"

type Locked = {
  number: string
  starts_on: CalendarDate
  ends_on: CalendarDate | null
  /** The last day that is billed, here or before bills were made here. */
  billed_until: CalendarDate | null
}

/** Locks a contract that nobody has cancelled. Refuses: no-such-service-contract, service-contract-ends. */
async function lockContract(scope: Scope, id: string): Promise<Locked> {
  const [contract] = await scope.sql<Locked>`
    select number, starts_on, ends_on, bills_from - 1 as billed_until from service_contract where id = ${id}::uuid for update`
  if (!contract) throw refuse("no-such-service-contract")
  if (contract.ends_on !== null) throw refuse("service-contract-ends", { endsOn: contract.ends_on })
  // Read after the lock: a bill that was made meanwhile is seen.
  const [last] = await scope.sql<{ on: CalendarDate | null }>`
    select max(dated_on) as on from service_bill where contract_id = ${id}::uuid`
  return { ...contract, billed_until: last?.on ?? contract.billed_until }
}

/** A bill is never made anew: what would change a month that is billed is refused, with the earliest day or month that is free. */
function checkUnbilled(
  { billed_until: until }: Locked,
  fromOn: CalendarDate,
  field: string,
  named: (earliest: CalendarDate) => string,
): void {
  if (until === null || fromOn > until) return
  throw refuse("service-month-is-billed", { until, earliest: named(addDays(until, 1)) }, { field })
}

function checkNotice(scope: Scope, noticeOn: CalendarDate): void {
  if (noticeOn > scope.today) throw refuse("notice-lies-ahead", { today: scope.today }, { field: "noticeOn" })
}

/**
 * プラン変更 (B8): from the wished day on, with written notice at least a calendar month before; where the new plan needs staff (人員を伴う), from the day
 * that was agreed individually. Refuses: no-such-service-contract, service-contract-ends, notice-lies-ahead, unknown-service, plan-stays-the-same,
 * change-comes-too-soon, change-needs-an-agreed-date, agreed-date-is-for-staff, change-lies-before-another, service-month-is-billed.
 */
export async function changeServicePlan(
  scope: Scope,
  input: Readonly<{
    id: string
    planCode: string
    noticeOn: CalendarDate
    wishedOn: CalendarDate
    agreedOn?: CalendarDate | undefined
  }>,
): Promise<{ fromOn: CalendarDate }> {
  const contract = await lockContract(scope, input.id)
  checkNotice(scope, input.noticeOn)
  const plan = await planOf(scope, input.planCode)
  if (plan.needsStaff && input.agreedOn === undefined) {
    throw refuse("change-needs-an-agreed-date", { name: plan.name }, { field: "agreedOn" })
  }
  if (!plan.needsStaff && input.agreedOn !== undefined) {
    throw refuse("agreed-date-is-for-staff", { name: plan.name }, { field: "agreedOn" })
  }
  const earliest = earliestChangeAfter(input.noticeOn)
  if (!plan.needsStaff && input.wishedOn < earliest) {
    throw refuse("change-comes-too-soon", { earliest }, { field: "wishedOn" })
  }
  const fromOn = plan.needsStaff ? (input.agreedOn ?? input.wishedOn) : input.wishedOn
  const field = { field: plan.needsStaff ? "agreedOn" : "wishedOn" }
  checkUnbilled(contract, fromOn, field.field, (earliest) => earliest)
  const [last] = await scope.sql<{ from_on: CalendarDate; plan_code: string }>`
    select from_on, plan_code from service_contract_plan where contract_id = ${input.id}::uuid order by from_on desc limit 1`
  if (last && fromOn <= last.from_on) throw refuse("change-lies-before-another", { last: last.from_on }, field)
  if (last?.plan_code === plan.code) throw refuse("plan-stays-the-same", {}, { field: "planCode" })
  await scope.sql`
    insert into service_contract_plan (organization_id, contract_id, from_on, plan_code, monthly_yen, notice_on, made_at, made_by)
    values (${scope.organizationId}, ${input.id}::uuid, ${fromOn}::date, ${plan.code}, ${plan.monthlyYen}::bigint, ${input.noticeOn}::date,
      ${scope.now}, ${scope.actor})`
  await audit(scope, "change-service-plan", contract.number, { ...input, fromOn })
  return { fromOn }
}

/**
 * オプションの変更 (B9): from a month's first day on the contract has these options, and no others; that month must not have begun before today's.
 * Refuses: no-such-service-contract, service-contract-ends, service-month-is-past, service-month-is-billed, unknown-service,
 * service-is-not-had-alone.
 */
export async function changeServiceOptions(
  scope: Scope,
  input: Readonly<{ id: string; optionCodes: readonly string[]; fromMonth: Month }>,
): Promise<void> {
  const contract = await lockContract(scope, input.id)
  const { number, starts_on: startsOn } = contract
  checkUnbilled(contract, firstDayOf(input.fromMonth), "fromMonth", monthOf)
  // Options of the starting month are the contract's own; a later month is changed as a whole.
  const [earliest] = await scope.sql<{ month: Month }>`
    select to_char(greatest(date_trunc('month', max(option.from_on)::timestamp),
      date_trunc('month', ${startsOn}::timestamp) + interval '1 month', date_trunc('month', ${scope.today}::timestamp)), 'YYYY-MM') as month
    from service_contract_option as option where contract_id = ${input.id}::uuid`
  if (earliest && input.fromMonth < earliest.month) {
    throw refuse("service-month-is-past", { earliest: earliest.month }, { field: "fromMonth" })
  }
  const running = await scope.sql<{ option_code: string }>`
    select option_code from service_contract_option where contract_id = ${input.id}::uuid and until_on is null`
  const had = running.map((row) => row.option_code)
  const chosen = (await optionsOf(scope, input.optionCodes, had)).map(({ code }) => code)
  const fromOn = firstDayOf(input.fromMonth)
  await scope.sql`
    update service_contract_option set until_on = ${fromOn}::date - 1
    where contract_id = ${input.id}::uuid and until_on is null and option_code <> all (${chosen}::text[])`
  await scope.sql`
    insert into service_contract_option (organization_id, contract_id, option_code, from_on, monthly_yen, is_prorated, made_at, made_by)
    select organization_id, ${input.id}::uuid, code, ${fromOn}::date, monthly_yen, is_prorated, ${scope.now}, ${scope.actor}
    from service_item where code = any (${chosen.filter((code) => !had.includes(code))}::text[])`
  await audit(scope, "change-service-options", number, { ...input })
}

/**
 * 解約 (B6): the contract ends on a day, not before its minimum term ends, nor before the last day that is billed. Refuses:
 * no-such-service-contract, service-contract-ends, notice-lies-ahead, minimum-term-runs, end-lies-before-notice, service-month-is-billed.
 */
export async function cancelServiceContract(
  scope: Scope,
  input: Readonly<{ id: string; noticeOn: CalendarDate; endsOn: CalendarDate }>,
): Promise<void> {
  const contract = await lockContract(scope, input.id)
  const { number, starts_on: startsOn } = contract
  checkNotice(scope, input.noticeOn)
  const earliest = earliestEndOf(startsOn)
  if (input.endsOn < earliest) throw refuse("minimum-term-runs", { earliest }, { field: "endsOn" })
  if (input.endsOn < input.noticeOn) {
    throw refuse("end-lies-before-notice", { earliest: input.noticeOn }, { field: "endsOn" })
  }
  // What is over with a billed day takes nothing of its bill: the month of the end is billed whole.
  checkUnbilled(contract, addDays(input.endsOn, 1), "endsOn", (after) => addDays(after, -1))
  await scope.sql`
    update service_contract set ends_on = ${input.endsOn}::date, cancelled_notice_on = ${input.noticeOn}::date, cancelled_by = ${scope.actor}
    where id = ${input.id}::uuid`
  await audit(scope, "cancel-service-contract", number, { ...input, month: monthOf(input.endsOn) })
}
