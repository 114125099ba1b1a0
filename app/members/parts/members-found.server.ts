import type { MemberRules } from "#app/members/member-rules.ts"
import type { MemberOfList, MemberPage, MembersOfList } from "#app/members/members-for-list.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

const ONE_WORD_REACH = 2_000
const MORE_WORDS_REACH = 20_000

/**
 * Members by the words of a search. The rarest word names the candidates by a range of `member_token`, an index that the
 * tenant wall lets through; the other words are compared on those alone. Beyond its reach the search says that there are more.
 */
export async function membersFound(
  scope: Scope,
  words: readonly string[],
  rules: MemberRules,
  page: MemberPage & { reach?: number },
): Promise<MembersOfList> {
  const reach = page.reach ?? (words.length === 1 ? ONE_WORD_REACH : MORE_WORDS_REACH)
  const sort = `${page.descending ? "-" : ""}${page.sort}`
  const found = await scope.sql<MemberOfList & { total: number; reached: number }>`
    with word as materialized (
      select no, upper(given) as plain, usual_characters(search_form(given)) as form
      from unnest(${words}::text[]) with ordinality as given (given, no) where search_form(given) <> ''
    ), rarest as materialized (
      select left(word.form, 16) as form from word cross join lateral (
        select count(*) as hits from (select from member_token as seen where seen.token >= left(word.form, 16)
          and seen.token < left(word.form, 16) || chr(1114111) limit 2001) as few
      ) as counted order by counted.hits, no limit 1
    ), hit as materialized (
      select seen.member_id from rarest cross join lateral (
        select member_id from member_token where token >= rarest.form and token < rarest.form || chr(1114111)
        limit ${reach + 1}::integer
      ) as seen
    ), named as materialized (
      select payer_id as member_id from contract where number = any (array(select plain from word)) and ${words.length} = 1
      union all
      select member_id from customer_order where number = any (array(select plain from word)) and ${words.length} = 1
    ), candidate as materialized (
      select distinct member_kept(member_id) as member_id, true as is_named from named
      union
      select member_id, false from hit where member_id not in (select member_id from named)
    ), member as materialized (
      select one.* from candidate cross join lateral (
        select * from chosen_members(${JSON.stringify(rules)}::jsonb, ${scope.today}::date) as chosen
        where chosen.id = candidate.member_id offset 0
      ) as one
      where candidate.is_named or usual_characters(one.search_name || chr(10) || one.search_kana || chr(10)
        || one.search_address || chr(10) || one.phone_digits || chr(10) || one.postal_code || chr(10)
        || upper(replace(one.number || chr(10) || one.email_normal, '-', '')))
        like all (array(select '%' || regexp_replace(form, '([\\\\%_])', '\\\\\\1', 'g') || '%' from word))
    )
    select member.id, member.number, concat_ws(' ', member.family_name, nullif(member.given_name, '')) as name,
      concat_ws(' ', nullif(member.family_name_kana, ''), nullif(member.given_name_kana, '')) as kana,
      member.company_name as "companyName", member.postal_code as "postalCode", member.prefecture,
      member.prefecture || member.city || member.street || case when member.building = '' then '' else ' ' || member.building end
        as address, member.phone, member.email, running.contracts as "activeContracts", member.created_at as "createdAt",
      (select count(*) from member)::integer as total, (select count(*) from hit)::integer as reached
    from (
      select * from member
      order by case ${sort} when 'number' then number when 'kana' then search_kana when 'address' then postal_code end,
        case ${sort} when '-number' then number when '-kana' then search_kana when '-address' then postal_code end desc,
        case when ${sort} = 'since' then created_at end, case when ${sort} = '-since' then created_at end desc, number
      limit ${page.limit}::integer offset ${page.offset}::integer
    ) as member
    cross join lateral (
      select count(*)::integer as contracts
      from contract join contract_position as position on position.contract_id = contract.id
      where contract.payer_id = member.id and contract.state = 'active' and position.served_units < contract.units
    ) as running`
  return { members: found, total: found[0]?.total ?? 0, hasMore: (found[0]?.reached ?? 0) > reach }
}
