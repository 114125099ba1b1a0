import type { Scope } from "#app/platform/scope.server.ts"
import { isId } from "#app/values/ids.ts"

export type MemberOfPage = Readonly<{
  id: string
  number: string
  familyName: string
  givenName: string
  familyNameKana: string
  givenNameKana: string
  companyName: string
  department: string
  jobTitle: string
  postalCode: string
  prefecture: string
  city: string
  street: string
  building: string
  phone: string
  email: string
  /** Since when and why mail to the address comes back (届かないメール); null where it arrives. */
  undeliverable: { since: string; status: string } | null
  gender: "male" | "female" | "other" | null
  bornOn: string | null
  industry: string
  occupation: string
  wantsMail: boolean
  note: string
  locale: "ja" | "en"
  origin: "import" | "web" | "phone" | "fax" | "post" | "shop" | "staff"
  createdAt: Date
  openMatches: number
  addressCode: string
  copiesTo: "home" | "office" | "delivery"
  /** The company that his company's name leads to, by the name that is kept of it. */
  company: { id: string; name: string } | null
  /** The member this one was merged into (統合先). */
  keptAs: { id: string; number: string; name: string } | null
  /** Members merged into this one, with the merge that can be undone. */
  merged: readonly { mergeId: string; id: string; number: string; name: string; mergedAt: string }[]
  isErased: boolean
}>

/** A member's profile (基本情報); null where the organization has no member with this id. */
export async function memberForPage(scope: Scope, id: string): Promise<MemberOfPage | null> {
  if (!isId(id)) return null
  const [member] = await scope.sql<MemberOfPage>`
    select id, number, family_name as "familyName", given_name as "givenName", family_name_kana as "familyNameKana",
      given_name_kana as "givenNameKana", company_name as "companyName", department, job_title as "jobTitle",
      postal_code as "postalCode", prefecture, city, street, building, phone, email,
      (select jsonb_build_object('since', dead.since, 'status', dead.status) from undeliverable_addresses(${scope.now}) as dead
        where dead.address = member.email_normal) as undeliverable, gender, born_on as "bornOn",
      industry, occupation, wants_mail as "wantsMail", note, locale, origin, created_at as "createdAt",
      (select count(*) from member_match as pair where pair.state = 'open'
        and member.id in (pair.member_id, pair.candidate_id))::integer as "openMatches",
      address_code as "addressCode", copies_to as "copiesTo", erased_at is not null as "isErased",
      (select jsonb_build_object('id', kept.id, 'name', kept.name) from company
        join company as kept on kept.id = coalesce(company.merged_into_id, company.id) where company.id = member.company_id)
        as company,
      (select jsonb_build_object('id', kept.id, 'number', kept.number,
          'name', concat_ws(' ', kept.family_name, nullif(kept.given_name, '')))
        from member as kept where kept.id = member_kept(member.merged_into_id)) as "keptAs",
      (select coalesce(jsonb_agg(jsonb_build_object('mergeId', merge.id, 'id', other.id, 'number', other.number,
          'name', concat_ws(' ', other.family_name, nullif(other.given_name, '')), 'mergedAt', merge.merged_at)
          order by merge.merged_at desc), '[]')
        from member_merge as merge join member as other on other.id = merge.merged_id
        where merge.kept_id = member.id and merge.undone_at is null) as merged
    from member where id = ${id}::uuid`
  return member ?? null
}
