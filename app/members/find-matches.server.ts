import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/**
 * Looks through all members for pairs who may be one person (名寄せ): the same mail address, the same phone and kana, or the
 * same kana at the same address. Pairs found or decided before stay as they are; the anonymous phone (A7) never counts.
 */
export async function findMatches(scope: Scope): Promise<{ found: number }> {
  const added = await scope.sql<{ member_id: string }>`
    with pair as (
      select one.id as member_id, other.id as candidate_id, 'email' as reason
      from member as one join member as other on other.email_normal = one.email_normal and other.id > one.id
      where one.email_normal <> ''
      union all
      select one.id, other.id, 'phone-kana'
      from member as one join member as other on other.phone_digits = one.phone_digits and other.id > one.id
        and other.search_kana = one.search_kana
      where length(one.phone_digits) >= 10 and one.search_kana not in ('', 'トクメイ')
      union all
      select one.id, other.id, 'kana-address'
      from member as one join member as other on other.postal_code = one.postal_code and other.id > one.id
        and other.search_kana = one.search_kana
        and search_form(other.street || other.building) = search_form(one.street || one.building)
      where one.postal_code <> '' and one.street <> '' and one.search_kana not in ('', 'トクメイ')
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
