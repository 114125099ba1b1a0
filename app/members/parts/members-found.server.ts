import type { MemberRules } from "#app/members/member-rules.ts"
import type { MemberOfList, MemberPage, MembersOfList } from "#app/members/members-for-list.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/** So many members of the rarest word are read one by one; where a word has figures (田中 12-3), which begin nowhere, so many more. */
const REACH = 2_000
const REACH_OF_FIGURES = 20_000
/** So many of it are looked up among those of the other words. */
const LOOKED_UP = 100_000

/**
 * Members by the words of a search. The rarest word names the candidates by a range of `member_token`, an index that the
 * tenant wall lets through. Who has the other words there, too, is found however many there are; of the rest, whose other words stand
 * within something longer, the first are read. Beyond that reach the search says that there are more.
 */
export async function membersFound(
  scope: Scope,
  words: readonly string[],
  rules: MemberRules,
  page: MemberPage & { reach?: number },
): Promise<MembersOfList> {
  const reach = page.reach ?? (words.length > 1 && words.some((word) => /\d/.test(word)) ? REACH_OF_FIGURES : REACH)
  const lookedUp = words.length === 1 ? reach + 1 : Math.max(reach + 1, LOOKED_UP)
  const sort = `${page.descending ? "-" : ""}${page.sort}`
  const found = await scope.sql<(MemberOfList | { id: null }) & { total: number; reached: number }>`
    with word as materialized (
      select no, upper(given) as plain, usual_characters(search_form(given)) as form
      from unnest(${words}::text[]) with ordinality as given (given, no) where search_form(given) <> ''
    ), rarest as materialized (
      select word.no, left(word.form, 16) as form from word cross join lateral (
        select count(*) as hits from (select from member_token as seen where seen.token >= left(word.form, 16)
          and seen.token < left(word.form, 16) || chr(1114111) limit 2001) as few
      ) as counted order by counted.hits, no limit 1
    ), hit as materialized (
      select seen.member_id from rarest cross join lateral (
        select member_id from member_token where token >= rarest.form and token < rarest.form || chr(1114111)
        limit ${lookedUp}::integer
      ) as seen
    ), of_every_word as materialized (
      select seen.member_id from word join rarest on rarest.no <> word.no cross join lateral (
        select distinct member_token.member_id from member_token
        where token >= left(word.form, 16) and token < left(word.form, 16) || chr(1114111) and member_token.member_id in (select member_id from hit)
      ) as seen
      group by seen.member_id having count(*) = (select count(*) - 1 from word)
    ), named as materialized (
      select payer_id as member_id from contract where number = any (array(select plain from word)) and ${words.length} = 1
      union all
      select member_id from customer_order where number = any (array(select plain from word)) and ${words.length} = 1
    ), candidate as materialized (
      select distinct member_kept(member_id) as member_id, true as is_named from named
      union
      select member_id, false from ((select member_id from of_every_word) union (select member_id from hit limit ${reach + 1}::integer)) as hit
      where member_id not in (select member_id from named)
    ), member as materialized (
      select one.* from candidate cross join lateral (
        select * from chosen_members(${JSON.stringify(rules)}::jsonb, ${scope.today}::date) as chosen
        where chosen.id = candidate.member_id offset 0
      ) as one
      cross join lateral (
        select one.search_name || chr(10) || one.search_address as written, chr(10) || one.search_kana || chr(10)
          || one.phone_digits || chr(10) || one.postal_code || chr(10) || upper(replace(one.number || chr(10) || one.email_normal, '-', '')) as rest,
          array(select '%' || regexp_replace(form, '([\\\\%_])', '\\\\\\1', 'g') || '%' from word) as forms
      ) as text
      where candidate.is_named or text.written || text.rest like all (text.forms)
        or (has_old_characters(text.written) and usual_characters(text.written) || text.rest like all (text.forms))
    )
    select member.id, member.number, concat_ws(' ', member.family_name, nullif(member.given_name, '')) as name,
      concat_ws(' ', nullif(member.family_name_kana, ''), nullif(member.given_name_kana, '')) as kana,
      member.company_name as "companyName", member.postal_code as "postalCode", member.prefecture,
      member.prefecture || member.city || member.street || case when member.building = '' then '' else ' ' || member.building end
        as address, member.phone, member.email, running.contracts as "activeContracts", member.created_at as "createdAt",
      (select count(*) from member)::integer as total, (select count(*) from hit)::integer as reached
    from (values (true)) as always left join (
      select * from member
      order by case ${sort} when 'number' then number when 'kana' then search_kana when 'address' then postal_code end,
        case ${sort} when '-number' then number when '-kana' then search_kana when '-address' then postal_code end desc,
        case when ${sort} = 'since' then created_at end, case when ${sort} = '-since' then created_at end desc, number
      limit ${page.limit}::integer offset ${page.offset}::integer
    ) as member on true
    cross join lateral (
      select count(*)::integer as contracts
      from contract join contract_position as position on position.contract_id = contract.id
      where contract.payer_id = member.id and contract.state = 'active' and position.served_units < contract.units
    ) as running`
  const members = found.filter((one): one is MemberOfList & typeof one => one.id !== null)
  return { members, total: found[0]?.total ?? 0, hasMore: (found[0]?.reached ?? 0) > reach }
}
