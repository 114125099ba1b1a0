import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { BrochureInput } from "#app/subscriptions/brochures/brochure-form.ts"
import { refuse } from "#app/subscriptions/brochures/refusals.ts"

/** Adds a brochure (資料). Refuses: brochure-code-taken. */
export async function addBrochure(scope: Scope, input: BrochureInput): Promise<void> {
  const added = await scope.sql`
    insert into brochure (organization_id, code, name, name_english, weight_grams, stock_copies)
    values (${scope.organizationId}, ${input.code}, ${input.name}, ${input.nameEnglish}, ${input.weightGrams}, ${input.stockCopies})
    on conflict do nothing returning code`
  if (added.length === 0) throw refuse("brochure-code-taken", { code: input.code }, { field: "code" })
  await audit(scope, "add-brochure", input.code, input)
}

/** Changes a brochure, and its stock as it was counted now; its code stays, because requests carry it. Refuses: unknown-brochure. */
export async function changeBrochure(scope: Scope, input: BrochureInput): Promise<void> {
  const changed = await scope.sql`
    update brochure set name = ${input.name}, name_english = ${input.nameEnglish}, weight_grams = ${input.weightGrams},
      stock_copies = ${input.stockCopies}
    where code = ${input.code} returning code`
  if (changed.length === 0) throw refuse("unknown-brochure", { code: input.code })
  await audit(scope, "change-brochure", input.code, input)
}

/** Takes a brochure out of use, or into use again; what was asked for before is still sent. Refuses: unknown-brochure. */
export async function retireBrochure(scope: Scope, input: Readonly<{ code: string; retires: boolean }>): Promise<void> {
  const changed = await scope.sql`
    update brochure set is_in_use = ${!input.retires} where code = ${input.code} returning code`
  if (changed.length === 0) throw refuse("unknown-brochure", { code: input.code })
  await audit(scope, input.retires ? "retire-brochure" : "use-brochure-again", input.code)
}
