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
}>

/** A member's profile (基本情報); null where the organization has no member with this id. */
export async function memberForPage(scope: Scope, id: string): Promise<MemberOfPage | null> {
  if (!isId(id)) return null
  const [member] = await scope.sql<MemberOfPage>`
    select id, number, family_name as "familyName", given_name as "givenName", family_name_kana as "familyNameKana",
      given_name_kana as "givenNameKana", company_name as "companyName", department, job_title as "jobTitle",
      postal_code as "postalCode", prefecture, city, street, building, phone, email, gender, born_on as "bornOn",
      industry, occupation, wants_mail as "wantsMail", note, locale, origin, created_at as "createdAt",
      (select count(*) from member_match as pair where pair.state = 'open'
        and member.id in (pair.member_id, pair.candidate_id))::integer as "openMatches"
    from member where id = ${id}::uuid`
  return member ?? null
}
