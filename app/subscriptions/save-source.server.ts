import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import type { SourceInput } from "#app/subscriptions/source-form.ts"

/** Adds a source code (募集コード). Refuses: source-code-taken. */
export async function addSource(scope: Scope, input: SourceInput): Promise<void> {
  const added = await scope.sql`
    insert into source_code (organization_id, code, name, name_english, kind, reached_count, cost_yen, starts_on, ends_on)
    values (${scope.organizationId}, ${input.code}, ${input.name}, ${input.nameEnglish}, ${input.kind}, ${input.reachedCount},
      ${input.costYen}, ${input.startsOn}, ${input.endsOn})
    on conflict do nothing returning code`
  if (added.length === 0) throw refuse("source-code-taken", { code: input.code }, { field: "code" })
  await audit(scope, "add-source", input.code, input)
}

/** Changes what a source reached, cost and is called; its code stays, because orders carry it. Refuses: unknown-source. */
export async function changeSource(scope: Scope, input: SourceInput): Promise<void> {
  const changed = await scope.sql`
    update source_code set name = ${input.name}, name_english = ${input.nameEnglish}, kind = ${input.kind},
      reached_count = ${input.reachedCount}, cost_yen = ${input.costYen}, starts_on = ${input.startsOn}, ends_on = ${input.endsOn}
    where code = ${input.code} returning code`
  if (changed.length === 0) throw refuse("unknown-source", { code: input.code })
  await audit(scope, "change-source", input.code, input)
}

/** Takes a source out of use from today on (yesterday was its last day), or into use again without an end. Refuses: unknown-source. */
export async function retireSource(scope: Scope, input: Readonly<{ code: string; retires: boolean }>): Promise<void> {
  const changed = await scope.sql`
    update source_code set ends_on = case when ${input.retires} then ${scope.today}::date - 1 end
    where code = ${input.code} returning code`
  if (changed.length === 0) throw refuse("unknown-source", { code: input.code })
  await audit(scope, input.retires ? "retire-source" : "use-source-again", input.code)
}
