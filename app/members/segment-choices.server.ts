import { codesForForm, ownFieldsForForm } from "#app/members/codes-for-form.server.ts"
import type { MemberRules } from "#app/members/member-rules.ts"
import { prefecturesForFilter } from "#app/members/prefectures-for-filter.server.ts"
import type { Choice, SegmentChoices } from "#app/members/segment-form.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/** What a segment's rules can be chosen from; a value that a rule names and nobody has any more stays among them. */
export async function segmentChoices(scope: Scope, rules: MemberRules): Promise<SegmentChoices> {
  const codes = await codesForForm(scope)
  const titles = await scope.sql<Choice>`select code as value, name as label from publication order by code`
  const prefectures = (await prefecturesForFilter(scope)).map(({ prefecture, members }) => ({
    value: prefecture,
    label: `${prefecture} (${members.toLocaleString("ja-JP")})`,
  }))
  const named = (kind: (typeof codes)[number]["kind"]) =>
    codes.filter((code) => code.kind === kind).map(({ name }) => ({ value: name, label: name }))
  return {
    prefectures: withNamed(prefectures, rules.prefectures),
    industries: withNamed(named("industry"), rules.industries),
    occupations: withNamed(named("occupation"), rules.occupations),
    jobTitles: withNamed(named("job-title"), rules.jobTitles),
    publications: withNamed(titles, rules.publications),
    own: await ownFieldsForForm(scope),
  }
}

const withNamed = (choices: readonly Choice[], named: readonly string[] | undefined): readonly Choice[] => [
  ...choices,
  ...(named ?? [])
    .filter((value) => choices.every((choice) => choice.value !== value))
    .map((value) => ({ value, label: value })),
]
