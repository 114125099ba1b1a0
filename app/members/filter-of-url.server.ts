import { MemberRules, rulesWith } from "#app/members/member-rules.ts"
import { activeChoices, type MemberFilter } from "#app/members/members-for-list.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { isId } from "#app/values/ids.ts"

type Reader = Readonly<{ text: (name: string) => string }>

export type AskedFilter = Readonly<{
  search: string
  prefecture: string
  active: "" | "yes" | "no"
  segment: string
  field: string
}>

/** What an address or form asks the members' list for, with the rules of its segment. */
export async function filterOfUrl(scope: Scope, url: Reader): Promise<{ filter: MemberFilter; asked: AskedFilter }> {
  const active = activeChoices.find((choice) => choice === url.text("active")) ?? ""
  const asked = {
    search: url.text("q"),
    prefecture: url.text("prefecture"),
    active,
    segment: url.text("segment"),
    field: url.text("field"),
  }
  const [segment] = isId(asked.segment)
    ? await scope.sql<{ rules: unknown }>`
        select rules from segment where id = ${asked.segment}::uuid and retired_at is null`
    : []
  const rules = segment ? MemberRules.parse(segment.rules) : {}
  return { filter: { search: asked.search, rules: { ...rulesWith(rules, asked), ...fieldRule(asked.field) } }, asked }
}

/** `code:value` of an own field, as the list's filter writes it. */
function fieldRule(asked: string): Pick<MemberRules, "field"> {
  const at = asked.indexOf(":")
  return at < 1 ? {} : { field: { code: asked.slice(0, at), value: asked.slice(at + 1) } }
}
