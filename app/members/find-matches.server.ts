import { audit } from "#app/platform/audit.server.ts"
import { planInBulk } from "#app/platform/plan-in-bulk.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/**
 * Looks through all members for pairs who may be one person (名寄せ): the same mail address, the same phone and kana, the same
 * kana at the same address, or the same name with variants of its characters (髙/高) and the same phone or address. Pairs found
 * or decided before stay as they are; the anonymous (A7), the merged and the erased never count.
 */
export async function findMatches(scope: Scope): Promise<{ found: number }> {
  await planInBulk(scope)
  await scope.sql`
    create temporary table person on commit drop as
    select id, email_normal, phone_digits, search_kana as kana, usual_characters(search_name) as name, postal_code,
      usual_characters(search_form(street || building)) as house
    from member where merged_into_id is null and erased_at is null and address_code = ''
      and phone not like '%AAA-AAAA'`
  await scope.sql`analyze person`
  const added = await scope.sql<{ member_id: string }>`
    with pair as (
      select one.id as member_id, other.id as candidate_id, 'email' as reason
      from person as one join person as other on other.email_normal = one.email_normal and other.id > one.id
      where one.email_normal <> ''
      union all
      select one.id, other.id, 'phone-kana'
      from person as one join person as other on other.phone_digits = one.phone_digits and other.id > one.id
        and other.kana = one.kana
      where length(one.phone_digits) >= 10 and one.kana <> ''
      union all
      select one.id, other.id, 'kana-address'
      from person as one join person as other on other.postal_code = one.postal_code and other.id > one.id
        and other.kana = one.kana and other.house = one.house
      where one.postal_code <> '' and one.house <> '' and one.kana <> ''
      union all
      select one.id, other.id, 'name-phone'
      from person as one join person as other on other.phone_digits = one.phone_digits and other.id > one.id
        and other.name = one.name
      where length(one.phone_digits) >= 10
      union all
      select one.id, other.id, 'name-address'
      from person as one join person as other on other.postal_code = one.postal_code and other.id > one.id
        and other.name = one.name and other.house = one.house
      where one.postal_code <> '' and one.house <> ''
    )
    insert into member_match (organization_id, member_id, candidate_id, reasons, found_at)
    select ${scope.organizationId}, pair.member_id, pair.candidate_id, array_agg(pair.reason order by pair.reason), ${scope.now}
    from pair
    where not exists (select from member_match as known
      where known.member_id = pair.candidate_id and known.candidate_id = pair.member_id)
    group by pair.member_id, pair.candidate_id
    on conflict (organization_id, member_id, candidate_id) do nothing
    returning member_id`
  await audit(scope, "find-matches", "members", { found: added.length })
  return { found: added.length }
}
