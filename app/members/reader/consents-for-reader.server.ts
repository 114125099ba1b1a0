import { type ConsentPurpose, consentPurposes, isConsentPurpose } from "#app/members/reader/consent.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"

export type ConsentsOfReader = Readonly<{
  standing: readonly Readonly<{ purpose: ConsentPurpose; wording: string; isGiven: boolean }>[]
  history: readonly Readonly<{ id: string; purpose: string; wording: string; isGiven: boolean; at: Date }>[]
}>

/** What a reader has agreed to and taken back, with the wording of each time, and what stands now (同意の履歴). */
export async function consentsForReader(scope: Scope, memberId: MemberId): Promise<ConsentsOfReader> {
  const history = await scope.sql<ConsentsOfReader["history"][number]>`
    select consent.id, consent.purpose, consent.is_given as "isGiven", consent.recorded_at as at,
      case when ${scope.locale} = 'en' then coalesce(nullif(wording.wording_english, ''), wording.wording) else wording.wording end as wording
    from member_consent as consent
    join consent_wording as wording on wording.purpose = consent.purpose and wording.version = consent.version
    where consent.member_id in (select member_family(${memberId}::uuid))
    order by consent.recorded_at desc, consent.id desc`
  const wordings = await scope.sql<{ purpose: string; wording: string }>`
    select distinct on (purpose) purpose,
      case when ${scope.locale} = 'en' then coalesce(nullif(wording_english, ''), wording) else wording end as wording
    from consent_wording order by purpose, version desc`
  const [member] = await scope.sql<{ wants_mail: boolean }>`select wants_mail from member where id = ${memberId}::uuid`
  const standing = Object.keys(consentPurposes)
    .filter(isConsentPurpose)
    .map((purpose) => ({
      purpose,
      wording: wordings.find((one) => one.purpose === purpose)?.wording ?? consentPurposes[purpose][scope.locale],
      isGiven:
        purpose === "mail"
          ? (member?.wants_mail ?? false)
          : (history.find((one) => one.purpose === purpose)?.isGiven ?? false),
    }))
  return { standing, history }
}
