import type { Scope } from "#app/platform/scope.server.ts"

/** Keys of `?sort=`; a minus before them turns the order round. */
export const memberSorts = ["number", "kana", "address", "contracts", "since"] as const
export type MemberSort = (typeof memberSorts)[number]

export type MemberFilter = Readonly<{ search: string; prefecture: string; active: "" | "yes" | "no" }>

/** The choices of the filter by contracts: all members, with one that goes on, without. */
export const activeChoices = ["", "yes", "no"] as const

export type MemberOfList = Readonly<{
  id: string
  number: string
  name: string
  kana: string
  companyName: string
  postalCode: string
  address: string
  prefecture: string
  phone: string
  email: string
  activeContracts: number
  createdAt: Date
  /** All members found, on every page. */
  total: number
}>

/**
 * Members found by the one search box (number, name, kana, any part of the phone, postal code, mail, address, number of a
 * contract or order; every word must fit somewhere) and the filters, a page of them. With `afterNumber` the page follows that member
 * in the order of numbers, for exports.
 */
export async function membersForList(
  scope: Scope,
  filter: MemberFilter,
  page: Readonly<{ sort: MemberSort; descending: boolean; limit: number; offset: number; afterNumber?: string }>,
): Promise<readonly MemberOfList[]> {
  const words = wordsOf(filter.search)
  const sort = `${page.descending ? "-" : ""}${page.sort}`
  return scope.sql<MemberOfList>`
    with word as materialized (
      select '%' || regexp_replace(search_form(given), '([\\\\%_])', '\\\\\\1', 'g') || '%' as pattern, upper(given) as plain
      from unnest(${words}::text[]) as given where search_form(given) <> ''
    ), named as materialized (
      select payer_id as member_id from contract where upper(number) in (select plain from word)
      union all
      select member_id from customer_order where upper(number) in (select plain from word)
    ), going_on as materialized (
      select contract.payer_id as member_id, count(*)::integer as contracts
      from contract join contract_position as position on position.contract_id = contract.id
      where contract.state = 'active' and position.served_units < contract.units group by contract.payer_id
    )
    select member.id, member.number, concat_ws(' ', member.family_name, nullif(member.given_name, '')) as name,
      concat_ws(' ', nullif(member.family_name_kana, ''), nullif(member.given_name_kana, '')) as kana,
      member.company_name as "companyName", member.postal_code as "postalCode", member.prefecture,
      member.prefecture || member.city || member.street || case when member.building = '' then '' else ' ' || member.building end
        as address, member.phone, member.email, coalesce(going_on.contracts, 0) as "activeContracts",
      member.created_at as "createdAt", (count(*) over ())::integer as total
    from member left join going_on on going_on.member_id = member.id
    where (${filter.prefecture} = '' or member.prefecture = ${filter.prefecture})
      and (${filter.active} = '' or (going_on.member_id is not null) = (${filter.active} = 'yes'))
      and (${page.afterNumber ?? null}::text is null or member.number > ${page.afterNumber ?? null}::text)
      and (
        member.search_name || chr(10) || member.search_kana || chr(10) || member.search_address || chr(10)
          || member.phone_digits || chr(10) || member.postal_code || chr(10)
          || upper(replace(member.number || chr(10) || member.email_normal, '-', ''))
          like all (array(select pattern from word))
        or (${words.length} = 1 and member.id = any (array(select member_id from named)))
      )
    order by case ${sort} when 'number' then member.number when 'kana' then member.search_kana
        when 'address' then member.postal_code end,
      case ${sort} when '-number' then member.number when '-kana' then member.search_kana
        when '-address' then member.postal_code end desc,
      case when ${sort} = 'contracts' then coalesce(going_on.contracts, 0) end,
      case when ${sort} = '-contracts' then coalesce(going_on.contracts, 0) end desc,
      case when ${sort} = 'since' then member.created_at end,
      case when ${sort} = '-since' then member.created_at end desc,
      member.number
    limit ${page.limit}::integer offset ${page.offset}::integer`
}

/** The words of a search; each is looked for by itself, so that 「タナカ 神保町」 finds by kana and address. */
export const wordsOf = (search: string): string[] =>
  search
    .normalize("NFKC")
    .replaceAll("〒", "")
    .trim()
    .split(/\s+/)
    .map((word) => (/^[\d()+.ー−‐–—-]+$/.test(word) ? word.replace(/\D/g, "") : word))
    .filter(Boolean)
    .slice(0, 8)
