import type { CodeKind } from "#app/members/code-form.ts"
import { refuse } from "#app/members/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

const columns = { industry: "industry", occupation: "occupation", "job-title": "job_title" } as const
const rules = { industry: "industries", occupation: "occupations", "job-title": "jobTitles" } as const

/**
 * Gives an entry of a code table another name, on everything that names it: members, changes that wait for their day, saved
 * filters, rules of inserts. What was frozen keeps the name of its day. Refuses: unknown-code, code-taken.
 */
export async function renameCode(
  scope: Scope,
  input: Readonly<{ kind: CodeKind; from: string; name: string; nameEnglish: string }>,
): Promise<{ members: number }> {
  const { kind, from, name } = input
  const known = await scope.sql<{ name: string }>`
    select name from member_code where kind = ${kind} and name in (${from}, ${name}) for update`
  if (!known.some((code) => code.name === from)) throw refuse("unknown-code", { name: from })
  if (name !== from && known.length > 1) throw refuse("code-taken", { name }, { field: "name" })
  await scope.sql`
    update member_code set name = ${name}, name_english = ${input.nameEnglish} where kind = ${kind} and name = ${from}`
  const members = name === from ? [] : await carryName(scope, input)
  await audit(scope, "rename-code", from, { kind, name, members: members.length })
  return { members: members.length }
}

async function carryName(scope: Scope, { kind, from, name }: { kind: CodeKind; from: string; name: string }) {
  await scope.sql`
    update member_change set new_value = ${name} where applied_at is null and field = ${columns[kind]} and new_value = ${from}`
  await scope.sql`
    update segment set rules = jsonb_set(rules, array[${rules[kind]}], (
      select jsonb_agg(case when value = ${from} then ${name} else value end)
      from jsonb_array_elements_text(rules->${rules[kind]}) as value))
    where rules->${rules[kind]} @> to_jsonb(${from}::text)`
  await scope.sql`
    update insert_rule set wanted = array_replace(wanted, ${from}, ${name})
    where attribute = ${kind} and ${from} = any (wanted)`
  return scope.sql`
    update member set
      industry = case when ${kind} = 'industry' and industry = ${from} then ${name} else industry end,
      occupation = case when ${kind} = 'occupation' and occupation = ${from} then ${name} else occupation end,
      job_title = case when ${kind} = 'job-title' and job_title = ${from} then ${name} else job_title end
    where case ${kind} when 'industry' then industry when 'occupation' then occupation else job_title end = ${from}
    returning id`
}
