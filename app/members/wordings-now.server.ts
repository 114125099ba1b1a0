import { type ConsentPurpose, consentPurposes } from "#app/members/reader/consent.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/** What is asked today for each purpose (同意の文言), in the language of who reads. */
export async function wordingsNow(scope: Scope): Promise<Readonly<Record<ConsentPurpose, string>>> {
  const rows = await scope.sql<{ purpose: string; wording: string }>`
    select distinct on (purpose) purpose,
      case when ${scope.locale} = 'en' then coalesce(nullif(wording_english, ''), wording) else wording end as wording
    from consent_wording order by purpose, version desc`
  const now = (purpose: ConsentPurpose) =>
    rows.find((one) => one.purpose === purpose)?.wording ?? consentPurposes[purpose][scope.locale]
  return { mail: now("mail"), post: now("post"), phone: now("phone") }
}
