import { type MemberRules, rulesWith } from "#app/members/member-rules.ts"
import { activeChoices, type MemberFilter } from "#app/members/members-for-list.server.ts"
import { refuse } from "#app/members/refusals.ts"
import { fieldRule } from "#app/members/segment-form.ts"
import { segmentForForm } from "#app/members/segments-for-page.server.ts"
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

/**
 * What an address or form asks the members' list for, with the rules of its segment. Refuses: no-such-segment, because whoever
 * asks for a segment that is gone must not be given everybody.
 */
export async function filterOfUrl(
  scope: Scope,
  url: Reader,
): Promise<{ filter: MemberFilter; asked: AskedFilter; segmentName: string }> {
  const active = activeChoices.find((choice) => choice === url.text("active")) ?? ""
  const asked = {
    search: url.text("q"),
    prefecture: url.text("prefecture"),
    active,
    segment: url.text("segment"),
    field: url.text("field"),
  }
  const { name, rules } = await segmentOf(scope, asked.segment)
  const filter = { search: asked.search, rules: { ...rulesWith(rules, asked), ...fieldRule(asked.field) } }
  return { filter, asked, segmentName: name }
}

async function segmentOf(scope: Scope, id: string): Promise<{ name: string; rules: MemberRules }> {
  if (id === "") return { name: "", rules: {} }
  if (!isId(id)) throw refuse("no-such-segment", { name: id })
  return segmentForForm(scope, id)
}
