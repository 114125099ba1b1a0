import type { Scope } from "#app/platform/scope.server.ts"
import type { StoredForm } from "#app/subscriptions/application.ts"

type Person = Omit<
  StoredForm,
  "applicationId" | "startIssue" | "copies" | "payBy" | "promotionCode" | "school" | "graduatesIn" | "wantsMail"
>

/** A member's name, address and contact as an application of his carries them. Reads only. */
export async function personOfMember(scope: Scope, memberId: string): Promise<Person> {
  const [person] = await scope.sql<Person>`
    select family_name as "familyName", given_name as "givenName", family_name_kana as "familyNameKana",
      given_name_kana as "givenNameKana", company_name as "companyName", department, postal_code as "postalCode", prefecture, city,
      street, building, phone, email
    from member where id = ${memberId}::uuid`
  if (!person) throw new Error("the member is not there")
  return person
}
