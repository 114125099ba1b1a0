import type { MemberRules } from "#app/members/member-rules.ts"
import type { MemberOfList, MemberPage } from "#app/members/members-for-list.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/**
 * A page of the members that the rules choose, walked along the index of the order wanted: of the eight branches the planner
 * keeps the one whose order was asked for.
 */
export const membersInOrder = (scope: Scope, rules: MemberRules, page: MemberPage) => {
  const sort = `${page.descending ? "-" : ""}${page.sort}`
  const until = page.offset + page.limit
  return scope.sql<MemberOfList>`
    with chosen as not materialized (
      select * from chosen_members(${JSON.stringify(rules)}::jsonb, ${scope.today}::date)
    ), ordered as materialized (
      select id, row_number() over () as place from (
        (select id from chosen where ${sort} = 'kana' order by search_kana, number limit ${until}::integer)
        union all
        (select id from chosen where ${sort} = '-kana' order by search_kana desc, number desc limit ${until}::integer)
        union all
        (select id from chosen where ${sort} = 'number' order by number limit ${until}::integer)
        union all
        (select id from chosen where ${sort} = '-number' order by number desc limit ${until}::integer)
        union all
        (select id from chosen where ${sort} = 'address' order by postal_code, number limit ${until}::integer)
        union all
        (select id from chosen where ${sort} = '-address' order by postal_code desc, number limit ${until}::integer)
        union all
        (select id from chosen where ${sort} = 'since' order by id limit ${until}::integer)
        union all
        (select id from chosen where ${sort} = '-since' order by id desc limit ${until}::integer)
      ) as branch offset ${page.offset}::integer
    )
    select member.id, member.number, concat_ws(' ', member.family_name, nullif(member.given_name, '')) as name,
      concat_ws(' ', nullif(member.family_name_kana, ''), nullif(member.given_name_kana, '')) as kana,
      member.company_name as "companyName", member.postal_code as "postalCode", member.prefecture,
      member.prefecture || member.city || member.street || case when member.building = '' then '' else ' ' || member.building end
        as address, member.phone, member.email, running.contracts as "activeContracts", member.created_at as "createdAt"
    from ordered
    cross join lateral (select * from member as one where one.id = ordered.id offset 0) as member
    cross join lateral (
      select count(*)::integer as contracts
      from contract join contract_position as position on position.contract_id = contract.id
      where contract.payer_id = ordered.id and contract.state = 'active' and position.served_units < contract.units
    ) as running
    order by ordered.place`
}
