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
  const counted = page.sort === "contracts" ? await contractsOf(scope, null) : []
  const rows = await scope.sql<Omit<CompanyOfList, "contracts"> & { total: number }>`
    with word as materialized (
      select parts[1] as form, parts[2] as rest, usual_characters(search_form(parts[2])) as name, search_form(parts[2]) as kana,
        usual_characters(search_form(word)) as whole
      from unnest(${words}::text[]) as word cross join lateral (select company_parts(word) as parts) as word_parts
    ), people as (
      select coalesce(company.merged_into_id, company.id) as company_id, count(*)::integer as people
      from member join company on company.id = member.company_id
      where member.merged_into_id is null and member.erased_at is null group by 1
    ), counted as (
      select * from unnest(${counted.map(({ companyId }) => companyId)}::uuid[], ${counted.map(({ contracts }) => contracts)}::integer[])
        as counted (company_id, contracts)
    )
    select company.id, company.name, company.name_kana as "nameKana", people.people, count(*) over ()::integer as total
    from company join people on people.company_id = company.id left join counted on counted.company_id = company.id
    where company.id in (
      select coalesce(written.merged_into_id, written.id) from company as written where not exists (
        select from word where case when rest = '' then written.legal_form <> form
          else position(word.name in written.search_name) = 0 and position(word.kana in written.search_kana) = 0
            and position(word.whole in written.search_whole) = 0 end
      )
    ) and (not ${page.alike === true}::boolean or company.id in (select company_id from companies_alike()))
    order by case when ${page.sort} = 'name' then 0 when ${page.sort} = 'people' then people.people
        else coalesce(counted.contracts, 0) end * case when ${page.descending} then -1 else 1 end,
      case when ${page.sort} = 'name' and ${page.descending} then coalesce(nullif(company.name_kana, ''), company.name) end desc,
      coalesce(nullif(company.name_kana, ''), company.name), company.id
    limit ${page.limit}::integer offset ${page.offset}::integer`
  const shown = page.sort === "contracts" ? counted : await contractsOf(scope, rows.map(({ id }) => id)) // prettier-ignore
  const contractsById = new Map(shown.map(({ companyId, contracts }) => [companyId, contracts]))
  const companies = rows.map(({ id, name, nameKana, people }) => ({
    ...{ id, name, nameKana, people },
    contracts: contractsById.get(id) ?? 0,
  }))
  return { companies, total: rows[0]?.total ?? 0, alike }
}

/** Running contracts that somebody of a company pays or receives, of these companies or, without them, of all; none is left out. */
const contractsOf = (scope: Scope, ids: readonly string[] | null) => scope.sql<{
  companyId: string
  contracts: number
}>`
  with person as materialized (
    select member.id, coalesce(company.merged_into_id, company.id) as company_id
    from company join member on member.company_id = company.id
    where ${ids}::uuid[] is null or company.id = any(${ids}::uuid[]) or company.merged_into_id = any(${ids}::uuid[])
  ), touched as (
    select person.company_id, contract.id as contract_id from person join contract on contract.payer_id = person.id
    union
    select person.company_id, line.contract_id from person join contract_line as line on line.recipient_id = person.id
  )
  select touched.company_id as "companyId", count(*)::integer as contracts
  from touched join contract on contract.id = touched.contract_id join contract_position as position on position.contract_id = contract.id
  where contract.state = 'active' and position.served_units < contract.units group by touched.company_id`

async function countAlike(scope: Scope): Promise<number> {
  const [count] = await scope.sql<{ alike: number }>`
    select count(distinct company_id)::integer as alike from companies_alike()`
  return count?.alike ?? 0
}
