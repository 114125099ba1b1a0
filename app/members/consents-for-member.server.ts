import { type ConsentPurpose, consentPurposes, isConsentPurpose } from "#app/members/reader/consent.ts"
import { wordingsNow } from "#app/members/wordings-now.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"

export type ConsentOfMember = Readonly<{
  id: string
  purpose: ConsentPurpose | "third-party"
  version: number
  wording: string
  isGiven: boolean
  at: Date
  receivedBy: "import" | "web" | "phone" | "fax" | "post" | "shop" | "staff"
  recordedBy: string
}>

export type ConsentsOfMember = Readonly<{
  standing: readonly Readonly<{ purpose: ConsentPurpose; wording: string; isGiven: boolean }>[]
  history: readonly ConsentOfMember[]
}>

/** What a member has agreed to and taken back, to which wording, when and by which way, and what stands now (同意の記録). */
export async function consentsForMember(scope: Scope, memberId: MemberId): Promise<ConsentsOfMember> {
  const history = await scope.sql<ConsentOfMember>`
    select consent.id, consent.purpose, consent.version, consent.is_given as "isGiven", consent.recorded_at as at,
      consent.received_by as "receivedBy", consent.recorded_by as "recordedBy",
      case when ${scope.locale} = 'en' then coalesce(nullif(wording.wording_english, ''), wording.wording) else wording.wording end as wording
    from member_consent as consent
    join consent_wording as wording on wording.purpose = consent.purpose and wording.version = consent.version
    where consent.member_id in (select member_family(${memberId}::uuid))
    order by consent.recorded_at desc, consent.id desc`
  const wordings = await wordingsNow(scope)
  const [member] = await scope.sql<{ wants_mail: boolean }>`select wants_mail from member where id = ${memberId}::uuid`
  const standing = Object.keys(consentPurposes)
    .filter(isConsentPurpose)
    .map((purpose) => ({
      purpose,
      wording: wordings[purpose],
      isGiven:
        purpose === "mail"
          ? (member?.wants_mail ?? false)
          : (history.find((one) => one.purpose === purpose)?.isGiven ?? false),
    }))
  return { standing, history }
}
