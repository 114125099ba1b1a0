import type { OwnField } from "#app/members/member-form.ts"
import type { Scope } from "#app/platform/scope.server.ts"

type Code = Readonly<{
  kind: "industry" | "occupation" | "job-title"
  name: string
  nameEnglish: string
  position: number
  isRetired: boolean
}>

/** The code tables (業種・職種・役職) in their order; the retired stand last and are offered to nobody new. */
export const codesForForm = (scope: Scope) => scope.sql<Code>`
  select kind, name, name_english as "nameEnglish", position, retired_at is not null as "isRetired"
  from member_code order by kind, retired_at is not null, position, name`

/** The organization's own fields (独自項目) in their order. */
export const ownFieldsForForm = (scope: Scope) => scope.sql<OwnField>`
  select code, label, label_english as "labelEnglish", kind, choices, retired_at is not null as "isRetired"
  from member_field order by position, code`

/** A member's values of the own fields, by code. */
export async function ownValuesForMember(scope: Scope, memberId: string): Promise<Readonly<Record<string, string>>> {
  const rows = await scope.sql<{ code: string; value: string }>`
    select code, value from member_field_value where member_id = ${memberId}::uuid and value <> ''`
  return Object.fromEntries(rows.map(({ code, value }) => [code, value]))
}
