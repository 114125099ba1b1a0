import type { Scope } from "#app/platform/scope.server.ts"

export type SpellingOfCompany = Readonly<{
  id: string
  name: string
  /** Members with whom it is written so. */
  people: number
  /** What is kept of it besides: kana, address, phone and note of a company that was merged. */
  kept: string
  /** The merge that made it one with this company, where undoing it is possible here; nobody merged what is written alike. */
  merge: { id: string; at: string; by: string | null } | null
}>

/** The other ways to write a company (別の書き方): names that lead to it, by name, each with the merge that can be undone. */
export const spellingsOfCompany = (scope: Scope, id: string): Promise<readonly SpellingOfCompany[]> =>
  scope.sql<SpellingOfCompany>`
    select company.id, company.name,
      (select count(*) from member where member.company_id = company.id and member.merged_into_id is null
        and member.erased_at is null)::integer as people,
      concat_ws(' · ', nullif(company.name_kana, ''), nullif(company.address, ''), nullif(company.phone, ''), nullif(company.note, ''))
        as kept,
      (select jsonb_build_object('id', merge.id, 'at', merge.merged_at, 'by', merge.merged_by) from company_merge as merge
        where merge.merged_id = company.id and merge.kept_id = company.merged_into_id and merge.undone_at is null) as merge
    from company where company.merged_into_id = ${id}::uuid order by company.name, company.id`
