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

type Page = Readonly<{ sort: CompanySort; descending: boolean; limit: number; offset: number }>

/** Companies (会社) whose name or kana holds every word, in any width and kana; those that somebody is of, a page of them. */
export async function companiesForList(
  scope: Scope,
  search: string,
  page: Page,
): Promise<{ companies: readonly CompanyOfList[]; total: number }> {
  const words = wordsOf(search)
  if (search.trim() !== "" && words.length === 0) return { companies: [], total: 0 }
  const rows = await scope.sql<CompanyOfList & { total: number }>`
    with people as (
      select company_id, count(*)::integer as people from member
      where company_id is not null and merged_into_id is null and erased_at is null group by company_id
    ), running as (
      select contract.id, contract.payer_id from contract
      join contract_position as position on position.contract_id = contract.id
      where contract.state = 'active' and position.served_units < contract.units
    ), touched as (
      select id, payer_id as member_id from running
      union select running.id, line.recipient_id from running join contract_line as line on line.contract_id = running.id
    ), contracts as (
      select member.company_id, count(distinct touched.id)::integer as contracts
      from touched join member on member.id = touched.member_id where member.company_id is not null group by member.company_id
    )
    select company.id, company.name, company.name_kana as "nameKana", people.people, coalesce(contracts.contracts, 0) as contracts,
      count(*) over ()::integer as total
    from company join people on people.company_id = company.id left join contracts on contracts.company_id = company.id
    where not exists (
      select from unnest(${words}::text[]) as word
      where position(usual_characters(search_form(word)) in usual_characters(search_form(company.name))) = 0
        and position(search_form(word) in search_form(company.name_kana)) = 0
    )
    order by case when ${page.sort} = 'name' then 0 when ${page.sort} = 'people' then people.people
        else coalesce(contracts.contracts, 0) end * case when ${page.descending} then -1 else 1 end,
      case when ${page.sort} = 'name' and ${page.descending} then coalesce(nullif(company.name_kana, ''), company.name) end desc,
      coalesce(nullif(company.name_kana, ''), company.name), company.id
    limit ${page.limit}::integer offset ${page.offset}::integer`
  return { companies: rows, total: rows[0]?.total ?? 0 }
}
