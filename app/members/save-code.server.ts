import type { CodeKind } from "#app/members/code-form.ts"
import { refuse } from "#app/members/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

type Entry = Readonly<{ kind: CodeKind; name: string }>

export type CodeOfList = Readonly<{
  name: string
  nameEnglish: string
  isRetired: boolean
  /** Members who have it now. */
  members: number
}>

/** One code table (コード表) in its order with how many members have each entry; the retired stand last. */
export const codesForList = (scope: Scope, kind: CodeKind) => scope.sql<CodeOfList>`
  with used as (
    select case ${kind} when 'industry' then industry when 'occupation' then occupation else job_title end as name,
      count(*)::integer as members
    from member where merged_into_id is null and erased_at is null group by 1
  )
  select code.name, code.name_english as "nameEnglish", code.retired_at is not null as "isRetired",
    coalesce(used.members, 0) as members
  from member_code as code left join used on used.name = code.name
  where code.kind = ${kind} order by code.retired_at is not null, code.position, code.name`

/** Adds an entry at the end of a code table. Refuses: code-taken. */
export async function addCode(scope: Scope, input: Entry & Readonly<{ nameEnglish: string }>): Promise<void> {
  const added = await scope.sql`
    insert into member_code (organization_id, kind, name, name_english, position)
    select ${scope.organizationId}, ${input.kind}, ${input.name}, ${input.nameEnglish}, coalesce(max(position), 0) + 1
    from member_code where kind = ${input.kind}
    on conflict do nothing returning name`
  if (added.length === 0) throw refuse("code-taken", { name: input.name }, { field: "name" })
  await audit(scope, "add-code", input.name, { kind: input.kind })
}

/** Puts an entry one place up. An entry at the top stays there. */
export async function moveCodeUp(scope: Scope, input: Entry): Promise<void> {
  await scope.sql`
    with ordered as (
      select name, row_number() over (order by position, name) as at from member_code
      where kind = ${input.kind} and retired_at is null
    ), moved as (select at from ordered where name = ${input.name} and at > 1)
    update member_code as code
    set position = case when ordered.at = moved.at then ordered.at - 1 when ordered.at = moved.at - 1 then ordered.at + 1
      else ordered.at end
    from ordered, moved where code.kind = ${input.kind} and code.name = ordered.name`
}

/** Takes an entry out of use, or into use again; members who have it keep it. Refuses: unknown-code. */
export async function retireCode(scope: Scope, input: Entry & Readonly<{ retires: boolean }>): Promise<void> {
  const changed = await scope.sql`
    update member_code set retired_at = case when ${input.retires} then ${scope.now}::timestamptz end
    where kind = ${input.kind} and name = ${input.name} returning name`
  if (changed.length === 0) throw refuse("unknown-code", { name: input.name })
  await audit(scope, input.retires ? "retire-code" : "use-code-again", input.name, { kind: input.kind })
}
