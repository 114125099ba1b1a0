import type { OwnField } from "#app/members/member-form.ts"
import type { Scope } from "#app/platform/scope.server.ts"

export const codeKinds = ["industry", "occupation", "job-title"] as const
export type CodeKind = (typeof codeKinds)[number]

export type Code = Readonly<{
  kind: CodeKind
  name: string
  nameEnglish: string
  position: number
  isRetired: boolean
  members: number
}>

/** The code tables (業種・職種・役職) in their order; the retired stand last and are offered to nobody new. */
export const codesForForm = (scope: Scope) => scope.sql<Omit<Code, "members">>`
  select kind, name, name_english as "nameEnglish", position, retired_at is not null as "isRetired"
  from member_code order by kind, retired_at is not null, position, name`

/** The same with how many members have each. */
export const codesForPage = (scope: Scope) => scope.sql<Code>`
  select code.kind, code.name, code.name_english as "nameEnglish", code.position, code.retired_at is not null as "isRetired",
    coalesce(used.members, 0)::integer as members
  from member_code as code left join (
    select 'industry' as kind, industry as name, count(*) as members from member group by industry
    union all select 'occupation', occupation, count(*) from member group by occupation
    union all select 'job-title', job_title, count(*) from member group by job_title
  ) as used on used.kind = code.kind and used.name = code.name
  order by code.kind, code.retired_at is not null, code.position, code.name`

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
