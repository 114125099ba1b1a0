import type { Scope } from "#app/platform/scope.server.ts"

export type CompanyCandidate = Readonly<{
  id: string
  name: string
  nameKana: string
  address: string
  phone: string
  people: number
  /** What the two have in common. */
  reasons: readonly ("name" | "kana" | "phone" | "address")[]
}>

/**
 * Companies that may be the same as this one (同じ会社かもしれない会社): by name without legal form, kana, phone or address of any way
 * of writing either of them, without those that somebody told apart. Nothing is merged by itself.
 */
export const candidatesForCompany = (scope: Scope, id: string): Promise<readonly CompanyCandidate[]> =>
  scope.sql<CompanyCandidate>`
    select company.id, company.name, company.name_kana as "nameKana", company.address, company.phone, pair.reasons,
      (select count(*) from member join company as written on written.id = member.company_id
        where company.id in (written.id, written.merged_into_id) and member.merged_into_id is null
          and member.erased_at is null)::integer as people
    from companies_alike() as pair join company on company.id = pair.other_id
    where pair.company_id = ${id}::uuid
    order by cardinality(pair.reasons) desc, company.name, company.id limit 20`
