import { nextNumber } from "#app/platform/number-sequence.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { idOf, type MemberId } from "#app/values/ids.ts"

/** A person as a form names him; kana in katakana, phone and mail as read by app/values/text. */
export type Person = Readonly<{
  familyName: string
  givenName: string
  familyNameKana: string
  givenNameKana: string
  companyName: string
  department: string
  postalCode: string
  prefecture: string
  city: string
  street: string
  building: string
  phone: string
  email: string
  wantsMail: boolean
}>

export type Joined = Readonly<{ memberId: MemberId; number: string; how: "joined" | "added" | "added-to-match" }>

type Candidate = { id: string; number: string; reasons: string[]; is_same: boolean }

/**
 * Joins a person to the member he is (D3): the same kana and the same mail or phone, and only one such member. Where it is
 * not that clear he becomes a member of his own and stands in the 名寄せ queue beside everyone he may be, never silently doubled.
 */
export async function joinOrAddMember(
  scope: Scope,
  person: Person,
  origin: "web" | "phone" | "fax" | "post" | "staff",
): Promise<Joined> {
  // Two applications of one person at once must not both find nobody.
  await scope.sql`select pg_advisory_xact_lock(hashtextextended(${`person:${scope.organizationId}`}
    || search_form(${person.familyNameKana + person.givenNameKana}), 0))`
  const candidates = await candidatesFor(scope, person)
  const same = candidates.filter(({ is_same }) => is_same)
  const [only] = same
  if (same.length === 1 && only) return { memberId: idOf(only.id), number: only.number, how: "joined" }
  const added = await addMember(scope, person, origin)
  if (candidates.length === 0) return { ...added, how: "added" }
  await scope.sql`
    insert into member_match (organization_id, member_id, candidate_id, reasons, found_at)
    select ${scope.organizationId}, ${added.memberId}::uuid, given.id, string_to_array(given.reasons, ' '), ${scope.now}
    from unnest(${candidates.map(({ id }) => id)}::uuid[], ${candidates.map(({ reasons }) => reasons.join(" "))}::text[])
      as given (id, reasons)`
  return { ...added, how: "added-to-match" }
}

/** The member a person is, by the same rule (D3); null where he is nobody we know, or not clearly one. Reads only. */
export async function memberOfPerson(scope: Scope, person: Person): Promise<MemberId | null> {
  const same = (await candidatesFor(scope, person)).filter(({ is_same }) => is_same)
  const [only] = same
  return same.length === 1 && only ? idOf(only.id) : null
}

const candidatesFor = (scope: Scope, person: Person) => scope.sql<Candidate>`
  with wanted as (
    select search_form(${person.familyNameKana + person.givenNameKana}) as kana, digits_of(${person.phone}) as phone,
      lower(${person.email}) as email, ${person.postalCode}::text as postal_code
  ), found as (
    select member.id, member.number, member.search_kana = wanted.kana and wanted.kana <> '' as by_kana,
      member.phone_digits = wanted.phone and wanted.phone <> '' as by_phone,
      member.email_normal = wanted.email and wanted.email <> '' as by_email,
      member.postal_code = wanted.postal_code and wanted.postal_code <> '' as by_postal_code
    from wanted join member on (member.search_kana = wanted.kana and wanted.kana not in ('', 'トクメイ'))
      or (member.phone_digits = wanted.phone and length(wanted.phone) >= 10)
      or (member.email_normal = wanted.email and wanted.email <> '')
    where member.address_code = '' and member.erased_at is null
  )
  select kept.id, kept.number, bool_or(by_kana and (by_phone or by_email)) as is_same,
    array_remove(array[case when bool_or(by_kana) then 'kana' end, case when bool_or(by_phone) then 'phone' end,
      case when bool_or(by_email) then 'email' end, case when bool_or(by_postal_code) then 'postal-code' end], null) as reasons
  from found join member as kept on kept.id = member_kept(found.id)
  where by_phone or by_email or (by_kana and by_postal_code)
  group by kept.id, kept.number order by kept.number limit 20`

async function addMember(
  scope: Scope,
  person: Person,
  origin: string,
): Promise<{ memberId: MemberId; number: string }> {
  const number = await nextNumber(scope, "member", "M")
  const [row] = await scope.sql<{ id: string }>`
    insert into member (organization_id, number, family_name, given_name, family_name_kana, given_name_kana,
      company_name, department, postal_code, prefecture, city, street, building, phone, email, wants_mail, locale, origin)
    values (${scope.organizationId}, ${number}, ${person.familyName}, ${person.givenName}, ${person.familyNameKana},
      ${person.givenNameKana}, ${person.companyName}, ${person.department}, ${person.postalCode}, ${person.prefecture},
      ${person.city}, ${person.street}, ${person.building}, ${person.phone}, ${person.email}, ${person.wantsMail},
      ${scope.locale}, ${origin})
    returning id`
  if (!row) throw new Error("member gave no row")
  return { memberId: idOf(row.id), number }
}
