import type { FieldInput } from "#app/members/code-form.ts"
import { refuse } from "#app/members/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/** Adds an own field (独自項目) behind the others. Refuses: field-code-taken. */
export async function addField(scope: Scope, input: FieldInput): Promise<void> {
  const added = await scope.sql`
    insert into member_field (organization_id, code, label, label_english, kind, choices, position)
    select ${scope.organizationId}, ${input.code}, ${input.label}, ${input.labelEnglish}, ${input.kind}, ${input.choices}::text[],
      coalesce(max(position), 0) + 1
    from member_field
    on conflict do nothing returning code`
  if (added.length === 0) throw refuse("field-code-taken", { code: input.code }, { field: "code" })
  await audit(scope, "add-member-field", input.code, { label: input.label, kind: input.kind })
}

/**
 * Gives an own field other names and choices; code and kind stay, because values rest on them. Refuses: unknown-field, and
 * choice-in-use where a choice would go that members have.
 */
export async function changeField(scope: Scope, input: FieldInput): Promise<void> {
  const [used] = await scope.sql<{ value: string }>`
    select own.value from member_field_value as own join member_field as field on field.code = own.code
    where own.code = ${input.code} and field.kind = 'choice' and own.value <> '' and own.value <> all (${input.choices}::text[])
    order by own.value limit 1`
  if (used) throw refuse("choice-in-use", { choice: used.value }, { field: "choices" })
  const changed = await scope.sql`
    update member_field set label = ${input.label}, label_english = ${input.labelEnglish},
      choices = case when kind = 'choice' then ${input.choices}::text[] else choices end
    where code = ${input.code} returning code`
  if (changed.length === 0) throw refuse("unknown-field", { code: input.code })
  await audit(scope, "change-member-field", input.code, { label: input.label })
}

/** Takes an own field off the form, or puts it back; its values stay and are shown. Refuses: unknown-field. */
export async function retireField(scope: Scope, input: Readonly<{ code: string; retires: boolean }>): Promise<void> {
  const changed = await scope.sql`
    update member_field set retired_at = case when ${input.retires} then ${scope.now}::timestamptz end
    where code = ${input.code} returning code`
  if (changed.length === 0) throw refuse("unknown-field", { code: input.code })
  await audit(scope, input.retires ? "retire-member-field" : "use-member-field-again", input.code)
}
