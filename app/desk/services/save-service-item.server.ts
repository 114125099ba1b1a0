import { refuse } from "#app/desk/services/refusals.ts"
import type { ServiceItemInput } from "#app/desk/services/service-form.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/** Adds a plan or an option to the list of services (料金表; B9). Refuses: service-code-taken, unknown-service. */
export async function addServiceItem(scope: Scope, input: ServiceItemInput): Promise<void> {
  await checkRequired(scope, input)
  const added = await scope.sql`
    insert into service_item (organization_id, code, kind, name, name_english, monthly_yen, is_prorated, needs_staff, requires_code)
    values (${scope.organizationId}, ${input.code}, ${input.kind}, ${input.name}, ${input.nameEnglish}, ${input.monthlyYen}::bigint,
      ${input.isProrated}, ${input.needsStaff}, ${input.requiresCode})
    on conflict do nothing returning code`
  if (added.length === 0) throw refuse("service-code-taken", { code: input.code }, { field: "code" })
  await audit(scope, "add-service-item", input.code, input)
}

/**
 * Changes a plan or an option; what contracts have agreed keeps its price, and code and kind stay, because contracts carry them.
 * Refuses: unknown-service.
 */
export async function changeServiceItem(scope: Scope, input: ServiceItemInput): Promise<void> {
  await checkRequired(scope, input)
  const changed = await scope.sql`
    update service_item set name = ${input.name}, name_english = ${input.nameEnglish}, monthly_yen = ${input.monthlyYen}::bigint,
      is_prorated = ${input.isProrated}, needs_staff = ${input.needsStaff}, requires_code = ${input.requiresCode}
    where code = ${input.code} and kind = ${input.kind} returning code`
  if (changed.length === 0) throw refuse("unknown-service", { code: input.code })
  await audit(scope, "change-service-item", input.code, input)
}

/** Takes a plan or an option out of use, or into use again; contracts that have it keep it. Refuses: unknown-service. */
export async function retireServiceItem(
  scope: Scope,
  input: Readonly<{ code: string; retires: boolean }>,
): Promise<void> {
  const changed = await scope.sql`
    update service_item set is_in_use = ${!input.retires} where code = ${input.code} returning code`
  if (changed.length === 0) throw refuse("unknown-service", { code: input.code })
  await audit(scope, input.retires ? "retire-service-item" : "use-service-item-again", input.code)
}

async function checkRequired(scope: Scope, { requiresCode }: ServiceItemInput): Promise<void> {
  if (requiresCode === null) return
  const [required] = await scope.sql`select from service_item where code = ${requiresCode} and kind = 'option'`
  if (!required) throw refuse("unknown-service", { code: requiresCode }, { field: "requiresCode" })
}
