import type { Scope } from "#app/platform/scope.server.ts"
import { wordsOf } from "#app/members/search-words.ts"

export const companySorts = ["name", "people", "contracts"] as const
export type CompanySort = (typeof companySorts)[number]

export type CompanyOfList = Readonly<{
  id: string
  name: string
  nameKana: string
  /** Members who are its contacts or recipients. */
  people: number
  /** Running contracts that one of them pays or receives. */
  contracts: number
}>

type Page = Readonly<{ sort: CompanySort; descending: boolean; limit: number; offset: number; alike?: boolean }>

/**
 * Companies (会社) of which one way of writing the name, or the kana, holds every word, whatever its width, kana, legal form (㈱, (株),
 * 株式会社) and old characters; those that somebody is of, a page of them. With `alike` only those that may be one with another.
 */
export async function companiesForList(
  scope: Scope,
  search: string,
  page: Page,
): Promise<{ companies: readonly CompanyOfList[]; total: number; alike: number }> {
  const words = wordsOf(search)
  const alike = await countAlike(scope)
  if (search.trim() !== "" && words.length === 0) return { companies: [], total: 0, alike }
  const rows = await scope.sql<CompanyOfList & { total: number }>`
    with person as (
      select member.id, coalesce(company.merged_into_id, company.id) as company_id, member.merged_into_id, member.erased_at
      from member join company on company.id = member.company_id
    ), people as (
      select company_id, count(*)::integer as people from person
      where merged_into_id is null and erased_at is null group by company_id
    ), running as (
      select contract.id, contract.payer_id from contract
      join contract_position as position on position.contract_id = contract.id
      where contract.state = 'active' and position.served_units < contract.units
    ), touched as (
      select id, payer_id as member_id from running
      union select running.id, line.recipient_id from running join contract_line as line on line.contract_id = running.id
    ), contracts as (
      select person.company_id, count(distinct touched.id)::integer as contracts
      from touched join person on person.id = touched.member_id group by person.company_id
    )
    select company.id, company.name, company.name_kana as "nameKana", people.people, coalesce(contracts.contracts, 0) as contracts,
      count(*) over ()::integer as total
    from company join people on people.company_id = company.id left join contracts on contracts.company_id = company.id
    where exists (
      select from company as written where company.id in (written.id, written.merged_into_id) and not exists (
        select from unnest(${words}::text[]) as word cross join lateral (select company_parts(word) as parts) as word_parts
        where case when parts[2] = '' then written.legal_form <> parts[1]
          else position(usual_characters(search_form(parts[2])) in written.search_name) = 0
            and position(search_form(parts[2]) in written.search_kana) = 0
            and position(usual_characters(search_form(word)) in usual_characters(search_form(written.name))) = 0 end
      )
    ) and (not ${page.alike === true}::boolean or company.id in (select company_id from companies_alike()))
    order by case when ${page.sort} = 'name' then 0 when ${page.sort} = 'people' then people.people
        else coalesce(contracts.contracts, 0) end * case when ${page.descending} then -1 else 1 end,
      case when ${page.sort} = 'name' and ${page.descending} then coalesce(nullif(company.name_kana, ''), company.name) end desc,
      coalesce(nullif(company.name_kana, ''), company.name), company.id
    limit ${page.limit}::integer offset ${page.offset}::integer`
  return { companies: rows, total: rows[0]?.total ?? 0, alike }
}

async function countAlike(scope: Scope): Promise<number> {
  const [count] = await scope.sql<{ alike: number }>`
    select count(distinct company_id)::integer as alike from companies_alike()`
  return count?.alike ?? 0
}
